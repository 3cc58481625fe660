import { addMonthsToMonth, monthsEndingWith } from '@/server/kernel/dates'
import type { DataClass, IndicatorId, Portrait } from '../../schema'
import { gateSources } from '../../schema'
import type { HealthFigure, HealthFigureKey, HealthRuleId, HealthSign } from './check'
import { type Compared, changeBps, classOfSeries, fellBy, known, type MonthlySeries, roseBy, yearOnYear } from './window'

type Found = { fired: boolean; figures: HealthFigure[]; months?: string[] } | { lacking: DataClass[] }
type Rule = {
  id: HealthRuleId
  weight: HealthSign['weight']
  /** Limits as the definition on screen prints them: basis points, months or counts. */
  limits: Readonly<Record<string, number>>
  check: (portrait: Portrait) => Found
}

const figure = (
  key: HealthFigureKey,
  unit: HealthFigure['unit'],
  value: number,
  window?: { from: string; to: string },
): HealthFigure => ({ key, unit, value, from: window?.from ?? null, to: window?.to ?? null })
const change = (key: HealthFigureKey, compared: Compared) => figure(key, 'BPS', changeBps(compared), compared)
const lackingOf = (series: readonly MonthlySeries[]): Found => ({
  lacking: [...new Set(series.map((key) => classOfSeries[key]))],
})

/** A rule that reads single indicators: UNKNOWN as soon as one of them has no value. */
function reading<Id extends IndicatorId>(
  classes: DataClass[],
  ids: readonly Id[],
  decide: (values: Record<Id, NonNullable<ReturnType<typeof known>>>) => Found,
) {
  return (portrait: Portrait): Found => {
    const values = ids.map((id) => [id, known(portrait, id)] as const)
    if (values.some(([, value]) => value === null)) return { lacking: classes }
    return decide(Object.fromEntries(values) as Record<Id, NonNullable<ReturnType<typeof known>>>)
  }
}

const FALL = 1_000
const POWER_FALL = 2_000
const RISE = 1_000

const salesDownArrearsUp: Rule = {
  id: 'SALES_DOWN_ARREARS_UP',
  weight: 'ACT',
  limits: { fall: FALL },
  check: (portrait) => {
    const sales = yearOnYear(portrait, ['salesFen'], 3)?.salesFen
    const late = known(portrait, 'social.arrearsMonths12m')
    const owed = known(portrait, 'social.arrears')
    const tax = known(portrait, 'tax.arrears')
    if (!sales || !late?.to || !owed || !tax) {
      return { lacking: [...(sales && tax ? [] : (['TAX'] as const)), ...(late && owed ? [] : (['SOCIAL_SECURITY'] as const))] }
    }
    const { records, to } = late
    const within = (months: string[]) => records.filter((month) => months.includes(month))
    const newest = within(monthsEndingWith(to, 6))
    const earlier = within(monthsEndingWith(addMonthsToMonth(to, -6), 6))
    const rising = newest.length > earlier.length || owed.value > 0 || tax.value > 0
    return {
      fired: fellBy(sales, FALL) && rising,
      figures: [
        change('salesChange3m', sales),
        figure('socialMonthsLate', 'COUNT', newest.length, { from: addMonthsToMonth(to, -5), to }),
        figure('socialMonthsEarlier', 'COUNT', earlier.length, { from: addMonthsToMonth(to, -11), to: addMonthsToMonth(to, -6) }),
        figure('socialArrears', 'FEN', owed.value),
        figure('taxArrears', 'FEN', tax.value),
      ],
      months: newest,
    }
  },
}

const socialOverdue: Rule = {
  id: 'SOCIAL_OVERDUE',
  weight: 'ACT',
  limits: { months: 3 },
  check: reading(['SOCIAL_SECURITY'], ['social.arrears', 'social.arrearsMonths12m'], (value) => {
    const { records, to } = value['social.arrearsMonths12m']
    const newest = to ? records.filter((month) => monthsEndingWith(to, 3).includes(month)) : []
    const owed = value['social.arrears'].value
    return {
      fired: owed > 0 || newest.length > 0,
      figures: [
        figure('socialArrears', 'FEN', owed),
        figure('socialMonthsLate', 'COUNT', newest.length, to ? { from: addMonthsToMonth(to, -2), to } : undefined),
      ],
      months: newest,
    }
  }),
}

const taxOverdue: Rule = {
  id: 'TAX_OVERDUE',
  weight: 'ACT',
  limits: {},
  check: reading(['TAX'], ['tax.arrears', 'tax.unfiledMonths12m'], (value) => {
    const [owed, unfiled] = [value['tax.arrears'].value, value['tax.unfiledMonths12m']]
    return {
      fired: owed > 0 || unfiled.value > 0,
      figures: [figure('taxArrears', 'FEN', owed), figure('unfiledMonths', 'COUNT', unfiled.value)],
      months: unfiled.records,
    }
  }),
}

const recordsInForce: Rule = {
  id: 'RECORDS_IN_FORCE',
  weight: 'ACT',
  limits: {},
  check: ({ legal, gates, coverage }) => {
    const count = legal?.length ?? gates.length
    const lacking = gateSources.filter((source) => coverage.find(({ dataClass }) => dataClass === source)?.state !== 'PRESENT')
    // What is found is said although another register is not on file; that nothing is there, only by all of them.
    if (count === 0 && lacking.length > 0) return { lacking: [...lacking] }
    return { fired: count > 0, figures: [figure('recordsInForce', 'COUNT', count)] }
  },
}

const claimsAgainst: Rule = {
  id: 'CLAIMS_AGAINST',
  weight: 'ACT',
  limits: { share: 1_000 },
  check: reading(['COURT', 'TAX'], ['compliance.openDefendantAmount', 'tax.taxableSales12m'], (value) => {
    const [claims, sales] = [value['compliance.openDefendantAmount'].value, value['tax.taxableSales12m'].value]
    return {
      fired: claims > 0 && BigInt(claims) * 10_000n >= BigInt(sales) * 1_000n,
      figures: [figure('claimsOpen', 'FEN', claims), figure('sales12m', 'FEN', sales)],
    }
  }),
}

const staffDownSalesUp: Rule = {
  id: 'STAFF_DOWN_SALES_UP',
  weight: 'WATCH',
  limits: { fall: FALL, rise: RISE },
  check: (portrait) => {
    const both = yearOnYear(portrait, ['salesFen', 'headcount'], 3)
    if (!both) return lackingOf(['salesFen', 'headcount'])
    return {
      fired: roseBy(both.salesFen, RISE) && fellBy(both.headcount, FALL),
      figures: [change('salesChange3m', both.salesFen), change('headcountChange3m', both.headcount)],
    }
  },
}

const salesFalling: Rule = {
  id: 'SALES_FALLING',
  weight: 'WATCH',
  limits: { fall: FALL },
  check: (portrait) => {
    const sales = yearOnYear(portrait, ['salesFen'], 3)?.salesFen
    if (!sales) return lackingOf(['salesFen'])
    const each = sales.values.every((value, at) => value < (sales.formerValues[at] ?? 0n))
    return { fired: each && fellBy(sales, FALL), figures: [change('salesChange3m', sales)] }
  },
}

const powerFalling: Rule = {
  id: 'POWER_FALLING',
  weight: 'WATCH',
  limits: { fall: POWER_FALL },
  check: (portrait) => {
    const power = yearOnYear(portrait, ['kwh'], 3)?.kwh
    if (!power) return lackingOf(['kwh'])
    return { fired: fellBy(power, POWER_FALL), figures: [change('powerChange3m', power)] }
  },
}

const taxAgainstSales: Rule = {
  id: 'TAX_AGAINST_SALES',
  weight: 'WATCH',
  limits: { rise: RISE, fall: POWER_FALL },
  check: (portrait) => {
    const both = yearOnYear(portrait, ['salesFen', 'taxFen'], 12)
    if (!both) return lackingOf(['salesFen', 'taxFen'])
    return {
      fired: roseBy(both.salesFen, RISE) && fellBy(both.taxFen, POWER_FALL),
      figures: [change('salesChange12m', both.salesFen), change('taxChange12m', both.taxFen)],
    }
  },
}

const billsLate: Rule = {
  id: 'BILLS_LATE',
  weight: 'WATCH',
  limits: { bills: 2, months: 6 },
  check: reading(['ELECTRICITY'], ['utilities.onTimePayment12m'], (value) => {
    const { records, to } = value['utilities.onTimePayment12m']
    const late = to ? records.filter((month) => monthsEndingWith(to, 6).includes(month)) : []
    const window = to ? { from: addMonthsToMonth(to, -5), to } : undefined
    return { fired: late.length >= 2, figures: [figure('billsLate', 'COUNT', late.length, window)], months: late }
  }),
}

const zeroSalesMonths: Rule = {
  id: 'ZERO_SALES_MONTHS',
  weight: 'WATCH',
  limits: { months: 2 },
  check: reading(['TAX'], ['tax.zeroDeclarationMonths12m'], (value) => {
    const { value: zero, records } = value['tax.zeroDeclarationMonths12m']
    return { fired: zero >= 2, figures: [figure('zeroMonths', 'COUNT', zero)], months: records }
  }),
}

const oneMonthCarries: Rule = {
  id: 'ONE_MONTH_CARRIES',
  weight: 'WATCH',
  limits: { share: 4_000 },
  check: reading(['TAX'], ['operation.salesPeakShare12m'], (value) => {
    const share = value['operation.salesPeakShare12m'].value
    return { fired: share >= 4_000, figures: [figure('peakShare', 'BPS', share)] }
  }),
}

const ownersChangeOften: Rule = {
  id: 'OWNERS_CHANGE_OFTEN',
  weight: 'WATCH',
  limits: { changes: 3 },
  check: reading(
    ['REGISTRATION'],
    ['stability.representativeChanges24m', 'stability.addressChanges24m', 'stability.shareholderChanges24m'],
    (value) => {
      const count = Object.values(value).reduce((total, one) => total + one.value, 0)
      return { fired: count >= 3, figures: [figure('changes24m', 'COUNT', count)] }
    },
  ),
}

/** A set of rules with the day from which it is used; a past check is made again by the rules of its own day. */
export type HealthRuleBook = { version: string; validFrom: string; rules: readonly Rule[] }

export const healthRuleBooks: readonly HealthRuleBook[] = [
  {
    version: 'HEALTH-2026.1',
    validFrom: '2026-11-01',
    rules: [
      salesDownArrearsUp,
      socialOverdue,
      taxOverdue,
      recordsInForce,
      claimsAgainst,
      staffDownSalesUp,
      salesFalling,
      powerFalling,
      taxAgainstSales,
      billsLate,
      zeroSalesMonths,
      oneMonthCarries,
      ownersChangeOften,
    ],
  },
]

/** The rules in force on a day; days before the first book are read by it. */
export function healthRulesOn(day: string, books = healthRuleBooks): HealthRuleBook {
  const book = books.filter(({ validFrom }) => validFrom <= day).at(-1) ?? books[0]
  if (!book) throw new RangeError('there is no book of health rules')
  return book
}

/** The limits of a rule, for its definition on screen. @throws RangeError for a book or rule that never was */
export function healthLimits(version: string, id: HealthRuleId): Readonly<Record<string, number>> {
  const rule = healthRuleBooks.find((book) => book.version === version)?.rules.find((one) => one.id === id)
  if (!rule) throw new RangeError(`no health rule ${id} in ${version}`)
  return rule.limits
}

/** What a rule says of a portrait. */
export function signOf(rule: Rule, portrait: Portrait): HealthSign {
  const found = rule.check(portrait)
  const { id: ruleId, weight } = rule
  if ('lacking' in found) return { ruleId, weight, state: 'UNKNOWN', figures: [], months: [], lacking: found.lacking }
  const { fired, figures, months = [] } = found
  return { ruleId, weight, state: fired ? 'FIRED' : 'CLEAR', figures, months: fired ? months : [], lacking: [] }
}
