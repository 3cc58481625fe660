import { rateRange } from '@/components/public/rate-range'
import type { PublishedProduct } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'

/** Of each institution its cheapest product by the low end of its rate, and of those the cheapest `count`. */
export function featuredProducts(products: readonly PublishedProduct[], today: PlainDate, count: number): PublishedProduct[] {
  const ranked = products
    .map((product) => ({ product, rate: rateRange(product.terms, today).fromBps }))
    .sort((a, b) => a.rate - b.rate || (a.product.productId < b.product.productId ? -1 : 1))
    .map(({ product }) => product)
  const first = new Map<string, PublishedProduct>()
  for (const product of ranked) if (!first.has(product.institutionId)) first.set(product.institutionId, product)
  return [...first.values()].slice(0, count)
}
