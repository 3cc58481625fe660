import { describe, expect, it } from 'vitest'
import { monthsBetween } from '@/server/kernel/dates'
import { buildPortrait } from '../domain/build-portrait'
import { AS_OF, sampleFacts, taxFacts } from '../domain/facts.fixture'
import { type ScoreCard, scoreCards } from '../domain/score-card'
import { type DataClass, indicatorCatalogue } from '../schema'
import { fieldsFor, trimForReader, uncoveredBy } from './trim-for-reader'

const newest = scoreCards.at(-1)
if (!newest) throw new Error('there is no card')
const card: ScoreCard = newest
const portrait = buildPortrait(sampleFacts(), card, AS_OF)
const read = [...new Set<DataClass>(card.factors.flatMap(({ indicatorId }) => indicatorCatalogue[indicatorId].sources))]
const of = (classes: readonly DataClass[], lookbackMonths = 24) => ({ classes, lookbackMonths })
const scored = ['score', 'grade', 'confidenceBps', 'scoreInterval', 'dimensions']

describe('a portrait for a reader', () => {
  it('has the score where the consent covers every class that the card reads (control)', () => {
    const { summary, uncovered } = trimForReader(portrait, of(read), card)
    expect(summary).toMatchObject({ score: portrait.score, grade: portrait.grade })
    expect(uncovered).toEqual([])
    expect(fieldsFor(of(read), card)).toContain('score')
  })

  it.each(read)('withholds the score, and nothing that is covered, without %s', (lacking) => {
    const granted = read.filter((one) => one !== lacking)
    const trimmed = trimForReader(portrait, of(granted), card)
    expect(trimmed.summary).toBeNull()
    expect(trimmed.uncovered).toEqual([lacking])
    for (const field of scored) expect(trimmed).not.toHaveProperty(field)
    const covered = portrait.factors.filter(
      ({ indicatorId }) => !indicatorCatalogue[indicatorId].sources.some((one) => one === lacking),
    )
    expect(trimmed.factors).toEqual(covered)
    expect(covered.length).toBeGreaterThan(0)
    for (const field of ['score', 'grade', 'dimensions']) expect(fieldsFor(of(granted), card)).not.toContain(field)
  })

  it('tells a reader without a class nothing of it: what was read of it may be anything', () => {
    const granted = read.filter((one) => one !== 'TAX')
    const other = buildPortrait(sampleFacts({ TAX: taxFacts((_, at) => BigInt(at) * 7_000_000n) }), card, AS_OF)
    expect(other.score).not.toBe(portrait.score)
    expect(trimForReader(other, of(granted), card)).toEqual(trimForReader(portrait, of(granted), card))
    expect(uncoveredBy(granted, card)).toEqual(['TAX'])
  })

  it('has no month, no figure and no score that look further back than was granted', () => {
    const [year, two] = [12, 24].map((months) => trimForReader(portrait, of(read, months), card))
    if (!year || !two) throw new Error('two readers')
    expect(two.months).toEqual(portrait.months)
    expect(two.beyond).toEqual([])
    expect(two.summary).not.toBeNull()

    expect(year.months).toEqual(portrait.months.slice(12))
    expect(year.summary).toBeNull()
    expect(year.uncovered).toEqual([])
    expect(year.triangulation).toBeUndefined()
    const longer = two.indicators.filter(({ id }) => indicatorCatalogue[id].windowMonths > 12).map(({ id }) => id)
    expect(longer).toContain('operation.salesGrowth12m')
    expect(year.beyond).toEqual(longer)
    expect(year.indicators).toEqual(two.indicators.filter(({ id }) => !longer.includes(id)))
    expect(year.factors.map(({ indicatorId }) => indicatorId).filter((id) => longer.includes(id))).toEqual([])
    const seen = year.indicators.flatMap((one) => (one.state === 'KNOWN' ? one.evidence : []))
    expect(seen.filter(({ from, to }) => from && to && monthsBetween(from, to) >= 12)).toEqual([])

    const named = fieldsFor(of(read, 12), card)
    expect(named).not.toContain('score')
    expect(named.filter((field) => longer.some((id) => field === `indicators.${id}`))).toEqual([])
    expect(fieldsFor(of(read), card)).toContain(`indicators.${longer[0]}`)
  })
})
