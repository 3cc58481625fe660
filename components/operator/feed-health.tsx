import type { inferRouterOutputs } from '@trpc/server'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { storedWords } from '@/components/ui/stored-words'
import { platformPhone } from '@/server/consent/domain/platform-phone'
import { dutyOf, isSourceRefusal, partsOfReason } from '@/server/sources/domain/refusals'
import { DataClass, healthDays } from '@/server/sources/schema'
import type { AppRouter } from '@/server/trpc/root'

type Feeds = inferRouterOutputs<AppRouter>['feedHealth']['all']

/** Who reads of a failure: what is to be done differs. */
export type FailureReader = 'agency' | 'operator'

/** Why a pull did not succeed, what its reader has to do, and on demand what was recorded of it. */
export function FailureText({ code, reader }: { code: string; reader: FailureReader }) {
  const t = useTranslations('sources')
  const [what, forAgency] = [
    storedWords(useTranslations('sources.failures')),
    storedWords(useTranslations('sources.agencyAdvice')),
  ]
  const { code: reason, detail } = partsOfReason(code)
  const advice = !isSourceRefusal(reason)
    ? null
    : reader === 'agency'
      ? forAgency(reason, { phone: platformPhone })
      : t(`operatorAdvice.${dutyOf[reason]}`)
  return (
    <div className="grid min-w-56 max-w-112 gap-0.5 py-1">
      <span>{what.has(reason) ? what(reason) : t('otherReason')}</span>
      {advice ? <span className="text-13 text-fg-2">{advice}</span> : null}
      {detail ? (
        <Disclosure summary={<span className="text-13">{t('recorded')}</span>}>
          <code className="break-all text-13 text-fg-3">{detail}</code>
        </Disclosure>
      ) : null}
    </div>
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
export function FailureReasons({ failures, reader }: { failures: Feeds['failures']; reader: FailureReader }) {
  const t = useTranslations('operator.jobs')
  const classes = useTranslations('consent.dataClasses')
  return (
    <DataTable
      caption={t('reasons')}
      captionHidden
      columns={[
        { key: 'reason', header: t('reason'), cell: ({ failure }) => <FailureText code={failure} reader={reader} /> },
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
