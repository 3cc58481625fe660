import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TrendLine } from '@/components/charts/trend-line'
import { DataTable } from '@/components/ui/data-table'
import { formatDay } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { formatCount, formatRate } from '@/components/ui/number-format'

type Row = {
  id: string
  asOf: string
  score: number
  grade: string
  confidenceBps: number
  cardVersion: string
  createdAt: Date
  supersededAt: Date | null
}
type Props = { rows: readonly Row[]; shownId: string }

function ScoreTrend({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('portrait.history')
  const locale = useLocale()
  const ascending = [...rows].reverse()
  const places = ascending.map(({ asOf }) => formatDay(asOf, locale))
  const change = ascending.findIndex((row, at) => at > 0 && row.cardVersion !== ascending[at - 1]?.cardVersion)
  return (
    <ChartFigure
      title={t('trend')}
      subtitle={t('points')}
      table={{
        head: [t('date'), t('score')],
        rows: ascending.map((row, at) => ({ key: row.id, cells: [places[at] ?? '', String(row.score)] })),
      }}
    >
      <TrendLine
        label={t('trend')}
        places={places}
        series={[{ name: t('score'), values: ascending.map(({ score }) => score) }]}
        format={(value) => formatCount(Math.round(value))}
        from={300}
        breakAt={change > 0 ? { index: change, label: t('cardChange') } : undefined}
      />
    </ChartFigure>
  )
}

/** Every portrait that was drawn, newest first; a line where there are at least two. */
export function PortraitHistory({ rows, shownId }: Props) {
  const t = useTranslations('portrait.history')
  return (
    <div className="grid min-w-0 gap-6">
      {rows.length > 1 ? <ScoreTrend rows={rows} /> : null}
      <DataTable
        caption={t('title')}
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            key: 'date',
            header: t('date'),
            cell: (row) =>
              row.id === shownId ? (
                <DateText value={row.createdAt} />
              ) : (
                <Link
                  href={row.supersededAt ? `/sme/portrait?id=${row.id}` : '/sme/portrait'}
                  className="text-link underline-offset-4 hover:underline"
                >
                  <DateText value={row.createdAt} />
                </Link>
              ),
          },
          { key: 'score', header: t('score'), kind: 'figure', cell: (row) => row.score },
          { key: 'grade', header: t('grade'), cell: (row) => row.grade },
          { key: 'confidence', header: t('confidence'), kind: 'figure', cell: (row) => formatRate(row.confidenceBps) },
          { key: 'card', header: t('card'), cell: (row) => row.cardVersion },
          { key: 'state', header: t('state'), cell: (row) => (row.supersededAt ? t('past') : t('current')) },
        ]}
      />
    </div>
  )
}
