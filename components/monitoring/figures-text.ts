import { emptyMark, formatShare } from '@/components/ui/number-format'
import type { Interval } from '@/server/monitoring/domain/intervals'

const minus = '−'
const signed = (text: string) => (text.startsWith('-') ? minus + text.slice(1) : text)

/** An estimate as a percentage with one digit. */
export const percentText = (value: number) => `${signed((value * 100).toFixed(1))}%`

/** The ends of an interval of shares: 71.0%–80.9%. */
export const rangeText = (interval: Interval | null) =>
  interval === null ? emptyMark : `${percentText(interval.low)}–${percentText(interval.high)}`

/** A change of a share, in percentage points without their name: +3.2, −33.4. */
export function pointsText(value: number): string {
  const text = signed((value * 100).toFixed(1))
  return value > 0 ? `+${text}` : text
}

export const psiText = (value: number | null) => (value === null ? emptyMark : value.toFixed(3))
export const scoreText = (value: number | undefined) => (value === undefined ? emptyMark : value.toFixed(1))
export const shareText = (part: number, whole: number) => formatShare(part, whole)

/** Bands of scores by where they begin, 50 points wide: 600–699. The last one holds 850 too. */
export function bandText(places: readonly number[]): string {
  const last = places.at(-1) ?? 800
  return `${places[0] ?? 300}–${last >= 800 ? 850 : last + 49}`
}

/** 2026Q1, or 2026Q1–2026Q2 where neighbours were joined. */
export const quarterText = ({ from, to }: { from: string; to: string }) => (from === to ? from : `${from}–${to}`)
