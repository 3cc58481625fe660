import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { randomRuns } from '@/tests/random-runs'
import { catalogueVersions, grades, type IndicatorId, indicatorIds, type PortraitFacts } from '../../schema'
import { buildPortrait } from '../build-portrait'
import type { CardTerms } from '../card-terms'
import { shippedCard } from '../expert-card'
import { AS_OF, sampleFacts, taxFacts } from '../facts.fixture'
import { agingSourcesOf } from '../freshness'
import { gatesInForce } from '../gates'
import { knownOn } from '../known'
import { readIndicators } from '../read-indicators'
import { scoreIndicators } from '../score'
import { scoreCards } from '../score-card'
import { todayOf } from './calendar'
import { compileCard } from './compiled-card'
import { type Figures, packedIndicators } from './figures'
import { agingClasses, gateBit, LENGTH_BYTES } from './layout'
import { packFacts, rowOf } from './pack'
import { anyCard, factsAbout, lookedAt } from './random-facts.fixture'
import { blockOf, FIRM_START, FirmReader, scoreBlock } from './score-block'

const standing = { score: 300, grade: 'E', gates: [] } as const
const card = scoreCards.at(-1) as CardTerms
const firmId = Uint8Array.from({ length: 16 }, (_, at) => at)

const compiled = (terms: CardTerms) => {
  const made = compileCard(terms)
  if (!made) throw new RangeError('the card scores by what is not packed')
  return made
}

/** One firm read by the kernel; `alter` may put its figures wrong before they are compared. */
function byKernel(facts: PortraitFacts, terms: CardTerms, asOf: string, alter: (figures: Figures) => void = () => {}) {
  const rows = packFacts(facts, { ...standing, gates: [] })
  if (!rows) throw new RangeError('not packed')
  const block = blockOf(firmId, rowOf(rows))
  const reader = new FirmReader(new DataView(block.buffer), compiled(terms), todayOf(asOf))
  reader.read(FIRM_START, block.length)
  alter(reader.figures)
  const { scored, bars, figures } = reader
  const { score, grade, low, high, confidenceBps } = scored
  return {
    figures: Object.fromEntries(
      packedIndicators.map((id) => {
        const reading = figures.reading(id)
        return [id, reading.state === 'KNOWN' ? reading.value + 0 : reading.reason]
      }),
    ),
    score,
    grade: grades[grade],
    low,
    high,
    confidenceBps,
    points: [...scored.points],
    reasons: [...scored.reasons.subarray(0, scored.reasonCount)].map((factor) => terms.factors[factor]?.indicatorId),
    gates: bars.gates,
    gateCount: bars.count,
  }
}

/** The same by the functions that draw a portrait with its evidence: the truth. */
function byPortrait(facts: PortraitFacts, terms: CardTerms, asOf: string) {
  const known = knownOn(facts, asOf)
  const { catalogue = '2026.1' } = terms
  const packed: readonly string[] = packedIndicators
  const all = readIndicators(known, catalogue > '2026.2' ? catalogue : '2026.2').filter(({ id }) => packed.includes(id))
  const scored = scoreIndicators(readIndicators(known, terms.catalogue ?? '2026.1'), { ...terms, validFrom: '' })
  const { factors, score, grade, confidenceBps, scoreInterval } = scored
  const gates = gatesInForce(known)
  return {
    figures: Object.fromEntries(all.map((one) => [one.id, one.state === 'KNOWN' ? one.value + 0 : one.reason])),
    score,
    grade,
    low: scoreInterval.low,
    high: scoreInterval.high,
    confidenceBps,
    points: factors.map(({ points }) => points),
    reasons: factors
      .filter(({ effect }) => effect === 'HURTS')
      .sort((a, b) => a.points - a.neutral - (b.points - b.neutral))
      .slice(0, 4)
      .map(({ indicatorId }) => indicatorId),
    gates: gates.reduce((bits, { code }) => bits | gateBit(code), 0),
    gateCount: gates.length,
  }
}

const city = createCity({ seed: 4711, enterprises: 50, asOf: '2026-09' })
const cityCases = Array.from({ length: city.size }, (_, index) => cityFacts(city, index))

const anyCase = lookedAt.chain((asOf) => fc.record({ facts: factsAbout(asOf), asOf: fc.constant(asOf), terms: anyCard }))

describe('packed series', () => {
  it('give the very figures, score, reasons and bars of the portrait, for any firm, day and card', () => {
    const property = fc.property(anyCase, ({ facts, asOf, terms }) => {
      expect(byKernel(facts, terms, asOf)).toEqual(byPortrait(facts, terms, asOf))
    })
    fc.assert(property, randomRuns('packed series', 4_000))
  }, 240_000)

  it('do so for the firms of a city, on days years apart, by the card of the release too, whose figures age', () => {
    const issuedOn = Object.fromEntries(agingClasses.map((one, at) => [one, at % 4 === 0 ? '2026-10-25' : dayAfter(city)]))
    for (const asOf of [dayAfter(city), '2026-11-05', '2027-02-28'])
      for (const [at, facts] of cityCases.entries()) {
        const terms = at % 2 === 0 ? card : shippedCard
        const dated = { ...facts, issuedOn }
        expect(byKernel(dated, terms, asOf)).toEqual(byPortrait(dated, terms, asOf))
      }
    const [facts = {}] = cityCases
    const old = byKernel({ ...facts, issuedOn }, shippedCard, '2027-02-28')
    expect(old.confidenceBps).toBeLessThan(byKernel(facts, shippedCard, '2027-02-28').confidenceBps)
  })

  it('without the days of the answers, as rows from before are, age by their months alone', () => {
    const [facts = {}] = cityCases
    const rows = packFacts({ ...facts, issuedOn: { REGISTRATION: '2020-01-01' } }, { ...standing, gates: [] }) ?? []
    const [own, ...others] = rows
    if (!own) throw new RangeError('not packed')
    const body = own.body.slice(0, own.body.length - 2 * agingClasses.length)
    new DataView(body.buffer).setUint32(0, body.length, true)
    const block = blockOf(firmId, rowOf([{ ...own, body }, ...others]))
    const reader = new FirmReader(new DataView(block.buffer), compiled(shippedCard), todayOf(AS_OF))
    reader.read(FIRM_START, block.length)
    expect(reader.scored.score).toBe(byPortrait(facts, shippedCard, AS_OF).score)
  })

  // The control: a figure of the kernel that is wrong is found, whichever it is.
  const sampled = fc.sample(anyCase, { numRuns: 100, seed: 7 })
  it.each(packedIndicators)('would be found wrong in %s', (id: IndicatorId) => {
    const at = packedIndicators.indexOf(id)
    const wrong = (figures: Figures) => {
      if (figures.missing[at] === 0) figures.put(at, (figures.values[at] ?? 0) + 1)
    }
    const found = sampled.some(({ facts, asOf }) => {
      const truth = byPortrait(facts, card, asOf).figures[id]
      return truth !== byKernel(facts, card, asOf, wrong).figures[id]
    })
    expect(found).toBe(true)
  })
})

it('holds all indicators that a card scores by, and a card that scores by another is not compiled', () => {
  expect(packedIndicators.length).toBeGreaterThanOrEqual(60)
  for (const one of [...scoreCards, shippedCard]) expect(compileCard(one)).not.toBeNull()
  const other = indicatorIds.find((id) => !packedIndicators.includes(id))
  const factors = other ? [{ indicatorId: other, neutral: 0, bins: [{ from: null, points: 1 }] }] : []
  expect(compileCard({ ...card, catalogue: '2026.2', factors })).not.toBeNull()
  const latest = catalogueVersions.at(-1) ?? '2026.2'
  expect(compileCard({ ...card, catalogue: latest, factors }) === null).toBe(other !== undefined)
})

it('keeps the day of every answer that a packed figure ages with', () => {
  const asked = packedIndicators.flatMap(agingSourcesOf)
  expect([...new Set(asked)].filter((one) => !agingClasses.some((kept) => kept === one))).toEqual([])
  expect(asked.length).toBeGreaterThan(30)
})

describe('a block of firms', () => {
  const facts = cityCases.slice(0, 40)
  const asOf = dayAfter(city)
  const portraits = facts.map((one) => buildPortrait(one, { ...card, validFrom: '2026-01-01' }, asOf))
  const idAt = (at: number) => Uint8Array.from({ length: 16 }, (_, byte) => (byte === 15 ? at : 0))
  const blockAt = (of: (at: number) => (typeof portraits)[number]) => {
    const blocks = facts.map((one, at) => blockOf(idAt(at), rowOf(packFacts(one, of(at)) ?? [])))
    return new Uint8Array(Buffer.concat(blocks))
  }
  const portraitAt = (at: number) => {
    const portrait = portraits[at]
    if (!portrait) throw new RangeError(`no portrait ${at}`)
    return portrait
  }

  it('is scored firm by firm, and nobody has moved whose portrait says the same', () => {
    const result = scoreBlock(blockAt(portraitAt), compiled(card), todayOf(asOf))
    expect([...result.score]).toEqual(portraits.map(({ score }) => score))
    expect([...result.grade].map((grade) => grades[grade])).toEqual(portraits.map(({ grade }) => grade))
    expect(result.ids.subarray(16 * 7, 16 * 8)).toEqual(idAt(7))
    expect([...result.moved]).toEqual(portraits.map(() => 0))
  })

  it('has every figure that a factor of its card asks for', () => {
    const block = blockAt(portraitAt)
    for (const indicatorId of packedIndicators) {
      const bins = [
        { from: null, points: 10 },
        { from: 1, points: 50 },
      ]
      const one = compiled({ ...card, factors: [{ indicatorId, neutral: 30, bins }] })
      const reader = new FirmReader(new DataView(block.buffer), one, todayOf(asOf))
      let at = 0
      const scores = facts.map(() => {
        const end = at + FIRM_START + new DataView(block.buffer).getUint32(at + FIRM_START - 4)
        reader.read(at + FIRM_START, end)
        at = end
        return reader.scored.score
      })
      expect([...scoreBlock(block, one, todayOf(asOf)).score], indicatorId).toEqual(scores)
    }
  })

  it('tells who has moved: by score, by grade, by bars', () => {
    const edits = [{ score: 301 }, { grade: 'E' as const }, { gates: [] }]
    const barred = portraits.findIndex(({ gates }) => gates.length > 0)
    for (const edit of edits) {
      const changed = (at: number) => ({ ...portraitAt(at), ...(at === barred ? edit : {}) })
      const { moved } = scoreBlock(blockAt(changed), compiled(card), todayOf(asOf))
      const isOther = edit.grade !== undefined && portraits[barred]?.grade === 'E' ? 0 : 1
      expect([...moved]).toEqual(portraits.map((_, at) => (at === barred ? isOther : 0)))
    }
  })

  it('is refused where a row is of another layout', () => {
    const block = blockAt(portraitAt)
    block[FIRM_START + LENGTH_BYTES + 1] = 9
    expect(() => scoreBlock(block, compiled(card), todayOf(asOf))).toThrow('layout 9')
  })
})

it('a firm that cannot be packed exactly is not packed', () => {
  const { months, ...rest } = taxFacts(() => 1n, 24)
  const [first, ...others] = months
  if (!first) throw new RangeError('no months')
  const packed = (TAX: PortraitFacts['TAX']) => packFacts(sampleFacts({ TAX }), { ...standing, gates: [] })
  expect(packed({ ...rest, months })).not.toBeNull()
  expect(packed({ ...rest, months: [{ ...first, declaredSalesFen: 2n ** 45n }, ...others] })).toBeNull()
  expect(packed({ ...rest, months: [first, first, ...others] })).toBeNull()
  expect(AS_OF).toBe('2026-06-20')
})
