import { useTranslations } from 'next-intl'
import type { Bin } from '@/server/portrait/domain/score-card'
import { type IndicatorId, indicatorCatalogue } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

type Bins = readonly Bin[] | null

/** The nearest bin of the card that earns more than `points`, as the value at its edge; null in the best one, or off the card. */
export function nextBin(bins: Bins, id: IndicatorId, points: number): { value: number; gain: number } | null {
  if (!bins) return null
  const isHigher = indicatorCatalogue[id].direction === 'HIGHER'
  const at = isHigher ? bins.findIndex((bin) => bin.points > points) : bins.findLastIndex((bin) => bin.points > points)
  const bin = bins[at]
  const edge = isHigher ? bin?.from : bins[at + 1]?.from
  if (!bin || edge == null) return null
  return { value: isHigher ? edge : edge - 1, gain: bin.points - points }
}

/** What would change a figure's points, and whether the firm can do anything about it. */
export function WhatChanges({ bins, id, points }: { bins: Bins; id: IndicatorId; points: number | null }) {
  const t = useTranslations('portrait.change')
  const { value } = useIndicatorText()
  const { direction, actionability } = indicatorCatalogue[id]
  const next = points === null ? null : nextBin(bins, id, points)
  return (
    <div className="grid gap-1">
      {points === null ? null : (
        <p>
          {next
            ? t(direction === 'HIGHER' ? 'next' : 'nextLower', { value: value(id, next.value), points: next.gain })
            : t('best')}
        </p>
      )}
      <p className="text-14 text-fg-2">{t(actionability)}</p>
    </div>
  )
}
