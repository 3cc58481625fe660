import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { grades, type PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { type CardTerms, termFaults } from './card-terms'
import { shippedCard } from './expert-card'
import { AS_OF, penalty, sampleFacts, taxFacts } from './facts.fixture'
import { isBesideScore, keepsAxesApart, scoreCards } from './score-card'

const drawn = (facts: PortraitFacts, terms: CardTerms = shippedCard) =>
  buildPortrait(facts, { ...terms, validFrom: '2026-01-01' }, AS_OF)

const listing = { authority: '市场监督管理局', listedOn: '2026-02-01', removedOn: null }
const clean = sampleFacts({ LIST: { entries: [{ ...listing, id: 'good', list: 'TRUSTWORTHY' }], evaluations: [] } })
/** The same firm, with everything against it that stands beside the score. */
const marked = sampleFacts({
  TAX: { ...taxFacts(() => 100_000_000n), grades: [{ year: 2025, grade: 'D' }] },
  PENALTY: {
    penalties: [
      penalty({ id: 'a', on: '2026-05-10', severity: 'SERIOUS', amountFen: 90_000_000n }),
      penalty({ id: 'b', on: '2026-04-10' }),
      penalty({ id: 'c', on: '2026-05-30', severity: 'MINOR' }),
    ],
  },
  COURT: {
    cases: [{ id: 's', on: '2026-03-01', role: 'DEFENDANT', cause: '买卖合同纠纷', amountFen: 5_000_000n, closedOn: null }],
    defaulterEntries: [{ id: 'd', listedOn: '2026-03-03', removedOn: null }],
  },
  LIST: {
    entries: [
      { ...listing, id: 'l', list: 'SERIOUS_VIOLATION' },
      { ...listing, id: 'm', list: 'ABNORMAL_OPERATION' },
    ],
    evaluations: [{ year: 2025, level: 'POOR', authority: '市公共信用信息中心', evaluatedOn: '2026-05-12' }],
  },
})
const scoreOf = (facts: PortraitFacts, terms?: CardTerms) => {
  const { score, grade, confidenceBps, scoreInterval, dimensions, factors } = drawn(facts, terms)
  return { score, grade, confidenceBps, scoreInterval, dimensions, factors }
}

describe('the card that comes with the release', () => {
  it('runs from 300 to 850, is monotone, and may be tried and published', () => {
    expect(termFaults(shippedCard)).toEqual([])
  })
  it('scores two firms alike that differ in records, lists, suits and grades alone; those stand beside the score', () => {
    expect(scoreOf(marked)).toEqual(scoreOf(clean))
    const [one, other] = [drawn(clean), drawn(marked)]
    expect([one.gates, one.legal]).toEqual([[], []])
    expect(other.gates).toHaveLength(4)
    expect(other.legal).toHaveLength(6)
    expect(other.evaluations?.map(({ kind, value }) => [kind, value])).toEqual([
      ['TAX_GRADE', 'D'],
      ['PUBLIC_EVALUATION', 'POOR'],
    ])
    expect(keepsAxesApart(shippedCard)).toBe(true)
  })

  const merging = scoreCards[0]?.factors.filter(({ indicatorId }) => isBesideScore(indicatorId)) ?? []
  it('control: with any factor of the former card that reads them it would not, and could not be added', () => {
    expect(merging).toHaveLength(11)
    for (const factor of merging) {
      const merged = { ...shippedCard, factors: [...shippedCard.factors, factor] }
      if (factor.indicatorId !== 'tax.goodGradeYears' && factor.indicatorId !== 'compliance.trustworthyListings')
        expect(scoreOf(marked, merged).score, factor.indicatorId).toBeLessThan(scoreOf(clean, merged).score)
      expect(scoreOf(marked, merged).factors, factor.indicatorId).not.toEqual(scoreOf(clean, merged).factors)
      expect(termFaults(merged)).toContain(`${factor.indicatorId}: stands beside the score, and is no factor of it`)
      expect(keepsAxesApart(merged)).toBe(false)
    }
  })

  it('gives the city every grade, and those worse off by their hidden health the worse ones', () => {
    const city = createCity({ seed: 610_800, enterprises: 450, asOf: '2026-10' })
    const firms = Array.from({ length: city.size }, (_, index) => {
      const body = buildPortrait(cityFacts(city, index), { ...shippedCard, validFrom: '2026-01-01' }, dayAfter(city))
      return { grade: body.grade, odds: city.truthOf(index).defaultProbability }
    })
    const means = grades.map((grade) => {
      const odds = firms.flatMap((firm) => (firm.grade === grade ? [firm.odds] : []))
      return { firms: odds.length, mean: odds.reduce((sum, one) => sum + one, 0) / odds.length }
    })
    for (const { firms: count } of means) expect(count).toBeGreaterThan(4)
    const rising = means.map(({ mean }) => mean)
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
  }, 30_000)
})
