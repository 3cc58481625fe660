import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TileMap } from '@/components/charts/tile-map'
import { useProductNames } from '@/components/public/product-card'
import { useAmountText } from '@/components/public/product-terms'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark, formatCount, formatRate } from '@/components/ui/number-format'
import { queryHref } from '@/components/ui/query-href'
import type { PublishedProduct } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { breaksOf, supplyByCounty, supplyByMode } from './supply'

/** How many products serve each county; a tile leads to them. */
export function CountyTiles({ products, day }: { products: readonly PublishedProduct[]; day: string }) {
  const t = useTranslations('public.statistics')
  const names = useProductNames()
  const english = useLocale() === 'en'
  const rows = supplyByCounty(products)
  const counts = rows.map((row) => row.products)
  const most = rows.reduce((best, row) => (row.products > best.products ? row : best))
  // Names of counties are too long for a tile in English: the kind of area is left out there.
  const short = (name: string) => (english ? name.replace(/ (District|County|City)$/, '') : name)
  return (
    <ChartFigure
      title={t('tiles.finding', { county: names.county(most.code), count: most.products })}
      subtitle={t('tiles.subtitle', { day })}
      csvHref="/statistics/counties.csv"
      note={t('tiles.note')}
      table={{
        head: [t('tiles.county'), t('products'), t('institutions')],
        rows: rows.map((row) => ({
          key: row.code,
          cells: [names.county(row.code), formatCount(row.products), formatCount(row.institutions)],
        })),
      }}
    >
      <TileMap
        label={t('tiles.label')}
        tiles={rows.map((row) => ({
          code: row.code,
          name: short(names.county(row.code)),
          value: row.products,
          text: formatCount(row.products),
          href: queryHref('/products', {}, { county: row.code }),
        }))}
        breaks={breaksOf(counts)}
        format={formatCount}
      />
    </ChartFigure>
  )
}

/** Products by how they are secured. */
export function ModeTable({ products, today }: { products: readonly PublishedProduct[]; today: PlainDate }) {
  const t = useTranslations('public.statistics')
  const own = useTranslations('public.products')
  const modes = useTranslations('catalogue.guaranteeModes')
  const amount = useAmountText()
  return (
    <div className="grid gap-3">
      <DataTable
        caption={t('modes.caption')}
        rows={supplyByMode(products, today)}
        rowKey={({ mode }) => mode}
        columns={[
          { key: 'mode', header: own('guarantee'), cell: ({ mode }) => modes(mode) },
          { key: 'products', header: t('products'), kind: 'figure', cell: (row) => formatCount(row.products) },
          { key: 'institutions', header: t('institutions'), kind: 'figure', cell: (row) => formatCount(row.institutions) },
          {
            key: 'rates',
            header: own('rate'),
            kind: 'figure',
            cell: ({ rates }) =>
              rates ? own('range', { from: formatRate(rates.fromBps), to: formatRate(rates.toBps) }) : emptyMark,
          },
          {
            key: 'ceiling',
            header: own('ceiling'),
            kind: 'figure',
            cell: ({ ceilingFen }) => (ceilingFen > 0 ? amount(ceilingFen) : emptyMark),
          },
        ]}
        empty={null}
      />
      <p className="text-14">
        <a href="/statistics/modes.csv" download className="text-link underline underline-offset-4">
          {t('download')}
        </a>
      </p>
    </div>
  )
}
