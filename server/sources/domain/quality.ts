import { addMonthsToMonth, monthOf, monthsBetween } from '@/server/kernel/dates'
import type { DataClass, EnterpriseFacts, FactsByClass, InvoiceRow } from '../schema'

type Facts<Class extends DataClass> = FactsByClass[Class]

/** What the rules found of one item in one snapshot: counts only, so that a score can be added up over all enterprises. */
export type ItemCheck = {
  itemId: string
  latestPeriod: string | null
  /** Months (or records) that should be there, and that are. */
  expected: number
  present: number
  /** Values that cannot be. */
  outOfRange: number
  /** Months missing between others. */
  gaps: number
  /** How often the value was held against another source, and how often the two can't both be true. */
  compared: number
  contradictions: number
}

const counted = (itemId: string, counts: Partial<ItemCheck>): ItemCheck => ({
  itemId,
  latestPeriod: null,
  expected: 0,
  present: 0,
  outOfRange: 0,
  gaps: 0,
  compared: 0,
  contradictions: 0,
  ...counts,
})

type Month = { month: string }
type Held = { compared: number; contradictions: number }
const notHeld: Held = { compared: 0, contradictions: 0 }

/** The months that an agency owes of a firm, `YYYY-MM`, both included: see `askedMonths`. */
export type AskedMonths = { from: string; until: string }

/**
 * The months that a monthly source should have told: from the first month that was asked (look-back) or the first whole month of
 * the firm's life, whichever is later, to the last one that was due when the answer came.
 * @param foundedOn `YYYY-MM-DD`
 */
export function askedMonths(periodFrom: string, foundedOn: string, receivedOn: string): AskedMonths {
  const founded = monthOf(foundedOn)
  const first = foundedOn.endsWith('-01') ? founded : addMonthsToMonth(founded, 1)
  return { from: first > periodFrom ? first : periodFrom, until: lastDueMonth(receivedOn) }
}

/**
 * A monthly item: complete from the first month asked to the last one due, or delivered. A source that has no month at all says
 * that the firm has no account with it, which is no lack.
 */
function monthly<Row extends Month>(
  itemId: string,
  told: readonly Row[],
  isPossible: (row: Row) => boolean,
  { from, until }: AskedMonths,
  held: Held = notHeld,
): ItemCheck {
  const months = told.filter(({ month }) => month >= from)
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return counted(itemId, held)
  const through = last.month > until ? last.month : until
  return counted(itemId, {
    latestPeriod: last.month,
    expected: monthsBetween(from, through) + 1,
    present: months.length,
    outOfRange: months.filter((row) => !isPossible(row)).length,
    gaps: monthsBetween(first.month, last.month) + 1 - months.length,
    ...held,
  })
}

/** Records without a rhythm: those that are there; whether the list itself came is counted over all firms (domain/owed-lists.ts). */
const listed = (itemId: string, rows: number, bad = 0): ItemCheck =>
  counted(itemId, { expected: rows, present: rows, outOfRange: bad })

/** No firm of the city employs more, or sells more a month: above it somebody has mistaken a unit. */
const mostPeople = 100_000
const mostFen = 1_000_000_000_000n
const isAmount = (fen: bigint) => fen >= 0n && fen <= mostFen
const isCrowd = (people: number) => people >= 0 && people <= mostPeople

/** The months of the invoices, each with whether all its amounts can be. */
function monthsOf(rows: readonly InvoiceRow[]) {
  const months = [...new Set(rows.map(({ month }) => month))]
  return months.map((month) => ({
    month,
    isPossible: rows.every((row) => row.month !== month || isAmount(row.amountFen)),
  }))
}

/** A month in which nothing was invoiced is not told, so that what should be there is known from the first invoice on only. */
const invoices = (months: ReturnType<typeof monthsOf>, asked: AskedMonths) =>
  monthly('tax.invoices', months, ({ isPossible }) => isPossible, { ...asked, from: months[0]?.month ?? asked.from })

/** Holds two monthly series against each other; a month contradicts where `clash` says that both can't be true. */
function against<A extends Month, B extends Month>(
  one: readonly A[] | undefined,
  other: readonly B[] | undefined,
  clash: (a: A, b: B) => boolean,
): Held {
  const known = new Map((other ?? []).map((row) => [row.month, row]))
  const pairs = (one ?? []).flatMap((row) => {
    const found = known.get(row.month)
    return found ? [[row, found] as const] : []
  })
  return { compared: pairs.length, contradictions: pairs.filter(([a, b]) => clash(a, b)).length }
}

/** More depositors to the housing fund than insured persons, beyond a tenth: one of the two is wrong. */
const tooManyDepositors = (insured: number, contributors: number) => contributors * 10 > insured * 11 + 10

type Check<Class extends DataClass> = (facts: Facts<Class>, all: EnterpriseFacts, asked: AskedMonths) => ItemCheck[]
type Checker = { [Class in DataClass]: Check<Class> }

const utility = (usage: string, payment: string | null) => (facts: Facts<'WATER'>, all: EnterpriseFacts, asked: AskedMonths) => [
  monthly(
    usage,
    facts.months,
    ({ quantity }) => quantity >= 0 && quantity <= 1_000_000_000,
    asked,
    usage === 'electricity.usage'
      ? against(
          facts.months,
          all.TAX?.months,
          ({ quantity }, { declaredSalesFen }) => quantity === 0 && declaredSalesFen > 50_000_000n,
        )
      : notHeld,
  ),
  ...(payment ? [monthly(payment, facts.months, ({ billedFen }) => isAmount(billedFen), asked)] : []),
]

const checkers: Checker = {
  REGISTRATION: (facts) => [
    listed('registration.identity', 1),
    counted('registration.capital', {
      expected: 1,
      present: 1,
      outOfRange: facts.paidInCapitalFen > facts.registeredCapitalFen && facts.registeredCapitalFen > 0n ? 1 : 0,
    }),
    listed('registration.changes', facts.changes.length),
  ],
  TAX: (facts, all, asked) => [
    monthly(
      'tax.sales',
      facts.months,
      ({ declaredSalesFen }) => isAmount(declaredSalesFen),
      asked,
      against(
        facts.months,
        all.ELECTRICITY?.months,
        ({ declaredSalesFen }, { quantity }) => declaredSalesFen > 50_000_000n && quantity === 0,
      ),
    ),
    monthly(
      'tax.paid',
      facts.months,
      ({ taxPaidFen, declaredSalesFen }) => isAmount(taxPaidFen) && taxPaidFen <= declaredSalesFen,
      asked,
    ),
    listed('tax.grades', facts.grades.length),
    listed('tax.arrears', 1),
    ...(facts.invoices ? [invoices(monthsOf(facts.invoices), asked)] : []),
  ],
  SOCIAL_SECURITY: (facts, all, asked) => [
    monthly(
      'social.headcount',
      facts.months,
      ({ insuredHeadcount }) => isCrowd(insuredHeadcount),
      asked,
      against(facts.months, all.HOUSING_FUND?.months, (a, b) => tooManyDepositors(a.insuredHeadcount, b.contributors)),
    ),
    monthly('social.base', facts.months, ({ wageBaseFen }) => isAmount(wageBaseFen), asked),
    listed('social.arrears', facts.months.length),
  ],
  HOUSING_FUND: (facts, all, asked) => [
    monthly(
      'fund.contributors',
      facts.months,
      ({ contributors }) => isCrowd(contributors),
      asked,
      against(facts.months, all.SOCIAL_SECURITY?.months, (a, b) => tooManyDepositors(b.insuredHeadcount, a.contributors)),
    ),
    monthly(
      'fund.deposits',
      facts.months,
      ({ depositedFen, baseFen }) => isAmount(depositedFen) && depositedFen <= baseFen,
      asked,
    ),
  ],
  ELECTRICITY: utility('electricity.usage', 'electricity.payment'),
  WATER: utility('water.usage', null),
  GAS: utility('gas.usage', null),
  REAL_ESTATE: () => [],
  PERMIT: ({ permits }) => [listed('permit.permits', permits.length)],
  PENALTY: ({ penalties }) => [
    listed(
      'penalty.penalties',
      penalties.length,
      penalties.filter(({ amountFen }) => amountFen !== null && !isAmount(amountFen)).length,
    ),
  ],
  COURT: ({ cases, defaulterEntries }) => [
    listed('court.cases', cases.length, cases.filter(({ amountFen }) => !isAmount(amountFen)).length),
    listed('court.defaulter', defaulterEntries.length),
  ],
  LIST: ({ entries, evaluations }) => [
    listed('list.entries', entries.length),
    ...(evaluations ? [listed('list.evaluation', evaluations.length)] : []),
  ],
  INTELLECTUAL_PROPERTY: ({ rights }) => [listed('ip.rights', rights.length)],
  QUALIFICATION: ({ titles }) => {
    const isTechnology = ({ kind }: (typeof titles)[number]) => kind === 'TECH_SME' || kind === 'HIGH_TECH'
    const technology = titles.filter(isTechnology).length
    return [listed('qualification.technology', technology), listed('qualification.specialised', titles.length - technology)]
  },
  PROCUREMENT: ({ bids }) => [
    listed('procurement.bids', bids.length, bids.filter(({ amountFen }) => !isAmount(amountFen)).length),
  ],
  SUBSIDY: ({ grants }) => [
    listed('subsidy.grants', grants.length, grants.filter(({ amountFen }) => !isAmount(amountFen)).length),
  ],
  CUSTOMS: ({ months }) => [
    listed('customs.grade', 1),
    listed(
      'customs.trade',
      months.length,
      months.filter(({ exportFen, importFen }) => !isAmount(exportFen) || !isAmount(importFen)).length,
    ),
  ],
  ENVIRONMENT: ({ ratings }) => [listed('environment.rating', ratings.length)],
  AGRICULTURE: ({ holdings }) => [
    listed('agriculture.holdings', holdings.length, holdings.filter(({ quantity }) => quantity > 1_000_000).length),
  ],
  PUBLIC_OPINION: ({ items }) => [listed('opinion.reports', items.length)],
}

/**
 * Every item of one class, checked by its rules: complete over the months that were asked, in range, without gaps, and
 * not contradicted by the other classes of the same enterprise. Pure; `all` holds what is known of it.
 */
export function checkItems<Class extends DataClass>(dataClass: Class, all: EnterpriseFacts, asked: AskedMonths): ItemCheck[] {
  const facts: EnterpriseFacts[Class] = all[dataClass]
  const check: Checker[Class] = checkers[dataClass]
  return facts ? check(facts, all, asked) : []
}

/** The last month about which monthly sources have spoken on a day: the one before last, until the 26th. */
export const lastDueMonth = (today: string): string => {
  const month = monthOf(today)
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const index = year * 12 + number - 1 - (Number(today.slice(8, 10)) > 25 ? 1 : 2)
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}
