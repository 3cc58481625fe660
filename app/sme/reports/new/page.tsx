import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { CheckboxGroup, RadioGroup } from '@/components/ui/choice-field'
import { formatDay } from '@/components/ui/date-format'
import { RequiredNote } from '@/components/ui/field'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState, ForbiddenState } from '@/components/ui/states'
import { TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { reportLanguages, reportSections, validityDays } from '@/server/report/schema'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('report.issue'))('title') })

const wayOut = {
  NO_PORTRAIT: ['empty', '/sme/data'],
  STALE: ['stale', '/sme/data'],
  NO_CONSENT: ['noConsent', '/sme/consents'],
} as const

/** The enterprise chooses what a report shows; nothing is ticked beforehand. */
export default async function NewReportPage() {
  const session = await requirePortal('ENTERPRISE', '/sme/reports/new')
  const [t, list, sections, hints, locale] = [
    await getTranslations('report.issue'),
    await getTranslations('report.list'),
    await getTranslations('report.sections'),
    await getTranslations('report.sectionHints'),
    await getLocale(),
  ]
  if (!mayOpen(session, 'report.issue')) return <ForbiddenState>{t('signatories')}</ForbiddenState>
  const ground = await (await api()).report.ground()
  const head = (
    <>
      <Breadcrumbs items={[{ label: list('title'), href: '/sme/reports' }, { label: t('title') }]} />
      <PageHeader title={t('title')} lead={t('lead')} />
    </>
  )
  if (ground.state !== 'READY') {
    const [reason, href] = wayOut[ground.state]
    return (
      <>
        {head}
        <EmptyState
          title={t(`${reason}.title`)}
          actions={
            <LinkButton href={href} variant="primary">
              {t(`${reason}.action`)}
            </LinkButton>
          }
        >
          {t(`${reason}.body`)}
        </EmptyState>
      </>
    )
  }
  const { asOf, score, grade, missing } = ground
  return (
    <>
      {head}
      {missing.length > 0 ? (
        <Banner tone="warning" title={t('older.title')} actions={<LinkButton href="/sme/data">{t('older.action')}</LinkButton>}>
          {t('older.body')}
        </Banner>
      ) : null}
      <Section title={t('sections')} lead={t('basis', { asOf: formatDay(asOf, locale, 'prose'), score, grade })}>
        <ActionForm
          procedure="report.issue"
          labels={{ submit: t('submit') }}
          onDone={{ href: '/sme/reports/{id}?issued=1' }}
          secondary={<LinkButton href="/sme/reports">{list('title')}</LinkButton>}
        >
          <RequiredNote />
          <CheckboxGroup
            name="sections"
            label={t('sections')}
            hint={t('sectionsHint')}
            options={reportSections.map((value) => {
              const isMissing = missing.includes(value)
              return { value, label: sections(value), hint: isMissing ? t('older.section') : hints(value), disabled: isMissing }
            })}
          />
          <TextField
            name="addressee"
            label={t('addressee')}
            hint={t('addresseeHint')}
            optional
            maxLength={60}
            autoComplete="off"
          />
          <RadioGroup
            name="validDays"
            label={t('validity')}
            defaultValue="30"
            options={validityDays.map((days) => ({ value: String(days), label: t('days', { days }) }))}
          />
          <RadioGroup
            name="language"
            label={t('language')}
            defaultValue={locale}
            options={reportLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </ActionForm>
      </Section>
    </>
  )
}
