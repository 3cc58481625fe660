import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { formatCount } from '@/components/ui/number-format'
import { queryHref } from '@/components/ui/query-href'
import { StatusTag } from '@/components/ui/status-tag'
import { shanghaiDate } from '@/server/kernel/dates'
import type { exceptionsOn } from '@/server/statistics/queries/exceptions'
import { type ExceptionKind, silentAfterWorkingDays } from '@/server/statistics/schema'
import { countyName } from './part-names'

type Exceptions = Awaited<ReturnType<typeof exceptionsOn>>
type Late = Exceptions['overdue'][number]
type Props = { data: Exceptions; institutionName: (id: string) => string }
type Words = ReturnType<typeof useTranslations<'statistics.office'>>

export const exceptionTitle = (t: Words, kind: ExceptionKind) =>
  kind === 'silent' ? t('exceptions.silent', { days: silentAfterWorkingDays }) : t(`exceptions.${kind}`)

type LateProps = { kind: 'overdue' | 'silent'; rows: readonly Late[]; institutionName: (id: string) => string }

/** Applications by number and bank, with the day that passed. */
export function LateTable({ kind, rows, institutionName }: LateProps) {
  const t = useTranslations('statistics.office')
  const locale = useLocale()
  const day = ({ dueOn, contractedAt }: Late) => dayText(kind === 'overdue' ? dueOn : contractedAt)
  return (
    <DataTable
      caption={exceptionTitle(t, kind)}
      captionHidden
      columns={[
        { key: 'number', header: t('exceptions.application'), cell: (row) => row.number },
        { key: 'institution', header: t('exceptions.institution'), cell: (row) => institutionName(row.institutionId) },
        { key: 'county', header: t('exceptions.county'), cell: (row) => countyName(row.countyCode, locale) },
        {
          key: 'day',
          header: t(kind === 'overdue' ? 'exceptions.due' : 'exceptions.contracted'),
          cell: (row) => <DateText value={day(row)} />,
        },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
      empty={null}
    />
  )
}

/** What to ask the banks about: late applications, silent contracts, contradicting reports. */
export function ExceptionsList({ data, institutionName }: Props) {
  const t = useTranslations('statistics.office.exceptions')
  return (
    <div className="grid gap-6">
      <Kind kind="overdue" count={data.overdueCount} shown={data.overdue.length}>
        <LateTable kind="overdue" rows={data.overdue} institutionName={institutionName} />
      </Kind>
      <Kind kind="silent" count={data.silentCount} shown={data.silentContracts.length}>
        <LateTable kind="silent" rows={data.silentContracts} institutionName={institutionName} />
      </Kind>
      <Kind kind="conflicts" count={data.conflicts.length} shown={data.conflicts.length}>
        <DataTable
          caption={t('conflicts')}
          captionHidden
          columns={[
            { key: 'institution', header: t('institution'), cell: (row) => institutionName(row.institution) },
            { key: 'count', header: t('count'), kind: 'figure', cell: (row) => row.conflicts },
            { key: 'oldest', header: t('oldest'), cell: (row) => <DateText value={dayText(row.oldest)} /> },
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

type KindProps = { kind: ExceptionKind; count: number; shown: number; children: ReactNode }
const linkClass = 'inline-flex min-h-9 items-center text-14 text-link underline-offset-4 hover:underline'

function Kind({ kind, count, shown, children }: KindProps) {
  const t = useTranslations('statistics.office')
  const title = exceptionTitle(t, kind)
  const link = (href: string, text: string) => (
    <Link href={href} prefetch={false} className={linkClass} aria-label={`${text}: ${title}`}>
      {text}
    </Link>
  )
  return (
    <div className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-3 font-semibold text-16">
        {title}
        <StatusTag tone={count > 0 ? 'warning' : 'success'}>{count > 0 ? formatCount(count) : t('exceptions.none')}</StatusTag>
      </h3>
      {count > 0 ? children : null}
      {count > shown ? <p className="text-13 text-fg-3">{t('exceptions.more', { count, shown })}</p> : null}
      {count > 0 ? (
        <p className="flex flex-wrap gap-x-4">
          {count > shown ? link(queryHref('/office/exceptions', {}, { kind }), t('exceptions.all')) : null}
          {link(queryHref('/api/exports/oversight', {}, { table: kind }), t('exceptions.export'))}
        </p>
      ) : null}
    </div>
  )
}
