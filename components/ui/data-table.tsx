import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from './icon'

export type Column<Row> = {
  key: string
  /** With the unit for figures: 金额（万元）. */
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** `figure` is right-aligned and tabular. */
  kind?: 'text' | 'figure' | 'actions'
  sortable?: boolean
}
export type Sort = { key: string; direction: 'asc' | 'desc' }
type Props<Row> = {
  caption: string
  /** The caption is read out but not shown where a heading says the same. */
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  sort?: Sort
  sortHref?: (sort: Sort) => string
  /** Shown instead of the table when there are no rows: an EmptyState that says what to do. */
  empty: ReactNode
  /** A last row of totals, one cell a column. */
  totals?: readonly ReactNode[]
  /** Long tables scroll within the page, head fixed. */
  tall?: boolean
  /** Columns of short figures, such as a matrix: they stand closer on a phone, so that all of them are seen at once. */
  close?: boolean
}

const classOf = (kind: Column<never>['kind']) => (kind === 'text' ? undefined : kind)

/** Few figures read better beneath each other on a phone; many belong into columns, which scroll. */
const stacksOf = <Row,>({ columns, totals }: Pick<Props<Row>, 'columns' | 'totals'>) =>
  columns.length > 3 && !totals && columns.filter(({ kind }) => kind === 'figure').length < 3

function SortLink<Row>({ column, sort, href }: { column: Column<Row>; sort?: Sort; href: (sort: Sort) => string }) {
  const t = useTranslations('ui.table')
  const active = sort?.key === column.key
  const icon = active ? (sort.direction === 'asc' ? 'arrow-up' : 'arrow-down') : 'arrow-up-down'
  const next: Sort = { key: column.key, direction: active && sort.direction === 'desc' ? 'asc' : 'desc' }
  return (
    <Link href={href(next)} scroll={false} className="inline-flex items-center gap-1 hover:text-link hover:underline">
      {column.header}
      <Icon name={icon} size={14} className={active ? 'text-fg' : 'text-fg-3'} />
      <span className="sr-only">{next.direction === 'asc' ? t('sortAscending') : t('sortDescending')}</span>
    </Link>
  )
}

/**
 * A native table, rendered on the server; sorting is a link. Below its width it scrolls, the first column staying; on a
 * phone a table of words shows its rows as lists instead.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, sort, sortHref, empty, totals, tall, close } = props
  if (rows.length === 0) return <>{empty}</>
  const stacks = stacksOf(props)
  const ariaSort = (column: Column<Row>) =>
    sort?.key === column.key ? (sort.direction === 'asc' ? ('ascending' as const) : ('descending' as const)) : undefined
  const table = (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={`relative min-w-0 overflow-x-auto ${tall ? 'max-h-[70vh] overflow-y-auto' : ''}`}
    >
      <table className={`data-table ${stacks ? 'stacks' : close ? 'close' : ''}`}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" aria-sort={ariaSort(column)} className={classOf(column.kind)}>
                {column.sortable && sortHref ? <SortLink column={column} sort={sort} href={sortHref} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => {
                const Cell = index === 0 ? 'th' : 'td'
                return (
                  <Cell
                    key={column.key}
                    scope={index === 0 ? 'row' : undefined}
                    data-label={stacks && typeof column.header === 'string' ? column.header : undefined}
                    className={classOf(column.kind)}
                  >
                    {stacks ? <div>{column.cell(row)}</div> : column.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
        {totals ? (
          <tfoot>
            <tr>
              {columns.map((column, index) => (
                <td key={column.key} className={classOf(column.kind)}>
                  {totals[index]}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  )
  if (captionHidden) return table
  // Outside the part that scrolls, so that a long caption wraps instead of being cut.
  return (
    <div className="grid min-w-0 gap-2">
      <p aria-hidden="true" className="text-14 text-fg-2">
        {caption}
      </p>
      {table}
    </div>
  )
}
