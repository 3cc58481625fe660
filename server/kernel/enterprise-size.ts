import { type Industry, type IndustryRefusal, parseIndustry } from './industry'
import { done, type Outcome, refused } from './outcome'

/** 微型 · 小型 · 中型 · 大型, smallest first. */
export const enterpriseSizes = ['micro', 'small', 'medium', 'large'] as const
export type EnterpriseSize = (typeof enterpriseSizes)[number]

/** Persons employed, revenue and assets in 万元. Decimals allowed; a double compared with a whole bound is exact. */
export const sizeMetrics = ['employees', 'revenueWan', 'assetsWan'] as const
export type SizeMetric = (typeof sizeMetrics)[number]
export type SizeFigures = { [metric in SizeMetric]?: number | undefined }

/** Lower bounds of large, medium, small; "以上" includes the number. Below the last is micro. */
type Bounds = readonly [large: number, medium: number, small: number]
type SizeRule = { zh: string; en: string; bounds: { [metric in SizeMetric]?: Bounds } }

/** 中小企业划型标准规定 (工信部联企业〔2011〕300号), with the same numbers in 统计上大中小微型企业划分办法 (2017). */
export const sizeRules = {
  agri: {
    zh: '农、林、牧、渔业',
    en: 'Agriculture, forestry, animal husbandry and fishery',
    bounds: { revenueWan: [20000, 500, 50] },
  },
  industry: { zh: '工业', en: 'Industry', bounds: { employees: [1000, 300, 20], revenueWan: [40000, 2000, 300] } },
  construction: { zh: '建筑业', en: 'Construction', bounds: { revenueWan: [80000, 6000, 300], assetsWan: [80000, 5000, 300] } },
  wholesale: { zh: '批发业', en: 'Wholesale', bounds: { employees: [200, 20, 5], revenueWan: [40000, 5000, 1000] } },
  retail: { zh: '零售业', en: 'Retail', bounds: { employees: [300, 50, 10], revenueWan: [20000, 500, 100] } },
  transport: { zh: '交通运输业', en: 'Transport', bounds: { employees: [1000, 300, 20], revenueWan: [30000, 3000, 200] } },
  storage: { zh: '仓储业', en: 'Storage', bounds: { employees: [200, 100, 20], revenueWan: [30000, 1000, 100] } },
  post: { zh: '邮政业', en: 'Post', bounds: { employees: [1000, 300, 20], revenueWan: [30000, 2000, 100] } },
  hotel: { zh: '住宿业', en: 'Accommodation', bounds: { employees: [300, 100, 10], revenueWan: [10000, 2000, 100] } },
  catering: { zh: '餐饮业', en: 'Catering', bounds: { employees: [300, 100, 10], revenueWan: [10000, 2000, 100] } },
  infotrans: {
    zh: '信息传输业',
    en: 'Information transmission',
    bounds: { employees: [2000, 100, 10], revenueWan: [100000, 1000, 100] },
  },
  software: {
    zh: '软件和信息技术服务业',
    en: 'Software and IT services',
    bounds: { employees: [300, 100, 10], revenueWan: [10000, 1000, 50] },
  },
  realestate_dev: {
    zh: '房地产开发经营',
    en: 'Real estate development',
    bounds: { revenueWan: [200000, 1000, 100], assetsWan: [10000, 5000, 2000] },
  },
  property_mgmt: {
    zh: '物业管理',
    en: 'Property management',
    bounds: { employees: [1000, 300, 100], revenueWan: [5000, 1000, 500] },
  },
  leasing_business: {
    zh: '租赁和商务服务业',
    en: 'Leasing and business services',
    bounds: { employees: [300, 100, 10], assetsWan: [120000, 8000, 100] },
  },
  other: { zh: '其他未列明行业', en: 'Other industries', bounds: { employees: [300, 100, 10] } },
} as const satisfies Record<string, SizeRule>

export type SizeRuleId = keyof typeof sizeRules

export type EnterpriseSizeRefusal = IndustryRefusal | 'size.needs-three-digits' | 'size.no-rule' | `size.missing-${SizeMetric}`

/** Divisions that one rule covers whole. 53 rail, 66–69 finance, 83, 84 and 91–97 have none. */
const DIVISION_RULES: Partial<Record<string, SizeRuleId>> = {
  51: 'wholesale',
  52: 'retail',
  54: 'transport',
  55: 'transport',
  56: 'transport',
  57: 'transport',
  58: 'transport',
  60: 'post',
  61: 'hotel',
  62: 'catering',
  63: 'infotrans',
  64: 'infotrans',
  65: 'software',
  71: 'leasing_business',
  72: 'leasing_business',
  85: 'other',
}

const SECTION_RULES: Partial<Record<string, SizeRuleId>> = {
  A: 'agri',
  B: 'industry',
  C: 'industry',
  D: 'industry',
  E: 'construction',
  M: 'other',
  N: 'other',
  O: 'other',
  R: 'other',
}

/** Divisions that are split: 591 moves goods, 592–599 store them; 704 (letting one's own property) is in no rule. */
const GROUP_RULES: Partial<Record<string, SizeRuleId>> = {
  591: 'transport',
  ...Object.fromEntries(Array.from({ length: 8 }, (_, index) => [String(592 + index), 'storage' as const])),
  701: 'realestate_dev',
  702: 'property_mgmt',
  703: 'other',
  709: 'other',
}
const SPLIT_DIVISIONS = ['59', '70']

/**
 * The size of an enterprise. `industry` is a GB/T 4754-2017 letter with 2–4 digits. A class is reached when every metric
 * of the rule reaches its bound; one metric below the lowest bound is enough for micro, whatever else is missing.
 * Refuses with the industry's own refusals, `size.needs-three-digits` (59 and 70), `size.no-rule`, and
 * `size.missing-…` for the first metric that the rule needs and that isn't given.
 */
export function enterpriseSize(
  industry: string,
  figures: SizeFigures,
): Outcome<{ size: EnterpriseSize; rule: SizeRuleId }, EnterpriseSizeRefusal> {
  const parsed = parseIndustry(industry)
  if (!parsed.ok) return parsed
  const chosen = sizeRuleOf(parsed.value)
  if (!chosen.ok) return chosen
  const rule = chosen.value
  const classed = sizeBy(rule, figures)
  return classed.ok ? done({ size: classed.value, rule }) : classed
}

/** The rule of an industry; refuses `size.needs-three-digits` and `size.no-rule`. */
export function sizeRuleOf(industry: Industry): Outcome<SizeRuleId, 'size.needs-three-digits' | 'size.no-rule'> {
  const { section, division, group } = industry
  if (SPLIT_DIVISIONS.includes(division.number)) {
    if (group === null) return refused('size.needs-three-digits')
    const rule = GROUP_RULES[group]
    return rule ? done(rule) : refused('size.no-rule')
  }
  const rule = DIVISION_RULES[division.number] ?? SECTION_RULES[section.letter]
  return rule ? done(rule) : refused('size.no-rule')
}

/** The metrics that an industry's rule turns on, for forms that ask only for them; none when it has no rule. */
export function neededMetrics(industry: string): readonly SizeMetric[] {
  const parsed = parseIndustry(industry)
  const rule = parsed.ok ? sizeRuleOf(parsed.value) : parsed
  if (!rule.ok) return []
  const { bounds }: SizeRule = sizeRules[rule.value]
  return sizeMetrics.filter((metric) => bounds[metric])
}

/** The size by one rule, for callers that already know it; refuses `size.missing-…`. */
export function sizeBy(rule: SizeRuleId, figures: SizeFigures): Outcome<EnterpriseSize, `size.missing-${SizeMetric}`> {
  const { bounds }: SizeRule = sizeRules[rule]
  let rank = enterpriseSizes.length - 1
  let missing: SizeMetric | undefined
  for (const metric of sizeMetrics) {
    const limits = bounds[metric]
    if (!limits) continue
    const figure = figures[metric]
    if (figure === undefined) missing ??= metric
    else rank = Math.min(rank, limits.filter((limit) => figure >= limit).length)
  }
  const size = enterpriseSizes[rank] ?? 'micro'
  return missing && size !== 'micro' ? refused(`size.missing-${missing}`) : done(size)
}
