import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import { shanghaiDate } from '@/server/kernel/dates'
import type { exceptionsOn } from '@/server/statistics/queries/exceptions'
import { silentAfterWorkingDays } from '@/server/statistics/schema'
import { countyName } from './part-names'

type Exceptions = Awaited<ReturnType<typeof exceptionsOn>>
type Late = Exceptions['overdue'][number]
type Props = { data: Exceptions; institutionName: (id: string) => string }

/** What to ask the banks about: late applications, silent contracts, contradicting reports. */
export function ExceptionsList({ data, institutionName }: Props) {
  const t = useTranslations('statistics.office.exceptions')
  const locale = useLocale()
  const columns = (header: string, day: (row: Late) => Date | null) => [
    { key: 'number', header: t('application'), cell: (row: Late) => row.number },
    { key: 'institution', header: t('institution'), cell: (row: Late) => institutionName(row.institutionId) },
    { key: 'county', header: t('county'), cell: (row: Late) => countyName(row.countyCode, locale) },
    { key: 'day', header, cell: (row: Late) => <DateText value={dayText(day(row))} /> },
  ]
  const table = (caption: string, rows: readonly Late[], header: string, day: (row: Late) => Date | null) => (
    <DataTable caption={caption} captionHidden columns={columns(header, day)} rows={rows} rowKey={({ id }) => id} empty={null} />
  )
  const silent = t('silent', { days: silentAfterWorkingDays })
  return (
    <div className="grid gap-6">
      <Kind title={t('overdue')} count={data.overdueCount} shown={data.overdue.length}>
        {table(t('overdue'), data.overdue, t('due'), (row) => row.dueOn)}
      </Kind>
      <Kind title={silent} count={data.silentCount} shown={data.silentContracts.length}>
        {table(silent, data.silentContracts, t('contracted'), (row) => row.contractedAt)}
      </Kind>
      <Kind title={t('conflicts')} count={data.conflicts.length} shown={data.conflicts.length}>
        <DataTable
          caption={t('conflicts')}
          captionHidden
          columns={[
            { key: 'institution', header: t('institution'), cell: (row) => institutionName(row.institution) },
            { key: 'count', header: t('count'), kind: 'figure', cell: (row) => row.conflicts },
            { key: 'oldest', header: t('oldest'), cell: (row) => <DateText value={row.oldest} /> },
          ]}
          rows={data.conflicts}
          rowKey={(row) => row.institution}
          empty={null}
        />
      </Kind>
    </div>
  )
}

/** A day column comes as its UTC midnight, an instant as itself: both have the same day in Shanghai. */
const dayText = (value: Date | null) => value && shanghaiDate(value)

function Kind({ title, count, shown, children }: { title: string; count: number; shown: number; children: ReactNode }) {
  const t = useTranslations('statistics.office.exceptions')
  return (
    <div className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-3 font-semibold text-16">
        {title}
        <StatusTag tone={count > 0 ? 'warning' : 'success'}>{count > 0 ? formatCount(count) : t('none')}</StatusTag>
      </h3>
      {count > 0 ? children : null}
      {count > shown ? <p className="text-13 text-fg-3">{t('more', { count, shown })}</p> : null}
    </div>
  )
}
