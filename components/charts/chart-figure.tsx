import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'

export type ChartTable = { head: readonly string[]; rows: readonly { key: string; cells: readonly string[] }[] }

type Props = {
  /** The finding, as a sentence. */
  title: string
  /** Unit, period and source. */
  subtitle: string
  /** Every number of the chart; the first column names the row. */
  table: ChartTable
  /** A route that answers with the same rows as CSV. */
  csvHref?: string
  /** What the reader must know: gaps, a change of definition. */
  note?: ReactNode
  children: ReactNode
}

/** A chart with its finding above and its numbers beneath. */
export function ChartFigure({ title, subtitle, table, csvHref, note, children }: Props) {
  const t = useTranslations('ui.chart')
  return (
    <figure className="@container grid min-w-0 grid-cols-1 content-start gap-3">
      <figcaption className="grid gap-0.5">
        <p className="font-semibold text-16">{title}</p>
        <p className="text-13 text-fg-3">{subtitle}</p>
      </figcaption>
      {children}
      {note ? <p className="text-13 text-fg-2">{note}</p> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 text-14">
        <Disclosure summary={t('showTable')}>
          <div className="max-w-full overflow-x-auto">
            <table className="chart-table">
              <caption className="sr-only">{title}</caption>
              <thead>
                <tr>
                  {table.head.map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map(({ key, cells }) => (
                  <tr key={key}>
                    {table.head.map((head, index) =>
                      index === 0 ? (
                        <th key={head} scope="row">
                          {cells[index]}
                        </th>
                      ) : (
                        <td key={head}>{cells[index]}</td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Disclosure>
        {csvHref ? (
          <a href={csvHref} className="inline-flex min-h-9 items-center text-link underline-offset-4 hover:underline">
            {t('download')}
          </a>
        ) : null}
      </div>
    </figure>
  )
}
