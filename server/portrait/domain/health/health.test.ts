import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import type { PortraitFacts } from '../../schema'
import { buildPortrait } from '../build-portrait'
import { AS_OF, penalty, registrationFacts, sampleFacts, staffFacts, taxFacts, utilityFacts } from '../facts.fixture'
import { cardByVersion } from '../score-card'
import { HealthCheck, type HealthRuleId } from './check'
import { checkHealth } from './check-health'
import { placeAmong } from './place'
import { healthRuleBooks, healthRulesOn } from './rules'

const portraitOf = (facts: Partial<PortraitFacts> = {}) =>
  buildPortrait(sampleFacts(facts), cardByVersion('EXPERT-2026.2'), AS_OF)
const signOf = (id: HealthRuleId, facts: Partial<PortraitFacts> = {}) => {
  const sign = checkHealth(portraitOf(facts)).signs.find(({ ruleId }) => ruleId === id)
  if (!sign) throw new Error(`no sign ${id}`)
  return sign
}

/** 36 months: the newest `count` (index 35 is 2026-05) have `now`, the others `before`. */
const lastMonths =
  <Value>(count: number, now: Value, before: Value) =>
  (_: string, index: number) =>
    index >= 36 - count ? now : before
const taxWith = (over: Partial<NonNullable<PortraitFacts['TAX']>>) => ({ ...taxFacts(() => 100_000_000n), ...over })
const staffInArrears = (months: string[], arrearsFen = 0n) => {
  const facts = staffFacts(() => 20)
  return { arrearsFen, months: facts.months.map((row) => ({ ...row, inArrears: months.includes(row.month) })) }
}
const billsLateIn = (months: string[]) => {
  const facts = utilityFacts(() => 12_500)
  return { ...facts, months: facts.months.map((row) => (months.includes(row.month) ? { ...row, paidOn: '2026-06-19' } : row)) }
}
const claim = (amountFen: bigint) => ({
  cases: [{ id: 'c', on: '2026-02-02', role: 'DEFENDANT' as const, cause: '买卖合同纠纷', amountFen, closedOn: null }],
  defaulterEntries: [],
})
const changes = (count: number) => ({
  ...registrationFacts,
  changes: Array.from({ length: count }, (_, at) => ({ on: `2025-1${at % 3}-02`, kind: 'ADDRESS' as const })),
})

/** Each rule at its limit: what fires it, and its nearest neighbour that does not. */
const table: { id: HealthRuleId; fires: Partial<PortraitFacts>; spares: Partial<PortraitFacts> }[] = [
  {
    id: 'SALES_DOWN_ARREARS_UP',
    fires: { TAX: taxFacts(lastMonths(3, 90_000_000n, 100_000_000n)), SOCIAL_SECURITY: staffInArrears(['2026-01']) },
    spares: { TAX: taxFacts(lastMonths(3, 90_000_001n, 100_000_000n)), SOCIAL_SECURITY: staffInArrears(['2026-01']) },
  },
  {
    id: 'SALES_DOWN_ARREARS_UP',
    fires: { TAX: taxFacts(lastMonths(3, 90_000_000n, 100_000_000n)), SOCIAL_SECURITY: staffInArrears([], 1n) },
    // One month in arrears in either half of the year: they did not rise.
    spares: { TAX: taxFacts(lastMonths(3, 90_000_000n, 100_000_000n)), SOCIAL_SECURITY: staffInArrears(['2026-01', '2025-09']) },
  },
  {
    id: 'SOCIAL_OVERDUE',
    fires: { SOCIAL_SECURITY: staffInArrears(['2026-03']) },
    spares: { SOCIAL_SECURITY: staffInArrears(['2026-02']) },
  },
  { id: 'SOCIAL_OVERDUE', fires: { SOCIAL_SECURITY: staffInArrears([], 1n) }, spares: {} },
  { id: 'TAX_OVERDUE', fires: { TAX: taxWith({ arrearsFen: 1n }) }, spares: { TAX: taxWith({ arrearsFen: 0n }) } },
  {
    id: 'RECORDS_IN_FORCE',
    fires: { PENALTY: { penalties: [penalty({ id: 'p', on: '2026-01-10' })] } },
    spares: { PENALTY: { penalties: [penalty({ id: 'p', on: '2026-01-10', repairedOn: '2026-05-01' })] } },
  },
  { id: 'CLAIMS_AGAINST', fires: { COURT: claim(120_000_000n) }, spares: { COURT: claim(119_999_999n) } },
  {
    id: 'STAFF_DOWN_SALES_UP',
    fires: { TAX: taxFacts(lastMonths(3, 110_000_000n, 100_000_000n)), SOCIAL_SECURITY: staffFacts(lastMonths(3, 18, 20)) },
    spares: { TAX: taxFacts(lastMonths(3, 110_000_000n, 100_000_000n)), SOCIAL_SECURITY: staffFacts(lastMonths(3, 19, 20)) },
  },
  {
    id: 'SALES_FALLING',
    fires: { TAX: taxFacts(lastMonths(3, 90_000_000n, 100_000_000n)) },
    // The sum fell as far, but the newest month stands where it stood.
    spares: { TAX: taxFacts((_, index) => (index === 33 ? 60_000_000n : index === 34 ? 90_000_000n : 100_000_000n)) },
  },
  {
    id: 'POWER_FALLING',
    fires: { ELECTRICITY: utilityFacts(lastMonths(3, 10_000, 12_500)) },
    spares: { ELECTRICITY: utilityFacts(lastMonths(3, 10_001, 12_500)) },
  },
  {
    id: 'TAX_AGAINST_SALES',
    fires: {
      TAX: {
        ...taxFacts(lastMonths(12, 110_000_000n, 100_000_000n)),
        months: taxFacts(lastMonths(12, 110_000_000n, 100_000_000n)).months.map((row, at) => ({
          ...row,
          taxPaidFen: at >= 24 ? 1_600_000n : 2_000_000n,
        })),
      },
    },
    spares: { TAX: taxFacts(lastMonths(12, 110_000_000n, 100_000_000n)) },
  },
  {
    id: 'BILLS_LATE',
    fires: { ELECTRICITY: billsLateIn(['2025-12', '2026-02']) },
    spares: { ELECTRICITY: billsLateIn(['2025-11', '2026-02']) },
  },
  {
    id: 'ZERO_SALES_MONTHS',
    fires: { TAX: taxFacts((_, index) => (index >= 34 ? 0n : 100_000_000n)) },
    spares: { TAX: taxFacts((_, index) => (index >= 35 ? 0n : 100_000_000n)) },
  },
  {
    id: 'ONE_MONTH_CARRIES',
    fires: { TAX: taxFacts((_, index) => (index === 30 ? 880_000_000n : 120_000_000n)) },
    spares: { TAX: taxFacts((_, index) => (index === 30 ? 879_000_000n : 120_000_000n)) },
  },
  { id: 'OWNERS_CHANGE_OFTEN', fires: { REGISTRATION: changes(3) }, spares: { REGISTRATION: changes(2) } },
]

describe('an early sign', () => {
  it.each(table)('$id fires at its limit and not below it', ({ id, fires, spares }) => {
    expect(signOf(id, fires)).toMatchObject({ state: 'FIRED', lacking: [] })
    expect(signOf(id, fires).figures.length).toBeGreaterThan(0)
    expect(signOf(id, spares).state).toBe('CLEAR')
  })
  it('exists for every rule of the book, and every rule is in the table', () => {
    const rules = healthRulesOn(AS_OF).rules.map(({ id }) => id)
    expect(new Set(table.map(({ id }) => id))).toEqual(new Set(rules))
  })
  it('is unknown where its data are missing, and says which', () => {
    expect(signOf('SALES_FALLING', { TAX: undefined })).toMatchObject({ state: 'UNKNOWN', lacking: ['TAX'], figures: [] })
    expect(signOf('STAFF_DOWN_SALES_UP', { SOCIAL_SECURITY: undefined })).toMatchObject({ state: 'UNKNOWN' })
    expect(signOf('RECORDS_IN_FORCE', { COURT: undefined })).toMatchObject({ state: 'UNKNOWN', lacking: ['COURT'] })
  })
  it('of a record in one register is said although another is missing', () => {
    const facts = { COURT: undefined, PENALTY: { penalties: [penalty({ id: 'p', on: '2026-01-10' })] } }
    expect(signOf('RECORDS_IN_FORCE', facts).state).toBe('FIRED')
  })
  it('names the months and the figures that fired it', () => {
    const sign = signOf('SALES_DOWN_ARREARS_UP', table[0]?.fires)
    expect(sign.months).toEqual(['2026-01'])
    expect(sign.figures.slice(0, 3)).toEqual([
      { key: 'salesChange3m', value: -1_000, unit: 'BPS', from: '2026-03', to: '2026-05' },
      { key: 'socialMonthsLate', value: 1, unit: 'COUNT', from: '2025-12', to: '2026-05' },
      { key: 'socialMonthsEarlier', value: 0, unit: 'COUNT', from: '2025-06', to: '2025-11' },
    ])
  })
  it('is not read from months that are too old', () => {
    const tax = taxFacts(lastMonths(3, 1n, 100_000_000n))
    const old = { ...tax, months: tax.months.filter(({ month }) => month <= '2026-01') }
    expect(signOf('SALES_FALLING', { TAX: old })).toMatchObject({ state: 'UNKNOWN', lacking: ['TAX'] })
  })
})

describe('a health check', () => {
  it('of a steady firm finds no sign, and each check fits its schema', () => {
    const check = checkHealth(portraitOf())
    expect(check.signs.filter(({ state }) => state !== 'CLEAR')).toEqual([])
    expect(HealthCheck.parse(JSON.parse(JSON.stringify(check)))).toEqual(check)
  })
  it('ranks strengths and weaknesses by their distance from neutral, five at most', () => {
    const { strengths, weaknesses } = checkHealth(portraitOf({ TAX: taxWith({ arrearsFen: 50_000_000n }) }))
    const far = (points: typeof strengths) => points.map((one) => Math.abs(one.points - one.neutral))
    expect(strengths.length).toBe(5)
    expect(far(strengths)).toEqual([...far(strengths)].sort((a, b) => b - a))
    expect(weaknesses[0]).toMatchObject({ indicatorId: 'tax.arrears', points: 0 })
  })
  it('is a function of the portrait alone: the order of the facts does not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 36, maxLength: 36 }), (sales) => {
        const tax = taxFacts((_, index) => BigInt(sales[index] ?? 0))
        const backwards = { ...tax, months: [...tax.months].reverse() }
        expect(checkHealth(portraitOf({ TAX: backwards }))).toEqual(checkHealth(portraitOf({ TAX: tax })))
      }),
      randomRuns('health checks of shuffled facts', 200),
    )
  })
  it('uses the rules of its day', () => {
    const [first] = healthRuleBooks
    if (!first) throw new Error('no book')
    const later = { version: 'LATER', validFrom: '2026-12-01', rules: [] }
    expect(healthRulesOn('2026-11-30', [first, later]).version).toBe('HEALTH-2026.1')
    expect(healthRulesOn('2026-12-01', [first, later]).version).toBe('LATER')
    expect(healthRulesOn('2020-01-01', [first, later]).version).toBe('HEALTH-2026.1')
  })
})

describe('a place among peers', () => {
  const quantiles = [10, 25, 50, 75, 90]
  it.each([
    [95, 'HIGHER', 'BEST_TENTH'],
    [90, 'HIGHER', 'BEST_TENTH'],
    [89, 'HIGHER', 'BEST_QUARTER'],
    [60, 'HIGHER', 'UPPER_HALF'],
    [50, 'HIGHER', 'LEVEL'],
    [40, 'HIGHER', 'LOWER_HALF'],
    [25, 'HIGHER', 'LAST_QUARTER'],
    [10, 'HIGHER', 'LAST_TENTH'],
    [5, 'LOWER', 'BEST_TENTH'],
    [26, 'LOWER', 'UPPER_HALF'],
    [90, 'LOWER', 'LAST_TENTH'],
    [50, 'NEUTRAL', null],
  ] as const)('%i, %s is better: %s', (own, direction, place) => {
    expect(placeAmong(own, quantiles, direction)).toBe(place)
  })
  it('is level with peers that are all alike', () => {
    expect(placeAmong(0, [0, 0, 0, 0, 0], 'LOWER')).toBe('LEVEL')
  })
})
