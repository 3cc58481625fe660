import { describe, expect, it } from 'vitest'
import { dimensions, indicatorCatalogue, indicatorIds } from '../schema'
import { AS_OF, monthsAgo, penalty, registrationFacts, sampleFacts, staffFacts, taxFacts, utilityFacts } from './facts.fixture'
import { knownOn } from './known'
import { growthBps, ratioBps, volatilityBps } from './measure'
import { readIndicators } from './read-indicators'
import { change, figure, read, recordsOf } from './readings.fixture'

describe('ratios', () => {
  it('round so that no threshold is passed that the exact ratio misses', () => {
    expect(ratioBps(1n, 3n, 'DOWN')).toBe(3333)
    expect(ratioBps(1n, 3n, 'UP')).toBe(3334)
    expect(ratioBps(-1n, 3n, 'DOWN')).toBe(-3334)
    expect(ratioBps(1n, 4n, 'UP')).toBe(2500)
  })
  it('have no value without a positive base, and are held between −100 % and +1,000 %', () => {
    expect(ratioBps(5n, 0n, 'DOWN')).toBeNull()
    expect(ratioBps(5n, -1n, 'DOWN')).toBeNull()
    expect(ratioBps(500n, 1n, 'DOWN')).toBe(100_000)
    expect(ratioBps(-500n, 1n, 'DOWN')).toBe(-10_000)
  })
  it('measure growth and volatility exactly', () => {
    expect(growthBps([100n, 100n, 150n, 100n])).toBe(2500)
    expect(growthBps([0n, 0n, 1n, 1n])).toBeNull()
    expect(volatilityBps([5n, 5n, 5n])).toBe(0)
    // Mean 10, deviations 10 and 10: mean absolute deviation 10 of 10.
    expect(volatilityBps([0n, 20n])).toBe(10_000)
  })
})

describe('the catalogue', () => {
  it('names at least 60 indicators over eight dimensions, each with a source', () => {
    expect(indicatorIds.length).toBeGreaterThanOrEqual(60)
    expect(new Set(indicatorIds.map((id) => indicatorCatalogue[id].dimension)).size).toBe(dimensions.length)
    expect(indicatorIds.filter((id) => indicatorCatalogue[id].sources.length === 0)).toEqual([])
  })
  it('reads a firm with everything on file without a gap', () => {
    const missing = readIndicators(knownOn(sampleFacts(), AS_OF), '2026.2').flatMap((one) =>
      one.state === 'MISSING' ? [`${one.id} ${one.reason}`] : [],
    )
    // Steady figures correlate with nothing, a clean firm has no record to age, and who never bid won no share of bids.
    expect(missing).toEqual([
      'utilities.salesPowerCorrelation24m NO_BASE',
      'compliance.newestRecordMonths NOT_APPLICABLE',
      'capability.bidWinRate24m NOT_APPLICABLE',
    ])
  })
  it.each(indicatorIds)('%s is missing, never zero, when a source of it is absent', (id) => {
    for (const source of indicatorCatalogue[id].sources) {
      expect(read(id, { [source]: undefined })).toEqual({ id, state: 'MISSING', reason: 'NO_SOURCE', classes: [source] })
    }
  })
})

describe('operation and tax', () => {
  const doubled = taxFacts((_, index) => (index >= 24 ? 200_000_000n : 100_000_000n))
  it('sums twelve months and compares them with the twelve before', () => {
    expect(figure('tax.taxableSales12m', { TAX: doubled })).toBe(2_400_000_000)
    expect(figure('tax.taxPaid12m', { TAX: doubled })).toBe(48_000_000)
    expect(figure('operation.salesGrowth12m', { TAX: doubled })).toBe(10_000)
    expect(figure('operation.salesGrowth3m', { TAX: doubled })).toBe(10_000)
    expect(figure('tax.taxPaidGrowth12m', { TAX: doubled })).toBe(10_000)
    expect(figure('tax.taxBurden12m', { TAX: doubled })).toBe(200)
  })
  it('shows the window it looked over and the months that count', () => {
    const feed = taxFacts(() => 100n)
    const months = change(feed, { '2026-02': { declaredSalesFen: 0n }, '2026-03': { declaredOn: '2026-05-01' } })
    const TAX = { ...feed, months }
    expect(read('tax.zeroDeclarationMonths12m', { TAX })).toEqual({
      id: 'tax.zeroDeclarationMonths12m',
      state: 'KNOWN',
      value: 1,
      evidence: [{ dataClass: 'TAX', from: '2025-06', to: '2026-05', records: ['2026-02'] }],
    })
    expect(recordsOf('tax.lateFilings12m', { TAX })).toEqual(['2026-03'])
    expect(figure('operation.salesVolatility12m', { TAX })).toBe(1667)
  })
  it('tells a month that was not filed from one declared as zero', () => {
    const feed = taxFacts(() => 100n)
    const TAX = { ...feed, months: change(feed, { '2026-01': { declaredOn: null, declaredSalesFen: 0n } }) }
    expect([figure('tax.unfiledMonths12m', { TAX }), figure('tax.zeroDeclarationMonths12m', { TAX })]).toEqual([1, 0])
  })
  it('does not hold a filing late before it is due', () => {
    const feed = taxFacts(() => 100n)
    const TAX = { ...feed, months: change(feed, { '2026-05': { declaredOn: null } }) }
    expect(figure('tax.unfiledMonths12m', { TAX }, '2026-06-15')).toBe(0)
    expect(figure('tax.unfiledMonths12m', { TAX }, '2026-06-16')).toBe(1)
  })
  it('reads the newest grade and the unbroken good years', () => {
    const TAX = taxFacts(() => 100n)
    expect([figure('tax.grade', { TAX }), figure('tax.goodGradeYears', { TAX })]).toEqual([5, 2])
    expect(figure('tax.grade', { TAX: { ...TAX, grades: [{ year: 2023, grade: 'A' }] } })).toBe('STALE')
    expect(figure('tax.grade', { TAX: { ...TAX, grades: [{ year: 2026, grade: 'A' }] } })).toBe('TOO_SHORT')
    const broken = { ...TAX, grades: [...TAX.grades.slice(0, 1), { year: 2023, grade: 'A' as const }] }
    expect(figure('tax.goodGradeYears', { TAX: broken })).toBe(1)
  })
  it('divides sales by heads and by kilowatt-hours over the same months', () => {
    expect(figure('operation.salesPerHead12m')).toBe(60_000_000)
    expect(figure('operation.salesPerKwh12m')).toBe(8_000)
    expect(figure('operation.salesPerHead12m', { SOCIAL_SECURITY: staffFacts(() => 0) })).toBe('NO_BASE')
    expect(figure('operation.salesPeakShare12m')).toBe(834)
  })
})

describe('windows', () => {
  const monthly = (count: number) => ({ TAX: taxFacts(() => 100n, count) })
  it('need every month: twelve are enough, eleven are too short', () => {
    expect(figure('tax.taxableSales12m', monthly(12))).toBe(1200)
    expect(figure('tax.taxableSales12m', monthly(11))).toBe('TOO_SHORT')
    expect(figure('operation.salesGrowth12m', monthly(23))).toBe('TOO_SHORT')
  })
  it('say when a month inside is not on file', () => {
    const feed = taxFacts(() => 100n)
    const TAX = { ...feed, months: feed.months.filter((row) => row.month !== '2026-01') }
    expect(figure('tax.taxableSales12m', { TAX })).toBe('GAP')
  })
  it('may end three months back, and are stale after', () => {
    const until = (last: string) => {
      const feed = taxFacts(() => 100n)
      return { TAX: { ...feed, months: feed.months.filter((row) => row.month <= last) } }
    }
    expect(figure('tax.taxableSales12m', until('2026-02'))).toBe(1200)
    expect(figure('tax.taxableSales12m', until('2026-01'))).toBe('STALE')
  })
  it('refuse two rows for one month', () => {
    const feed = taxFacts(() => 100n)
    const TAX = { ...feed, months: [...feed.months, ...feed.months.slice(-1)] }
    expect(() => read('tax.taxableSales12m', { TAX })).toThrow(RangeError)
  })
})

describe('social security', () => {
  it('measures level, trend, wage base and arrears', () => {
    const feed = staffFacts((_, index) => (index >= 24 ? 21 : 20))
    const months = change(feed, { '2026-04': { inArrears: true }, '2024-07': { inArrears: true } })
    const facts = { SOCIAL_SECURITY: { ...feed, months } }
    expect(figure('social.insuredHeadcount', facts)).toBe(21)
    expect(figure('social.averageHeadcount12m', facts)).toBe(21)
    expect(figure('social.headcountTrend12m', facts)).toBe(500)
    expect(figure('social.wageBasePerHead12m', facts)).toBe(500_000)
    expect(figure('social.wageBase12m', facts)).toBe(126_000_000)
    expect(recordsOf('social.arrearsMonths12m', facts)).toEqual(['2026-04'])
    expect(recordsOf('social.arrearsMonths24m', facts)).toEqual(['2024-07', '2026-04'])
  })
})

describe('utilities by the formulas of reference 4.19', () => {
  const power = (quantity: (month: string, index: number) => number) => ({ ELECTRICITY: utilityFacts(quantity) })
  it('capacity score = (INT(mean ÷ 1,000) + 1) × 10', () => {
    expect(
      figure(
        'utilities.capacityScore',
        power(() => 12_500),
      ),
    ).toBe(130)
    expect(
      figure(
        'utilities.capacityScore',
        power(() => 999),
      ),
    ).toBe(10)
    expect(
      figure(
        'utilities.capacityScore',
        power(() => 1000),
      ),
    ).toBe(20)
  })
  it('utilisation = the month ÷ the peak of the twelve before', () => {
    const facts = power((month) => (month === '2026-05' ? 600 : month === '2025-08' ? 1000 : 500))
    expect(figure('utilities.capacityUtilisation', facts)).toBe(6000)
    expect(recordsOf('utilities.capacityUtilisation', facts)).toEqual(['2025-08', '2026-05'])
  })
  it('growth = (last 12 − the 12 before) ÷ the 12 before', () => {
    expect(
      figure(
        'utilities.capacityGrowth12m',
        power((_, index) => (index >= 24 ? 900 : 1000)),
      ),
    ).toBe(-1000)
  })
  it('counts bills paid in time, leaving out those not yet due', () => {
    const feed = utilityFacts(() => 100)
    const edits = { '2026-05': { dueOn: '2026-06-20', paidOn: null }, '2026-04': { paidOn: '2026-05-16' } }
    const facts = { WATER: { ...feed, months: change(feed, edits) } }
    expect(figure('utilities.waterOnTimePayment12m', facts)).toBe(9090)
    expect(figure('utilities.waterOnTimePayment12m', facts, '2026-06-21')).toBe(8333)
  })
  it('counts months without power', () => {
    expect(
      recordsOf(
        'utilities.idleMonths12m',
        power((month) => (month === '2026-01' ? 0 : 5)),
      ),
    ).toEqual(['2026-01'])
  })
})

describe('stability', () => {
  it('counts full months of age to the day, clipped to the month’s end', () => {
    const aged = (foundedOn: string, asOf: string) =>
      figure('stability.ageMonths', { REGISTRATION: { ...registrationFacts, foundedOn } }, asOf)
    expect(aged('2024-06-20', AS_OF)).toBe(24)
    expect(aged('2024-06-21', AS_OF)).toBe(23)
    expect(aged('2026-03-31', '2026-04-30')).toBe(1)
  })
  it('counts changes of 24 months, kind by kind', () => {
    const kind = 'LEGAL_REPRESENTATIVE' as const
    const changes = [monthsAgo(24), monthsAgo(23), '2026-06-21'].map((on) => ({ on, kind }))
    const facts = { REGISTRATION: { ...registrationFacts, changes: [...changes, { on: AS_OF, kind: 'ADDRESS' as const }] } }
    expect(recordsOf('stability.representativeChanges24m', facts)).toEqual([`${monthsAgo(23)} LEGAL_REPRESENTATIVE`])
    expect(figure('stability.addressChanges24m', facts)).toBe(1)
    expect(figure('stability.shareholderChanges24m', facts)).toBe(0)
  })
  it('does not ask a sole trader for capital', () => {
    const soleTrader = { REGISTRATION: { ...registrationFacts, legalForm: 'SOLE_TRADER' as const } }
    expect(figure('stability.paidInShare', soleTrader)).toBe('NOT_APPLICABLE')
    expect(figure('stability.paidInShare')).toBe(4000)
  })
})

describe('compliance', () => {
  it('counts penalties in force by severity; a repaired one is gone (oracle 14)', () => {
    const penalties = [
      penalty({ id: 'general', on: '2026-01-10', amountFen: 500_000n }),
      penalty({ id: 'serious', on: '2026-05-10', severity: 'SERIOUS' }),
      penalty({ id: 'repaired', on: '2026-01-10', amountFen: 900_000n, repairedOn: '2026-06-20' }),
      penalty({ id: 'repaired-later', on: '2026-01-12', repairedOn: '2026-06-21' }),
      penalty({ id: 'lapsed', on: '2025-06-20' }),
      penalty({ id: 'future', on: '2026-06-21' }),
    ]
    const facts = { PENALTY: { penalties } }
    expect(recordsOf('compliance.generalPenalties', facts)).toEqual(['general', 'repaired-later'])
    expect(recordsOf('compliance.seriousPenalties', facts)).toEqual(['serious'])
    expect(figure('compliance.penaltyAmount', facts)).toBe(500_000)
  })
  it('counts cases as defendant, not as plaintiff', () => {
    const court = (id: string, on: string, role: 'DEFENDANT' | 'PLAINTIFF', closedOn: string | null) => ({
      id,
      on,
      role,
      cause: '买卖合同纠纷',
      amountFen: 1000n,
      closedOn,
    })
    const cases = [
      court('open', '2023-01-01', 'DEFENDANT', null),
      court('closed', '2026-01-01', 'DEFENDANT', '2026-03-01'),
      court('ours', '2026-01-01', 'PLAINTIFF', null),
    ]
    const facts = { COURT: { cases, defaulterEntries: [] } }
    expect(recordsOf('compliance.defendantCases24m', facts)).toEqual(['closed'])
    expect(recordsOf('compliance.openDefendantCases', facts)).toEqual(['open'])
    expect(figure('compliance.openDefendantAmount', facts)).toBe(1000)
  })
})
