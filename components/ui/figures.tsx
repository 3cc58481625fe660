import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DateStyle } from '@/server/kernel/date-text'
import { formatDay, formatInstant } from './date-format'
import type { MoneyUnit } from './money-text'
import { formatMoney, formatRate, moneyFigure } from './number-format'

type MoneyProps = {
  fen: bigint | null | undefined
  unit?: MoneyUnit /** In a column whose header names the unit. */
  bare?: boolean
}

/** Fen as people read them; the full yuan amount is in the tooltip. */
export function Money({ fen, unit = 'yuan', bare = false }: MoneyProps) {
  const locale = useLocale()
  const text = bare ? moneyFigure(fen, unit, locale) : formatMoney(fen, unit, locale)
  return (
    <span
      className="figures whitespace-nowrap"
      title={unit === 'yuan' || fen == null ? undefined : formatMoney(fen, 'yuan', locale)}
    >
      {text}
    </span>
  )
}

/** Basis points as 3.85%. */
export const Rate = ({ bps }: { bps: number | null | undefined }) => (
  <span className="figures whitespace-nowrap">{formatRate(bps)}</span>
)

/** A day (`YYYY-MM-DD`) or an instant, marked up for machines. */
export function DateText({ value, variant = 'table' }: { value: string | Date | null | undefined; variant?: DateStyle }) {
  const locale = useLocale()
  if (!value) return <span>--</span>
  const text = typeof value === 'string' ? formatDay(value, locale, variant) : formatInstant(value, locale, variant)
  return (
    <time dateTime={typeof value === 'string' ? value : value.toISOString()} className="whitespace-nowrap">
      {text}
    </time>
  )
}

type DeltaProps = {
  /** Decides direction only. */ change: bigint | number /** With its unit, sign included: +1.20 亿元. */
  children: string
}

/** A change with direction. Red is up in Chinese; English is ink only. Direction is never a judgement. */
export function Delta({ change, children }: DeltaProps) {
  const t = useTranslations('ui.delta')
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'flat'
  const mark = { up: '▲', down: '▼', flat: '–' }[direction]
  const colour =
    useLocale() === 'en' || direction === 'flat' ? 'text-fg-2' : direction === 'up' ? 'text-trend-up' : 'text-trend-down'
  return (
    <span className={`figures inline-flex items-baseline gap-1 whitespace-nowrap ${colour}`}>
      <span aria-hidden="true" className="text-12">
        {mark}
      </span>
      <span className="sr-only">{t(direction)}</span>
      {children}
    </span>
  )
}

type StatProps = {
  label: string
  value: ReactNode
  unit?: string
  delta?: ReactNode
  /** Date and source: no figure without them. */
  note: ReactNode
  /** The way to the rows behind the figure. */
  link?: ReactNode
}

/** One headline figure with unit, date and the way to its rows. Put several into a StatRow. */
export function Stat({ label, value, unit, delta, note, link }: StatProps) {
  return (
    <div className="grid content-start gap-1 py-4 sm:px-card sm:first:pl-0">
      <dt className="text-14 text-fg-2">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="figures whitespace-nowrap font-semibold text-30">{value}</span>
        {unit ? <span className="text-14 text-fg-2">{unit}</span> : null}
        {delta}
      </dd>
      <dd className="flex flex-wrap gap-x-3 text-13 text-fg-3">
        {note}
        {link}
      </dd>
    </div>
  )
}

/** Headline figures side by side, divided by rules instead of cards. */
export const StatRow = ({ children }: { children: ReactNode }) => (
  <dl className="grid divide-y divide-border border-border border-y sm:grid-cols-2 sm:divide-x sm:divide-y-0 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
    {children}
  </dl>
)

/** Something hidden in part; masking happens on the server, so `value` is already masked. `reveal` is logged where it leads. */
export function Masked({ value, reveal }: { value: string; reveal?: ReactNode }) {
  const t = useTranslations('ui.masked')
  return (
    <span className="figures inline-flex items-baseline gap-2 whitespace-nowrap" title={t('label')}>
      {value}
      {reveal}
    </span>
  )
}
