import type { MonthNumber } from '../calendar'
import type { Enterprise } from '../enterprise'
import type { Lie, Life } from '../health'

/** What an agency's file is drawn from. Nothing dated after `today` has happened yet. */
export type Subject = {
  seed: number
  enterprise: Enterprise
  life: Life
  lie: Lie | null
  /** Last month that the city has lived through. */
  asOf: MonthNumber
  today: string
}

/** Months from–to, both included, cut to those in which the enterprise had records. */
export function monthsOnFile({ life, asOf }: Subject, from: MonthNumber, to: MonthNumber): MonthNumber[] {
  const first = Math.max(from, life.first)
  const last = Math.min(to, asOf)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset)
}

/** Yuan on the wire: two decimals. */
export const yuan = (amount: number): string => (Math.round(Math.max(0, amount) * 100) / 100).toFixed(2)

export const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

/** A day that may not have come yet. */
export const ifPast = (day: string, { today }: Subject): string | null => (day <= today ? day : null)
