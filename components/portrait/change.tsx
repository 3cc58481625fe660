import { useTranslations } from 'next-intl'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { type IndicatorId, indicatorCatalogue } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

/** The nearest bin of the card that earns more than `points`, as the value at its edge; null in the best one, or off the card. */
export function nextBin(cardVersion: string, id: IndicatorId, points: number): { value: number; gain: number } | null {
  const factor = cardByVersion(cardVersion).factors.find(({ indicatorId }) => indicatorId === id)
  if (!factor) return null
  const isHigher = indicatorCatalogue[id].direction === 'HIGHER'
  const at = isHigher
    ? factor.bins.findIndex((bin) => bin.points > points)
    : factor.bins.findLastIndex((bin) => bin.points > points)
  const bin = factor.bins[at]
  const edge = isHigher ? bin?.from : factor.bins[at + 1]?.from
  if (!bin || edge == null) return null
  return { value: isHigher ? edge : edge - 1, gain: bin.points - points }
}

/** What would change a figure's points, and whether the firm can do anything about it. */
export function WhatChanges({ cardVersion, id, points }: { cardVersion: string; id: IndicatorId; points: number | null }) {
  const t = useTranslations('portrait.change')
  const { value } = useIndicatorText()
  const { direction, actionability } = indicatorCatalogue[id]
  const next = points === null ? null : nextBin(cardVersion, id, points)
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
