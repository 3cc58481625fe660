import { decimalNumber, type FieldFault, typed } from '@/components/public/query-reading'
import type { SearchParams } from '@/components/ui/query-href'
import {
  type EnterpriseSize,
  type EnterpriseSizeRefusal,
  enterpriseSize,
  neededMetrics,
  type SizeFigures,
  type SizeMetric,
  type SizeRuleId,
  sizeMetrics,
} from '@/server/kernel/enterprise-size'

/** The bounds of POST /api/v1/tools/enterprise-size. */
const most: Record<SizeMetric, number> = { employees: 10_000_000, revenueWan: 10_000_000_000, assetsWan: 10_000_000_000 }

export type SizeFault = FieldFault<'industry' | 'unknown' | 'threeDigits' | 'noRule' | 'employees' | 'wan' | 'missing'>
export type SizeAnswer = { size: EnterpriseSize; rule: SizeRuleId; figures: SizeFigures }
export type SizeReading = { asked: boolean; faults: SizeFault[]; answer: SizeAnswer | null }

/** Where a refusal can be mended. All that is missing is told at once. */
function mend(refusal: EnterpriseSizeRefusal, industry: string, figures: SizeFigures): SizeFault[] {
  switch (refusal) {
    case 'industry.malformed':
      return [{ path: 'industry', key: 'industry' }]
    case 'industry.unknown':
      return [{ path: 'industry', key: 'unknown' }]
    case 'size.needs-three-digits':
      return [{ path: 'industry', key: 'threeDigits' }]
    case 'size.no-rule':
      return [{ path: 'industry', key: 'noRule' }]
    case 'size.missing-employees':
    case 'size.missing-revenueWan':
    case 'size.missing-assetsWan':
      return neededMetrics(industry)
        .filter((metric) => figures[metric] === undefined)
        .map((metric) => ({ path: metric, key: 'missing' }))
    default:
      return refusal satisfies never
  }
}

/** The size of the enterprise in the address: `industry`, and of `employees`, `revenueWan`, `assetsWan` what the rule needs. */
export function readSize(params: SearchParams): SizeReading {
  const asked = ['industry', ...sizeMetrics].some((name) => params[name] !== undefined)
  if (!asked) return { asked, faults: [], answer: null }
  const faults: SizeFault[] = []
  const figures: SizeFigures = {}
  for (const metric of sizeMetrics) {
    const text = typed(params, metric)
    if (text === '') continue
    const figure = decimalNumber(text, most[metric])
    if (figure === null) faults.push({ path: metric, key: metric === 'employees' ? 'employees' : 'wan' })
    else figures[metric] = figure
  }
  const industry = typed(params, 'industry').toUpperCase()
  const sized = enterpriseSize(industry, figures)
  if (!sized.ok && faults.length === 0) faults.push(...mend(sized.refusal, industry, figures))
  return { asked, faults, answer: sized.ok && faults.length === 0 ? { ...sized.value, figures } : null }
}
