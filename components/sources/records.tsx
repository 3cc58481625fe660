import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '@/components/ui/data-table'
import { formatDay, formatMonth } from '@/components/ui/date-format'
import { emptyMark, formatMoney, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'

/** Which records make up a number: their keys are marked; null marks none. */
export type Marks = readonly string[] | null

type TableProps<Row> = {
  title: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  marks: Marks
}

/** A titled table of records, those that make up a number marked. */
export function Records<Row>({ title, rows, columns, keyOf, marks }: TableProps<Row>) {
  const t = useTranslations('sources.detail')
  const [first, ...rest] = columns
  if (!first) return null
  const marked: Column<Row> = {
    ...first,
    cell: (row): ReactNode => (
      <span className="whitespace-nowrap">
        {marks?.includes(keyOf(row)) ? <span className="mr-1 text-primary">●</span> : null}
        {first.cell(row)}
      </span>
    ),
  }
  return (
    <div className="grid min-w-0 gap-2">
      <DataTable
        caption={title}
        columns={[marked, ...rest]}
        rows={rows}
        rowKey={keyOf}
        empty={
          <p className="text-fg-2">
            {title} · {t('none')}
          </p>
        }
      />
    </div>
  )
}

/** Formats that the tables share; columns name their unit in the header. */
export function useFormats() {
  const locale = useLocale()
  const t = useTranslations('sources.columns')
  const unit = moneyUnitLabel('yuan', locale)
  return {
    t,
    unit,
    month: (value: string) => <span className="figures">{formatMonth(value, locale)}</span>,
    day: (value: string | null, otherwise: string = emptyMark) => (
      <span className="figures whitespace-nowrap">{value ? formatDay(value, locale) : otherwise}</span>
    ),
    money: (fen: bigint | null) => moneyFigure(fen, 'yuan', locale),
    fullMoney: (fen: bigint) => formatMoney(fen, 'yuan', locale),
  }
}
