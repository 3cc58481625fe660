import { describe, expect, it } from 'vitest'
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
const scored = ['score', 'grade', 'confidenceBps', 'scoreInterval', 'dimensions']

describe('a portrait for a reader', () => {
  it('has the score where the consent covers every class that the card reads (control)', () => {
    const { summary, uncovered } = trimForReader(portrait, read, card)
    expect(summary).toMatchObject({ score: portrait.score, grade: portrait.grade })
    expect(uncovered).toEqual([])
    expect(fieldsFor(read, card)).toContain('score')
  })

  it.each(read)('withholds the score, and nothing that is covered, without %s', (lacking) => {
    const granted = read.filter((one) => one !== lacking)
    const trimmed = trimForReader(portrait, granted, card)
    expect(trimmed.summary).toBeNull()
    expect(trimmed.uncovered).toEqual([lacking])
    for (const field of scored) expect(trimmed).not.toHaveProperty(field)
    const covered = portrait.factors.filter(
      ({ indicatorId }) => !indicatorCatalogue[indicatorId].sources.some((one) => one === lacking),
    )
    expect(trimmed.factors).toEqual(covered)
    expect(covered.length).toBeGreaterThan(0)
    for (const field of ['score', 'grade', 'dimensions']) expect(fieldsFor(granted, card)).not.toContain(field)
  })

  it('tells a reader without a class nothing of it: what was read of it may be anything', () => {
    const granted = read.filter((one) => one !== 'TAX')
    const other = buildPortrait(sampleFacts({ TAX: taxFacts((_, at) => BigInt(at) * 7_000_000n) }), card, AS_OF)
    expect(other.score).not.toBe(portrait.score)
    expect(trimForReader(other, granted, card)).toEqual(trimForReader(portrait, granted, card))
    expect(uncoveredBy(granted, card)).toEqual(['TAX'])
  })
})
