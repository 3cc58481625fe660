import { rateRange } from '@/components/public/rate-range'
import { guaranteeModes, type ProductTerms, type PublishedProduct } from '@/server/catalogue/schema'
import { type CountyCode, counties } from '@/server/kernel/areas'
import type { PlainDate } from '@/server/kernel/dates'

export type CountySupply = { code: CountyCode; products: number; institutions: number }
export type ModeSupply = {
  mode: ProductTerms['guaranteeMode']
  products: number
  institutions: number
  /** Null where there is no product. */
  rates: { fromBps: number; toBps: number } | null
  ceilingFen: number
}

const institutionsOf = (products: readonly PublishedProduct[]) => new Set(products.map(({ institutionId }) => institutionId)).size

/** How many products and institutions serve each county; a product without regions serves them all, so counties don't add up. */
export const supplyByCounty = (products: readonly PublishedProduct[]): CountySupply[] =>
  counties.map(({ code }) => {
    const serving = products.filter(({ terms }) => terms.regions.length === 0 || terms.regions.includes(code))
    return { code, products: serving.length, institutions: institutionsOf(serving) }
  })

/** Products on offer by how they are secured, with the span of their rates on a day and their highest ceiling. */
export const supplyByMode = (products: readonly PublishedProduct[], today: PlainDate): ModeSupply[] =>
  guaranteeModes.map((mode) => {
    const ofMode = products.filter(({ terms }) => terms.guaranteeMode === mode)
    const rates = ofMode.map(({ terms }) => rateRange(terms, today))
    return {
      mode,
      products: ofMode.length,
      institutions: institutionsOf(ofMode),
      rates:
        rates.length === 0
          ? null
          : { fromBps: Math.min(...rates.map(({ fromBps }) => fromBps)), toBps: Math.max(...rates.map(({ toBps }) => toBps)) },
      ceilingFen: Math.max(0, ...ofMode.map(({ terms }) => terms.amountMaxFen)),
    }
  })

/** Four round limits that part counts into five classes of about equal width. */
export function breaksOf(values: readonly number[]): [number, number, number, number] {
  const least = Math.min(...values)
  const width = Math.max(1, Math.ceil((Math.max(...values) - least + 1) / 5))
  return [least + width, least + 2 * width, least + 3 * width, least + 4 * width]
}
