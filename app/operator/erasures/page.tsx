import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AskErasureForm, SettleErasure } from '@/components/operator/erasure-forms'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.erasures'))('title') }
}

export default async function ErasuresPage() {
  const session = await requirePortal('OPERATOR', '/operator/erasures')
  const { rows, self } = await (await api()).keys.erasures()
  const t = await getTranslations('operator.erasures')
  const mayErase = mayOpen(session, 'keys.erase')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('list')}>
        <DataTable
          caption={t('list')}
          captionHidden
          columns={[
            { key: 'name', header: t('name'), cell: ({ name }) => name ?? '--' },
            { key: 'subject', header: t('subject'), cell: ({ subject }) => t(`subjects.${subject}`) },
            { key: 'reason', header: t('reason'), cell: ({ reason }) => reason },
            { key: 'asked', header: t('asked'), cell: ({ askedBy }) => askedBy ?? '--' },
            { key: 'askedAt', header: t('askedAt'), cell: ({ askedAt }) => <DateText value={askedAt} /> },
            { key: 'settled', header: t('settled'), cell: ({ settledBy }) => settledBy ?? '--' },
            { key: 'settledAt', header: t('settledAt'), cell: ({ settledAt }) => <DateText value={settledAt} /> },
            { key: 'keys', header: t('keys'), kind: 'figure', cell: ({ keys }) => (keys === null ? '--' : formatCount(keys)) },
            { key: 'state', header: t('state'), cell: ({ verdict }) => <State verdict={verdict} /> },
            ...(mayErase
              ? [
                  {
                    key: 'actions',
                    header: t('actions'),
                    kind: 'actions' as const,
                    cell: ({ id, name, verdict, askedById }: (typeof rows)[number]) =>
                      verdict ? null : <SettleErasure erasureId={id} name={name ?? '--'} own={askedById === self} />,
                  },
                ]
              : []),
          ]}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
        />
      </Section>
      {mayErase ? (
        <Section title={t('ask')} lead={t('askLead')}>
          <AskErasureForm />
        </Section>
      ) : null}
      <RetentionRuns />
    </>
  )
}

async function RetentionRuns() {
  const runs = await (await api()).retention.runs()
  const t = await getTranslations('operator.retention')
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'day', header: t('day'), cell: ({ day }) => <DateText value={day.toISOString().slice(0, 10)} /> },
          { key: 'enterprises', header: t('enterprises'), kind: 'figure', cell: ({ enterprises }) => formatCount(enterprises) },
          { key: 'records', header: t('records'), kind: 'figure', cell: ({ records }) => formatCount(records) },
          { key: 'portraits', header: t('portraits'), kind: 'figure', cell: ({ portraits }) => formatCount(portraits) },
          { key: 'claims', header: t('claims'), kind: 'figure', cell: ({ claims }) => formatCount(claims) },
        ]}
        rows={runs}
        rowKey={({ day }) => day.toISOString()}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Section>
  )
}

async function State({ verdict }: { verdict: 'CONFIRM' | 'REJECT' | null }) {
  const t = await getTranslations('operator.erasures.states')
  if (verdict === 'CONFIRM') return <StatusTag tone="success">{t('CONFIRM')}</StatusTag>
  return verdict === 'REJECT' ? <StatusTag>{t('REJECT')}</StatusTag> : <StatusTag tone="warning">{t('OPEN')}</StatusTag>
}
