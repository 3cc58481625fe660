import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RunSteps } from '@/components/rescoring/run-progress'
import { StartRescoring } from '@/components/rescoring/version-forms'
import { Follow } from '@/components/trpc/follow'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/operator/rescoring'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rescoring.rescoring'))('title') }
}

export default async function RescoringPage() {
  const session = await requirePortal('OPERATOR', path)
  const { rows, now, pulse } = await (await api()).cardVersions.rescorings()
  const t = await getTranslations('rescoring.rescoring')
  const open = rows.find(({ finishedAt }) => finishedAt === null)
  const may = mayOpen(session, 'card-version.rescore')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={may && !open ? <StartRescoring /> : null} />
      <Section title={t('current')}>
        {open ? <RunSteps run={open} now={now} /> : <EmptyState title={t('idle')}>{t('idleBody')}</EmptyState>}
        {open ? <Follow procedure="cardVersions.pulse" stood={pulse} everyMs={2_000} /> : null}
      </Section>
      <Section title={t('history')}>
        <DataTable
          caption={t('history')}
          captionHidden
          columns={[
            { key: 'startedAt', header: t('startedAt'), cell: ({ startedAt }) => <DateText value={startedAt} /> },
            { key: 'startedBy', header: t('startedBy'), cell: ({ startedBy }) => startedBy ?? '--' },
            { key: 'against', header: t('against'), cell: ({ against }) => against },
            { key: 'total', header: t('total'), kind: 'figure', cell: ({ total }) => formatCount(total) },
            { key: 'done', header: t('done'), kind: 'figure', cell: ({ done }) => formatCount(done) },
            { key: 'noConsent', header: t('noConsent'), kind: 'figure', cell: ({ noConsent }) => formatCount(noConsent) },
            { key: 'noData', header: t('noData'), kind: 'figure', cell: ({ noData }) => formatCount(noData) },
            { key: 'failed', header: t('failed'), kind: 'figure', cell: ({ failed }) => formatCount(failed) },
            { key: 'finishedAt', header: t('finishedAt'), cell: ({ finishedAt }) => <DateText value={finishedAt} /> },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('empty')}>{t('idleBody')}</EmptyState>}
        />
      </Section>
    </>
  )
}
