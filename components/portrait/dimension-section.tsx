import { useTranslations } from 'next-intl'
import { DimensionBars } from '@/components/charts/dimension-bars'
import type { Portrait } from '@/server/portrait/schema'

/** Each dimension as its share of what it could earn. */
export function Dimensions({ dimensions }: { dimensions: Portrait['dimensions'] }) {
  const t = useTranslations('portrait.dimensions')
  const names = useTranslations('indicators.dimensions')
  const bars = dimensions.map(({ id, scoreBps, points, max }) => ({
    key: id,
    label: names(id),
    value: scoreBps,
    text: `${points}/${max}`,
  }))
  return (
    <div className="@container">
      <DimensionBars bars={bars} max={10_000} label={t('title')} />
    </div>
  )
}
