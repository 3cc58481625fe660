import { useLocale, useTranslations } from 'next-intl'
import { formatMonth } from '@/components/ui/date-format'
import { formatMoney, formatRate, formatShare } from '@/components/ui/number-format'
import type { HealthRuleId, healthFigureKeys } from '@/server/portrait/domain/health/check'
import { healthLimits } from '@/server/portrait/domain/health/rules'
import type { HealthFigure } from '@/server/portrait/schema'

const inPerCent = ['fall', 'rise', 'share']
const tenThousandYuan = 1_000_000
/** What a count counts, where it is not months. */
const counted: Partial<Record<(typeof healthFigureKeys)[number], 'records' | 'bills' | 'times'>> = {
  recordsInForce: 'records',
  billsLate: 'bills',
  changes24m: 'times',
}

/** How rules of the health check and their figures read, in the reader's language. For server components. */
export function useHealthText() {
  const t = useTranslations('report.health')
  const locale = useLocale()
  /** The definition with the very limits that the rule decides by. */
  const definition = (version: string, id: HealthRuleId) => {
    const limits = Object.entries(healthLimits(version, id)).map(([name, limit]) => [
      name,
      inPerCent.includes(name) ? formatShare(limit, 10_000, 0) : limit,
    ])
    return t(`rules.${id}.definition`, Object.fromEntries(limits))
  }
  const value = ({ key, unit, value: amount }: HealthFigure): string => {
    if (unit === 'FEN') return formatMoney(BigInt(amount), Math.abs(amount) >= tenThousandYuan ? 'wan' : 'yuan', locale)
    if (unit === 'BPS') return formatRate(amount)
    return t(`units.${counted[key] ?? 'months'}`, { count: amount })
  }
  const window = ({ from, to }: HealthFigure) =>
    from && to ? t('trends.period', { from: formatMonth(from, locale), to: formatMonth(to, locale) }) : null
  return {
    name: (id: HealthRuleId) => t(`rules.${id}.name`),
    todo: (id: HealthRuleId) => t(`rules.${id}.todo`),
    definition,
    value,
    window,
  }
}
