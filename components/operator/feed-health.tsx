import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import type { SourceRefusal } from '@/server/sources/domain/refusals'
import { DataClass, healthDays } from '@/server/sources/schema'
import type { AppRouter } from '@/server/trpc/root'

type Feeds = inferRouterOutputs<AppRouter>['feedHealth']['all']

type FailureCode = SourceRefusal | 'consent.ended'

/** The word for a failure code of a pull, with the rule that was broken where one is recorded; codes without a word as they are. */
export function FailureText({ code }: { code: string }) {
  const t = useTranslations('sources.failures')
  const other = useTranslations('operator.jobs')
  const [reason, detail] = code.split(':', 2)
  const known = reason as FailureCode
  return (
    <>
      {t.has(known) ? t(known) : other('other', { code })}
      {detail && t.has(known) ? <code className="block break-all text-13 text-fg-3">{detail.trim()}</code> : null}
    </>
  )
}

/** How the feeds of each data class do. */
export function FeedHealthTable({ health }: { health: Feeds['health'] }) {
  const t = useTranslations('operator.jobs')
  const classes = useTranslations('consent.dataClasses')
  const seconds = (ms: number | null) => (ms === null ? '--' : (ms / 1000).toFixed(1))
  return (
    <DataTable
      caption={t('health')}
      captionHidden
      columns={[
        { key: 'class', header: t('class'), cell: ({ dataClass }) => classes(DataClass.parse(dataClass)) },
        { key: 'done', header: t('done'), kind: 'figure', cell: ({ done }) => formatCount(done) },
        { key: 'failed', header: t('failed'), kind: 'figure', cell: ({ failed }) => formatCount(failed) },
        { key: 'underWay', header: t('underWay'), kind: 'figure', cell: ({ underWay }) => formatCount(underWay) },
        { key: 'median', header: t('median'), kind: 'figure', cell: ({ medianMs }) => seconds(medianMs) },
        { key: 'last', header: t('last'), cell: ({ lastDoneAt }) => <DateText value={lastDoneAt} /> },
      ]}
      rows={health}
      rowKey={({ dataClass }) => dataClass}
      empty={<EmptyState title={t('none', { days: healthDays })}>{t('noneBody')}</EmptyState>}
    />
  )
}

/** Why pulls did not succeed, the most frequent reason first. */
export function FailureReasons({ failures }: { failures: Feeds['failures'] }) {
  const t = useTranslations('operator.jobs')
  const classes = useTranslations('consent.dataClasses')
  return (
    <DataTable
      caption={t('reasons')}
      captionHidden
      columns={[
        { key: 'reason', header: t('reason'), cell: ({ failure }) => <FailureText code={failure} /> },
        { key: 'class', header: t('class'), cell: ({ dataClass }) => classes(DataClass.parse(dataClass)) },
        { key: 'tasks', header: t('tasks'), kind: 'figure', cell: ({ tasks }) => formatCount(tasks) },
        { key: 'lastAt', header: t('lastAt'), cell: ({ lastAt }) => <DateText value={lastAt} /> },
      ]}
      rows={failures}
      rowKey={({ dataClass, failure }) => dataClass + failure}
      empty={<EmptyState title={t('noFailures')}>{t('noFailuresBody', { days: healthDays })}</EmptyState>}
    />
  )
}
