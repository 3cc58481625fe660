import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { AlertState, AlertText } from '@/components/cage/alert-table'
import { HandleForm } from '@/components/cage/watch-forms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cage.alerts'))('detail') }
}

export default async function AlertPage({ params }: Props) {
  const { id } = await params
  const session = await requirePortal('OPERATOR', `/operator/alerts/${id}`)
  const { alert, steps } = await orNotFound((await api()).cage.alert({ id }))
  const t = await getTranslations('cage.alerts')
  const ui = await getTranslations('ui')
  const organisation = ((await getLocale()) === 'en' && alert.organisationNameEn) || alert.organisationName
  const rule = t(`rules.${alert.rule}`)
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/operator/alerts' }, { label: rule }]} />
      <PageHeader title={rule} lead={<AlertText alert={alert} />} status={<AlertState handled={alert.handledAt !== null} />} />
      <Section title={t('facts')}>
        <SummaryList
          rows={[
            { label: t('organisation'), value: organisation ?? '--' },
            { label: t('person'), value: alert.personName ?? '--' },
            ...(alert.enterpriseName ? [{ label: t('enterprise'), value: alert.enterpriseName }] : []),
            { label: t('at'), value: <DateText value={alert.at} /> },
            { label: t('raisedAt'), value: <DateText value={alert.raisedAt} /> },
          ]}
        />
      </Section>
      <Section title={t('steps')} lead={t('stepsLead')}>
        {steps.length === 0 ? <p className="text-fg-2">{t('noSteps')}</p> : null}
        <ol className="grid gap-3">
          {steps.map(({ id: stepId, step, note, byName, at }) => (
            <li key={stepId} className="grid gap-1 border-border border-b pb-3 last:border-b-0">
              <p className="flex flex-wrap gap-x-3 text-14 text-fg-3">
                <DateText value={at} />
                <span>{byName}</span>
                <span>{t(`handle.${step}`)}</span>
              </p>
              <p className="whitespace-pre-wrap break-words">{note ?? ui('erased')}</p>
            </li>
          ))}
        </ol>
      </Section>
      {alert.handledAt === null && mayOpen(session, 'cage.handle') ? (
        <Section title={t('handle.title')}>
          <HandleForm alertId={alert.id} />
        </Section>
      ) : null}
    </>
  )
}
