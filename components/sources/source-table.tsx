import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { DataTable } from '@/components/ui/data-table'
import { formatDay, formatMonthRange } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { emptyMark } from '@/components/ui/number-format'
import { type ShareMode, shareOf } from '@/server/sources/domain/catalogue'
import type { DataClass } from '@/server/sources/schema'
import { classPath } from './class-path'
import { type ShownTask, SourceState } from './source-state'

export type SourceRow = {
  dataClass: DataClass
  provider: string
  providerEn: string
  snapshot: { periodFrom: string; periodTo: string; receivedAt: Date } | null
  task: ShownTask
  landed: boolean
  /** Basis points over all enterprises; null while nothing was checked. */
  scoreBps: number | null
  late: { dueOn: string; days: number } | null
}

type Props = {
  caption: string
  rows: readonly SourceRow[]
  runId: string | null
  covered: readonly DataClass[]
  mayFetch: boolean
}

/** What a class is, how it comes, and whether the agency is behind with it. */
function ClassCell({ row, share, covered }: { row: SourceRow; share: ShareMode; covered: boolean }) {
  const t = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  const opens = row.snapshot !== null || (share === 'VERIFY' && covered)
  return (
    <span className="grid py-1">
      {opens ? (
        <Link href={`/sme/data/${classPath(row.dataClass)}`} className="text-link underline-offset-4 hover:underline">
          {names(row.dataClass)}
        </Link>
      ) : (
        names(row.dataClass)
      )}
      <span className="text-13 text-fg-3">{t(`share.${share}`)}</span>
      {row.late ? (
        <span className="text-13 text-warning">{t('late', { due: formatDay(row.late.dueOn, locale), days: row.late.days })}</span>
      ) : null}
    </span>
  )
}

/** What asks a source again that brought nothing; it stands below the reason. */
function Retry({ runId, dataClass, task }: { runId: string; dataClass: DataClass; task: ShownTask }) {
  const t = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  if (task?.state !== 'FAILED' && task?.state !== 'REFUSED') return null
  return (
    <ActionForm
      procedure="sources.retry"
      fixed={{ runId, dataClass }}
      labels={{ submit: t('retryOf', { name: names(dataClass) }) }}
      variant="secondary"
      onDone={{ refresh: true }}
    />
  )
}

/** Classes of one group: who provides each, how its last fetch went and why, what is on file, and what can be done. */
export function SourceTable({ caption, rows, runId, covered, mayFetch }: Props) {
  const t = useTranslations('sources')
  const locale = useLocale()
  const isCovered = (dataClass: DataClass) => covered.includes(dataClass)
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ dataClass }) => dataClass}
      empty={null}
      columns={[
        {
          key: 'class',
          header: t('table.class'),
          cell: (row) => <ClassCell row={row} share={shareOf(row.dataClass)} covered={isCovered(row.dataClass)} />,
        },
        {
          key: 'state',
          header: t('table.state'),
          cell: ({ dataClass, task, landed, snapshot, provider, providerEn }) => (
            <div className="grid min-w-0 justify-items-start gap-2 [&_button]:whitespace-normal [&_button]:text-start">
              <SourceState
                task={task}
                covered={isCovered(dataClass)}
                landed={landed}
                share={shareOf(dataClass)}
                provider={locale === 'en' ? providerEn : provider}
                receivedAt={snapshot?.receivedAt ?? null}
              />
              {mayFetch && runId && isCovered(dataClass) ? <Retry runId={runId} dataClass={dataClass} task={task} /> : null}
            </div>
          ),
        },
        {
          key: 'provider',
          header: t('table.provider'),
          cell: (row) => (locale === 'en' ? row.providerEn : row.provider),
        },
        {
          key: 'period',
          header: t('table.period'),
          cell: ({ snapshot }) => (
            <span className="figures whitespace-nowrap">
              {snapshot ? formatMonthRange(snapshot.periodFrom, snapshot.periodTo, locale) : emptyMark}
            </span>
          ),
        },
        { key: 'received', header: t('table.received'), cell: ({ snapshot }) => <DateText value={snapshot?.receivedAt} /> },
        {
          key: 'quality',
          header: t('table.quality'),
          kind: 'figure',
          cell: ({ scoreBps }) => (scoreBps === null ? emptyMark : t('qualityOf', { score: (scoreBps / 100).toFixed(1) })),
        },
      ]}
    />
  )
}
