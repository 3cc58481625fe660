import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { guaranteeModes } from '@/server/catalogue/schema'
import type { MatchedProduct } from '@/server/flows/match-products'
import { verdicts } from '@/server/matching/schema'

export const matchOrders = ['cost', 'line', 'instalment'] as const
export type MatchOrder = (typeof matchOrders)[number]

type Filters = { verdict?: string | undefined; guarantee?: string | undefined; institution?: string | undefined }

/** The filters and the order of an address; what it names wrongly counts as not named. */
export function readFilters(params: SearchParams) {
  const [verdict, guarantee, order] = [firstOf(params.verdict), firstOf(params.guarantee), firstOf(params.sort)]
  return {
    verdict: verdicts.find((one) => one === verdict),
    guarantee: guaranteeModes.find((one) => one === guarantee),
    institution: firstOf(params.institution)?.slice(0, 40) || undefined,
    order: matchOrders.find((one) => one === order) ?? 'cost',
  }
}

type Match = Pick<MatchedProduct, 'verdict' | 'line' | 'cost' | 'institutionId'> & {
  product: Pick<MatchedProduct['product'], 'terms'>
}

const compareFen = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
const last = 1n << 62n

/** By verdict first, whatever the order: what a firm cannot have never stands above what it can. */
const orders: Record<MatchOrder, (a: Match, b: Match) => number> = {
  cost: () => 0, // as matching gives them
  line: (a, b) => compareFen(b.line.lineFen ?? -1n, a.line.lineFen ?? -1n),
  instalment: (a, b) => compareFen(a.cost?.firstInstalment.amountFen ?? last, b.cost?.firstInstalment.amountFen ?? last),
}

/** The matches that the filters leave, in the order asked for; ties stay in the order of their cost. */
export function selectMatches<One extends Match>(matches: readonly One[], filters: Filters, order: MatchOrder = 'cost'): One[] {
  return matches
    .filter(
      (one) =>
        (!filters.verdict || one.verdict === filters.verdict) &&
        (!filters.guarantee || one.product.terms.guaranteeMode === filters.guarantee) &&
        (!filters.institution || one.institutionId === filters.institution),
    )
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || orders[order](a, b))
}
