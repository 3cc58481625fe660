import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Column, DataTable, type Sort } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { countyOf } from '@/server/kernel/areas'
import type { ApplicationFlag } from '@/server/lending/schema'
import type { showQueue } from '@/server/lending/use-cases/show-queue'
import { FlagTags, StateTag } from './state-tag'
import { TimeLeft } from './time-left'

export type QueueRow = Awaited<ReturnType<typeof showQueue>>['rows'][number]

type Props = {
  rows: readonly QueueRow[]
  sort: Sort
  sortHref: (sort: Sort) => string
  /** The case's page; left out for those who may neither review nor hand it over. */
  caseHref?: (id: string) => string
  /** Rows can be ticked, to be taken over together. */
  ticks: boolean
  empty: ReactNode
}

const flagsOf = (row: QueueRow): ApplicationFlag[] => [
  ...(row.escalated ? (['ESCALATED'] as const) : []),
  ...(row.suspended ? (['SUSPENDED'] as const) : []),
  ...(row.needsRefresh ? (['NEEDS_REFRESH'] as const) : []),
]

type CellProps = Pick<Props, 'caseHref' | 'ticks'> & { row: QueueRow }

function NumberCell({ row, caseHref, ticks }: CellProps) {
  const t = useTranslations('bank.queue')
  const number = caseHref ? (
    <Link href={caseHref(row.id)} className="figures whitespace-nowrap text-link underline-offset-4 hover:underline">
      {row.number}
    </Link>
  ) : (
    <span className="figures whitespace-nowrap">{row.number}</span>
  )
  if (!ticks) return number
  return (
    <span className="inline-flex items-center gap-2">
      <input
        type="checkbox"
        name="applications[]"
        value={`${row.id}@${row.version}`}
        aria-label={t('tick', { number: row.number })}
        className="size-5 shrink-0 accent-primary"
      />
      {number}
    </span>
  )
}

function FirmCell({ row }: { row: QueueRow }) {
  const county = countyOf(row.countyCode)
  return (
    <span className="inline-grid py-1">
      <span>{row.enterpriseName}</span>
      <span className="text-13 text-fg-3">{useLocale() === 'en' ? county?.en : county?.zh}</span>
    </span>
  )
}

/** The bank's applications, the most pressing first. */
export function QueueTable({ rows, sort, sortHref, caseHref, ticks, empty }: Props) {
  const t = useTranslations('bank.queue')
  const locale = useLocale()
  const columns: Column<QueueRow>[] = [
    {
      key: 'number',
      header: t('columns.number'),
      cell: (row) => <NumberCell row={row} caseHref={caseHref} ticks={ticks} />,
    },
    { key: 'enterprise', header: t('columns.enterprise'), cell: (row) => <FirmCell row={row} /> },
    { key: 'product', header: t('columns.product'), cell: ({ product }) => (locale === 'en' ? product.nameEn : product.name) },
    {
      key: 'amount',
      header: t('columns.amount', { unit: moneyUnitLabel('wan', locale) }),
      kind: 'figure',
      sortable: true,
      cell: (row) => <Money fen={row.amountFen} unit="wan" bare />,
    },
    {
      key: 'state',
      header: t('columns.state'),
      cell: (row) => (
        <span className="inline-flex flex-wrap gap-1 py-1">
          <StateTag state={row.state} />
          <FlagTags flags={flagsOf(row)} />
        </span>
      ),
    },
    {
      key: 'deadline',
      header: t('columns.deadline'),
      sortable: true,
      cell: (row) => (
        <TimeLeft
          kind={row.deadlineKind}
          due={row.dueOn}
          remaining={row.remaining}
          stopped={row.stopped}
          provisional={row.provisional}
        />
      ),
    },
    {
      key: 'officer',
      header: t('columns.officer'),
      cell: (row) => row.officerName ?? <span className="text-fg-3">{t('nobody')}</span>,
    },
    { key: 'submitted', header: t('columns.submitted'), sortable: true, cell: (row) => <DateText value={row.submittedAt} /> },
  ]
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      sort={sort}
      sortHref={sortHref}
      empty={empty}
    />
  )
}
