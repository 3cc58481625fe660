import { type EnterpriseSize, enterpriseSize } from '@/server/kernel/enterprise-size'
import type { Portrait, PortraitFacts } from '../schema'

/** Fen in a 万元: 10,000 yuan of 100 fen. */
const fenInWan = 1_000_000

/**
 * The firm's size by the 2011 rule (reference 4.4), from the insured headcount of the newest month and the declared sales of
 * twelve months; null while a metric that the rule needs is unknown. A firm that its sales or staff already make micro is micro.
 * @param industry GB/T 4754 code of the register
 */
export function sizeByRecords(industry: string, facts: PortraitFacts, portrait: Portrait): EnterpriseSize | null {
  const sales = portrait.indicators.find(({ id }) => id === 'tax.taxableSales12m')
  const size = enterpriseSize(industry, {
    employees: facts.SOCIAL_SECURITY?.months.at(-1)?.insuredHeadcount,
    revenueWan: sales?.state === 'KNOWN' ? sales.value / fenInWan : undefined,
  })
  return size.ok ? size.value.size : null
}
