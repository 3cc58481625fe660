import { type IndicatorId, indicatorIds } from '@/server/portrait/schema'
import type { AdmissionRule, Applicant, Ask, Portrait, Product, ProductTerms } from '../schema'
import { gateSources, indicatorCatalogue } from '../schema'

type Values = { [Id in IndicatorId]?: number }

/** A portrait with these indicators known, all others absent, and every class that could hold a gate on file. */
export function portraitOf(values: Values, change: Partial<Portrait> = {}): Portrait {
  const score = change.score ?? 650
  return {
    cardVersion: 'EXPERT-2026.1',
    basis: 'EXPERT',
    asOf: '2026-06-20',
    score,
    grade: 'B',
    confidenceBps: 10_000,
    scoreInterval: { low: score, high: score, gradeLow: 'B', gradeHigh: 'B' },
    dimensions: [],
    indicators: indicatorIds.map((id) => {
      const value = values[id]
      return value === undefined
        ? { id, state: 'MISSING', reason: 'NO_SOURCE', classes: [...indicatorCatalogue[id].sources] }
        : { id, state: 'KNOWN', value, evidence: [] }
    }),
    factors: [],
    gates: [],
    questions: [],
    coverage: gateSources.map((dataClass) => ({ dataClass, state: 'PRESENT', from: null, to: null })),
    months: [],
    ...change,
  }
}

export const applicant: Applicant = { countyCode: '610881', legalForm: 'COMPANY', size: 'small', industry: 'C3484' }
export const ask: Ask = { amountFen: 100_000_000n, termMonths: 12 }

export const terms: ProductTerms = {
  amountMinFen: 10_000_000,
  amountMaxFen: 300_000_000,
  termMinMonths: 3,
  termMaxMonths: 36,
  rateMinSpreadBps: 85,
  rateMaxSpreadBps: 85,
  methods: ['interest_only', 'equal_instalment'],
  fees: [],
  guaranteeMode: 'CREDIT',
  revolving: false,
  regions: [],
  legalForms: [],
  sizes: [],
  industries: [],
  purposes: [],
  admissionRule: { gate: 'NONE' },
}

export const product = (productId: string, change: Partial<ProductTerms> = {}): Product => ({
  institutionId: '019a0000-0000-7000-8000-000000000001',
  productId,
  version: 1,
  terms: { ...terms, ...change },
})

export const sales = (op: '>=' | '<=', value: number): AdmissionRule => ({ indicator: 'tax.taxableSales12m', op, value })
