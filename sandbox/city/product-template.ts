import type { AdmissionRule, Fee, ProductTerms } from '@/server/catalogue/schema'

/** How strict an institution is with a kind of product: 0 lenient, 1 usual, 2 strict. */
export type Strictness = 0 | 1 | 2

export type ProductTemplate = {
  zh: string
  en: string
  summary: string
  summaryEn: string
  /** Amounts in 10,000 yuan, before the institution's own size is put on the upper one. */
  amount: readonly [number, number]
  months: readonly [number, number]
  /** Basis points over LPR, before the institution's own margin. */
  spread: readonly [number, number]
  methods: ProductTerms['methods']
  mode: ProductTerms['guaranteeMode']
  revolving?: boolean
  fees?: Fee[]
  legalForms?: ProductTerms['legalForms']
  sizes?: ProductTerms['sizes']
  industries?: string[]
  purposes?: ProductTerms['purposes']
  admits: (strictness: Strictness) => AdmissionRule
}

/** One of three figures, from the lenient to the strict. */
export const step = (strictness: Strictness, values: readonly [number, number, number]): number => values[strictness]

/** Small and micro firms with the medium ones beside them. */
export const smes: ProductTerms['sizes'] = ['micro', 'small', 'medium']
