import { useTranslations } from 'next-intl'
import { nextBin } from '@/server/portrait/domain/next-bin'
import type { Bin } from '@/server/portrait/domain/score-card'
import { type IndicatorId, indicatorCatalogue } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

type Bins = readonly Bin[] | null

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
