import { typed, wholeNumber } from '@/components/public/query-reading'
import { rateRange } from '@/components/public/rate-range'
import { parseMoneyText } from '@/components/ui/money-text'
import type { SearchParams } from '@/components/ui/query-href'
import { guaranteeModes, type ProductTerms, type PublishedProduct, TERM_MAX_MONTHS } from '@/server/catalogue/schema'
import { counties } from '@/server/kernel/areas'
import { isPlainDate, type PlainDate } from '@/server/kernel/dates'
import { type LegalForm, legalForms } from '@/server/sources/schema'

export const filterNames = ['amount', 'term', 'guarantee', 'institution', 'county', 'form'] as const
export type FilterName = (typeof filterNames)[number]
export const sorts = ['rate', 'amount'] as const
export type Sort = (typeof sorts)[number]

/** What is asked of the list; a filter that is absent lets everything through. */
export type ProductFilter = {
  amountFen?: bigint
  termMonths?: number
  guarantee?: ProductTerms['guaranteeMode']
  institution?: string
  county?: string
  form?: LegalForm
}
export type ProductQuery = { filter: ProductFilter; faults: ('amount' | 'term')[]; sort: Sort; page: number }

const MOST_FEN = 10_000_000_000_000n
const oneOf = <Value extends string>(values: readonly Value[], text: string): Value | undefined =>
  values.find((one) => one === text)

/** The list's filters from its address. Amount and term that cannot be read are told; an unknown choice is no choice. */
export function readProductQuery(params: SearchParams): ProductQuery {
  const faults: ProductQuery['faults'] = []
  const filter: ProductFilter = {}
  const amountText = typed(params, 'amount')
  if (amountText !== '') {
    const amount = parseMoneyText(amountText, typed(params, 'unit') === 'yuan' ? 'yuan' : 'wan')
    if (amount.ok && amount.fen > 0n && amount.fen <= MOST_FEN) filter.amountFen = amount.fen
    else faults.push('amount')
  }
  const termText = typed(params, 'term')
  const term = wholeNumber(termText, 1, TERM_MAX_MONTHS)
  if (term !== null) filter.termMonths = term
  else if (termText !== '') faults.push('term')
  filter.guarantee = oneOf(guaranteeModes, typed(params, 'guarantee'))
  filter.institution = typed(params, 'institution') || undefined
  filter.county = counties.find(({ code }) => code === typed(params, 'county'))?.code
  filter.form = oneOf(legalForms, typed(params, 'form'))
  return {
    filter,
    faults,
    sort: oneOf(sorts, typed(params, 'sort')) ?? 'rate',
    page: wholeNumber(typed(params, 'page'), 1, 10_000) ?? 1,
  }
}

const noLimit = <Value>(list: readonly Value[], value: Value | undefined) =>
  value === undefined || list.length === 0 || list.includes(value)

const tests: Record<FilterName, (product: PublishedProduct, filter: ProductFilter) => boolean> = {
  amount: ({ terms }, { amountFen }) =>
    amountFen === undefined || (amountFen >= BigInt(terms.amountMinFen) && amountFen <= BigInt(terms.amountMaxFen)),
  term: ({ terms }, { termMonths }) =>
    termMonths === undefined || (termMonths >= terms.termMinMonths && termMonths <= terms.termMaxMonths),
  guarantee: ({ terms }, { guarantee }) => guarantee === undefined || terms.guaranteeMode === guarantee,
  institution: ({ institutionId }, { institution }) => institution === undefined || institutionId === institution,
  county: ({ terms }, { county }) => noLimit<string>(terms.regions, county),
  form: ({ terms }, { form }) => noLimit<LegalForm>(terms.legalForms, form),
}

const passes = (product: PublishedProduct, filter: ProductFilter, except?: FilterName) =>
  filterNames.every((name) => name === except || tests[name](product, filter))

const byText = (a: PublishedProduct, b: PublishedProduct) => (a.productId < b.productId ? -1 : 1)

/** What passes every filter, cheapest first by the low end of its rate, or with the highest ceiling first. */
export function chosenProducts(
  products: readonly PublishedProduct[],
  { filter, sort }: Pick<ProductQuery, 'filter' | 'sort'>,
  today: PlainDate,
): PublishedProduct[] {
  if (!isPlainDate(today)) throw new RangeError(`not a date: ${today}`)
  const rank = (product: PublishedProduct) =>
    sort === 'amount' ? -product.terms.amountMaxFen : rateRange(product.terms, today, filter.termMonths).fromBps
  return products
    .filter((product) => passes(product, filter))
    .map((product) => ({ product, rank: rank(product) }))
    .sort((a, b) => a.rank - b.rank || byText(a.product, b.product))
    .map(({ product }) => product)
}

export type Relaxation = { name: FilterName; found: number }

/** When nothing passes: each filter in use whose removal alone would find something, the most helpful first. */
export const relaxations = (products: readonly PublishedProduct[], filter: ProductFilter): Relaxation[] =>
  filterNames
    .map((name) => ({ name, found: products.filter((product) => passes(product, filter, name)).length }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
