import { addDays, addMonths, addMonthsToMonth, monthsEndingWith } from '@/server/kernel/dates'
import type { PortraitFacts } from '../schema'

/** The day on which the sample firms are looked at; its last complete month is 2026-05. */
export const AS_OF = '2026-06-20'
export const LAST_MONTH = '2026-05'

const months = (count: number, last = LAST_MONTH) => monthsEndingWith(last, count)
/** Filings and bills of a month fall due on the 15th of the next. */
const dueOn = (month: string) => `${addMonthsToMonth(month, 1)}-15`

type Monthly<Value> = (month: string, index: number) => Value

/** Tax facts of `count` months up to 2026-05: declared two days before they were due. Index 0 is the oldest month. */
export function taxFacts(sales: Monthly<bigint>, count = 36): NonNullable<PortraitFacts['TAX']> {
  return {
    grades: [
      { year: 2025, grade: 'A' },
      { year: 2024, grade: 'B' },
      { year: 2023, grade: 'M' },
    ],
    months: months(count).map((month, index) => ({
      month,
      declaredSalesFen: sales(month, index),
      taxPaidFen: sales(month, index) / 50n,
      dueOn: dueOn(month),
      declaredOn: addDays(dueOn(month), -2),
    })),
    arrearsFen: 0n,
  }
}

/** A year of invoices up to 2026-05: 60 to one buyer, 30 to another, 10 to all the rest, each month. */
export const invoiceRows = (count = 12): NonNullable<NonNullable<PortraitFacts['TAX']>['invoices']> =>
  months(count).flatMap((month) => [
    { month, buyer: 'KA000001', amountFen: 6_000n },
    { month, buyer: 'KB000002', amountFen: 3_000n },
    { month, buyer: null, amountFen: 1_000n },
  ])

export function staffFacts(headcount: Monthly<number>, count = 36): NonNullable<PortraitFacts['SOCIAL_SECURITY']> {
  return {
    months: months(count).map((month, index) => ({
      month,
      insuredHeadcount: headcount(month, index),
      wageBaseFen: BigInt(headcount(month, index)) * 500_000n,
      inArrears: false,
    })),
    arrearsFen: 0n,
  }
}

export function utilityFacts(quantity: Monthly<number>, count = 36): NonNullable<PortraitFacts['GAS']> {
  return {
    months: months(count).map((month, index) => ({
      month,
      quantity: quantity(month, index),
      billedFen: BigInt(quantity(month, index)) * 60n,
      dueOn: dueOn(month),
      paidOn: addDays(dueOn(month), -1),
    })),
    arrearsFen: 0n,
  }
}

export const registrationFacts: NonNullable<PortraitFacts['REGISTRATION']> = {
  creditCode: '91610881MA703K5TXK',
  name: '神木市样例机械加工有限公司',
  legalForm: 'COMPANY',
  industry: 'C3484',
  countyCode: '610881',
  address: '神木市样例路 1 号',
  foundedOn: '2018-03-31',
  registeredCapitalFen: 500_000_000n,
  paidInCapitalFen: 200_000_000n,
  legalRepresentative: '样例',
  status: 'ACTIVE',
  changes: [],
}

export type PenaltyRow = NonNullable<PortraitFacts['PENALTY']>['penalties'][number]
export const penalty = (row: Partial<PenaltyRow> & Pick<PenaltyRow, 'id' | 'on'>): PenaltyRow => ({
  authority: '市场监督管理局',
  category: 'ADMIN_PENALTY',
  severity: 'GENERAL',
  amountFen: null,
  repairedOn: null,
  ...row,
})

/** A steady, clean firm with every class on file; `facts` replaces whole classes (undefined takes one away). */
export function sampleFacts(facts: Partial<PortraitFacts> = {}): PortraitFacts {
  return {
    REGISTRATION: registrationFacts,
    TAX: taxFacts(() => 100_000_000n),
    SOCIAL_SECURITY: staffFacts(() => 20),
    ELECTRICITY: utilityFacts(() => 12_500),
    WATER: utilityFacts(() => 300),
    GAS: utilityFacts(() => 150),
    PENALTY: { penalties: [] },
    COURT: { cases: [], defaulterEntries: [] },
    LIST: { entries: [] },
    INTELLECTUAL_PROPERTY: { rights: [] },
    PROCUREMENT: { bids: [] },
    SUBSIDY: { grants: [] },
    QUALIFICATION: { titles: [] },
    PERMIT: { permits: [] },
    CUSTOMS: { grade: null, months: months(36).map((month) => ({ month, exportFen: 0n, importFen: 0n, declarations: 0 })) },
    AGRICULTURE: { holdings: [] },
    ...facts,
  }
}

export const monthsAgo = (count: number) => addMonths(AS_OF, -count)
