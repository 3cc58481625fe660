import { describe, expect, it } from 'vitest'
import { addDays } from '@/server/kernel/dates'
import { AS_OF, registrationFacts, staffFacts, taxFacts, utilityFacts } from '../facts.fixture'
import { type Known, knownOn } from '../known'
import { questionsAbout } from '../questions'
import { burdenAskedSince, burdenQuestion } from './burden'
import { normOf } from './norms'
import { storyOf } from './story'

const inForce = (known: Known): Known => ({ ...known, asOf: burdenAskedSince })
const SALES = 100_000_000n

/** Two years of even sales at 2 % tax; in the last `count` months `salesBps` of them is declared at `taxBps` of the tax. */
function firm(count: number, salesBps: bigint, taxBps: bigint, without: 'ELECTRICITY' | null = null): Known {
  const isLate = (at: number) => at >= 24 - count
  const tax = taxFacts((_, at) => (isLate(at) ? (SALES * salesBps) / 10_000n : SALES), 24)
  const paid = tax.months.map((row, at) => ({ ...row, taxPaidFen: isLate(at) ? (2_000_000n * taxBps) / 10_000n : 2_000_000n }))
  const power = without ? {} : { ELECTRICITY: utilityFacts(() => 20_000, 24) }
  const facts = { REGISTRATION: registrationFacts, TAX: { ...tax, months: paid }, SOCIAL_SECURITY: staffFacts(() => 20, 24) }
  return inForce(knownOn({ ...facts, ...power }, AS_OF))
}
const asked = (known: Known) => {
  const norm = normOf(registrationFacts.industry)
  if (!norm) throw new Error('the sample firm has no norm')
  return burdenQuestion(known, storyOf(known, norm))
}

describe('tax paid on declared sales', () => {
  it('is asked about where sales rise by a third in one month, their tax by a twentieth, and power not at all', () => {
    // 1.05 × 2 % ÷ 1.3333 of 2 %: 78.75 % of the usual rate, 26,666 parts lost to whole fen.
    expect(asked(firm(1, 13_333n, 10_500n))).toEqual({
      code: 'SALES_ABOVE_TAX',
      windowMonths: 24,
      months: ['2026-05'],
      burdenRatioBps: 7_875,
    })
    expect(asked(firm(3, 20_000n, 11_500n))?.months).toEqual(['2026-03', '2026-04', '2026-05'])
  })
  it('is not asked about where tax follows sales, falls by less than a tenth, or rises', () => {
    expect(asked(firm(1, 13_333n, 13_333n))).toBeNull()
    expect(asked(firm(1, 11_000n, 10_000n))).toBeNull()
    expect(asked(firm(1, 13_333n, 20_000n))).toBeNull()
  })
  it('says nothing by months without tax, by too few others, or before the day from which it binds', () => {
    expect(asked(firm(3, 20_000n, 0n))).toBeNull()
    const lying = firm(1, 13_333n, 10_500n)
    const { TAX } = lying.facts
    const newest = (count: number) => ({
      ...lying,
      facts: { ...lying.facts, TAX: TAX && { ...TAX, months: TAX.months.slice(-count) } },
    })
    expect([asked(newest(7)), asked(newest(8))?.months]).toEqual([null, ['2026-05']])
    expect(asked({ ...lying, asOf: addDays(burdenAskedSince, -1) })).toBeNull()
  })
  it('needs a fall by a fifth where no electricity is on file', () => {
    expect(asked(firm(1, 12_000n, 10_300n, 'ELECTRICITY'))).toBeNull()
    expect(asked(firm(1, 12_000n, 10_300n))).not.toBeNull()
    expect(asked(firm(1, 13_333n, 10_500n, 'ELECTRICITY'))).toMatchObject({ burdenRatioBps: 7_875 })
  })
  it('is not asked about where electricity rose more than sales', () => {
    const known = firm(1, 13_333n, 10_500n)
    const ELECTRICITY = utilityFacts((month) => (month === '2026-05' ? 40_000 : 20_000), 24)
    expect(asked({ ...known, facts: { ...known.facts, ELECTRICITY } })).toBeNull()
  })
  it('of a firm whose rate always swings a single low month is nothing', () => {
    const known = firm(1, 13_333n, 10_500n)
    const months = known.facts.TAX?.months.map((row, at) => ({
      ...row,
      taxPaidFen: (row.taxPaidFen * (at % 2 ? 15n : 10n)) / 10n,
    }))
    if (!known.facts.TAX || !months) throw new Error('the sample firm pays tax')
    expect(asked({ ...known, facts: { ...known.facts, TAX: { ...known.facts.TAX, months } } })).toBeNull()
  })
  it('is one question beside the story, and moves no figure', () => {
    const codes = questionsAbout(firm(1, 13_333n, 10_500n), '2026.4').questions.map(({ code }) => code)
    expect(codes).toEqual(['SALES_ABOVE_TAX'])
    expect(questionsAbout(firm(1, 13_333n, 10_500n), '2026.1').questions).toEqual([])
  })
})
