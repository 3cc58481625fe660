import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TileMap } from '@/components/charts/tile-map'
import { formatDay } from '@/components/ui/date-format'
import { formatCount, formatMoney, moneyFigure, moneyUnitLabel } from '@/components/ui/number-format'
import { counties } from '@/server/kernel/areas'
import { decimalText } from '@/server/kernel/number-text'
import type { Sums } from '@/server/statistics/domain/figures'
import { countyName } from './part-names'
import { fenOfUnit, wideUnit } from './wide-unit'

type Props = {
  parts: readonly { key: string; sums: Sums }[]
  asOf: string
  hrefOf: (county: string) => string
  csvHref: string
}

/** Four limits of equal fifths of the largest, in whole steps people can read. */
function breaksOf(largest: number): [number, number, number, number] {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(largest, 0.05) / 5))
  const step = Math.ceil(Math.max(largest, 0.05) / 5 / magnitude) * magnitude
  return [step, 2 * step, 3 * step, 4 * step]
}

/** Disbursed this year by county, each tile the way down. */
export function CountyFigure({ parts, asOf, hrefOf, csvHref }: Props) {
  const t = useTranslations('statistics.office.map')
  const locale = useLocale()
  const drawn = new Map(parts.map(({ key, sums }) => [key, sums.disbursedFen]))
  const scale = wideUnit([...drawn.values()], locale)
  const unit = moneyUnitLabel(scale, locale)
  const perUnit = fenOfUnit(scale, locale)
  const [top] = [...drawn].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))
  const title =
    top && top[1] > 0n
      ? t('title', { county: countyName(top[0], locale), amount: formatMoney(top[1], scale, locale) })
      : t('none')
  const largest = Number(top?.[1] ?? 0n) / perUnit
  const digits = largest < 1 ? 2 : largest < 20 ? 1 : 0
  const tiles = counties.map(({ code }) => {
    const fen = drawn.get(code)
    const name = countyName(code, locale).replace(/ (County|District|City)$/, '')
    return {
      code,
      name,
      value: fen === undefined ? null : Number(fen) / perUnit,
      text: scale === 'wan' && fen !== undefined ? decimalText(fen, 1_000_000n, 0) : moneyFigure(fen ?? null, scale, locale),
      href: hrefOf(code),
    }
  })
  return (
    <ChartFigure
      title={title}
      subtitle={t('subtitle', { unit, date: formatDay(asOf, locale) })}
      csvHref={csvHref}
      table={{
        head: [t('county'), unit],
        rows: tiles.map(({ code, text }) => ({ key: code, cells: [countyName(code, locale), text] })),
      }}
    >
      <TileMap
        label={title}
        tiles={tiles}
        breaks={breaksOf(largest)}
        format={(value) => (digits === 0 ? formatCount(Math.round(value)) : value.toFixed(digits))}
      />
    </ChartFigure>
  )
}
