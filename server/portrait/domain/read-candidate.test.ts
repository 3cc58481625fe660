import { describe, expect, it } from 'vitest'
import { termFaults } from './card-terms'
import { readCandidate } from './read-candidate'
import { cardByVersion, cardFaults, cardOn, type ScoreCard, scoreCards, withPublished } from './score-card'

const current = cardByVersion('EXPERT-2026.2')
const { base, cutOffs, factors } = current
const read = (json: unknown) => readCandidate(json, 'EXPERT-2027.1', current)

describe('a candidate in our own form', () => {
  it('is taken under the name that it is given', () => {
    const found = read({ base, cutOffs, factors })
    expect(found).toMatchObject({ ok: true, terms: { version: 'EXPERT-2027.1', basis: 'EXPERT', catalogue: '2026.2' } })
  })
  it.each([
    ['no JSON', undefined],
    ['another shape', { base, cutOffs }],
    ['an unknown indicator', { base, cutOffs, factors: [{ ...factors[0], indicatorId: 'owner.zodiac' }] }],
    ['points that do not add up', { base, cutOffs, factors: factors.slice(1) }],
    ['cut-offs out of order', { base, cutOffs: [...cutOffs].reverse(), factors }],
    ['a key that nobody knows', { base, cutOffs, factors, secret: 1 }],
    [
      'points against the good direction',
      {
        base,
        cutOffs,
        factors: factors.map((one, at) =>
          at === 0 ? { ...one, bins: one.bins.map((bin, place) => ({ ...bin, points: one.bins.at(-1 - place)?.points })) } : one,
        ),
      },
    ],
  ])('is refused with %s', (_, json) => {
    const found = read(json)
    expect(found.ok).toBe(false)
    if (!found.ok) expect(found.faults.length).toBeGreaterThan(0)
  })
})

describe('a fitted card', () => {
  const bin = (from: number | null, points: number) => ({ interval: { from, to: null }, missing: false, points })
  const fitted = {
    format: 'credit-easy-loan/scorecard/1',
    target: 'default',
    variables: [
      {
        name: 'tax.grade',
        neutral: 3,
        bins: [bin(null, -20), bin(2.5, 4), bin(4, 31), { interval: null, missing: true, points: -7 }],
      },
      { name: 'compliance.seriousPenalties', neutral: 5, bins: [bin(null, 12), bin(1, -40)] },
      { name: 'stability.ageMonths', neutral: 0, bins: [bin(null, -3), bin(24, 0), bin(60, 8)] },
    ],
  }
  it('is stretched to 300–850, keeps its order, and takes the bin of missing values as neutral', () => {
    const found = read(fitted)
    if (!found.ok) throw new Error(found.faults.join())
    const card = { ...found.terms, validFrom: '2027-01-01' }
    expect(cardFaults(card)).toEqual([])
    expect(found.terms.basis).toBe('FITTED')
    const [grade, penalties] = found.terms.factors
    expect(grade?.bins.map(({ from }) => from)).toEqual([null, 3, 4])
    // 51, 52 and 11 of 114 points share 550.
    expect(found.terms.factors.map((one) => Math.max(...one.bins.map(({ points }) => points)))).toEqual([246, 251, 53])
    expect(grade?.neutral).toBe(Math.round((13 * 246) / 51))
    expect(penalties?.bins).toEqual([
      { from: null, points: 251 },
      { from: 1, points: 0 },
    ])
  })
  it('loses a bin between whole numbers, in which no figure lies; one that the file has twice is refused', () => {
    const cut = (...froms: number[]) => {
      const bins = [bin(null, -3), ...froms.map((from, at) => bin(from, 2 * at))]
      const found = read({ ...fitted, variables: [{ name: 'stability.ageMonths', neutral: 0, bins }] })
      return found.ok ? found.terms.factors[0]?.bins.map(({ from }) => from) : found.faults
    }
    expect(cut(2.2, 2.8, 24)).toEqual([null, 3, 24])
    expect(cut(-0.5, 24)).toEqual([null, 0, 24])
    expect(cut(24, 24)).toEqual([expect.stringContaining('bins must ascend')])
    expect(cut(2.2, 2.2, 24)).toEqual([expect.stringContaining('bins must ascend')])
  })
  it('is refused where it rewards what is bad', () => {
    const upside = {
      ...fitted,
      variables: fitted.variables.map((one) => ({ ...one, bins: one.bins.map((each) => ({ ...each, points: -each.points })) })),
    }
    const found = read(upside)
    expect(found).toMatchObject({ ok: false, faults: expect.arrayContaining([expect.stringContaining('tax.grade')]) })
  })
})

describe('published cards', () => {
  const published = (version: string, validFrom: string): ScoreCard => ({ ...current, version, validFrom })
  const cards = withPublished([published('EXPERT-2027.2', '2027-06-01'), published('EXPERT-2027.1', '2027-01-01')])
  it('are in force from their day on, whatever order they come in; the built-in ones stay', () => {
    expect(cards.slice(0, scoreCards.length)).toEqual(scoreCards)
    const days = ['2025-01-01', '2026-11-22', '2026-12-31', '2027-01-01', '2027-05-31', '2027-06-01']
    expect(days.map((day) => cardOn(day, cards).version)).toEqual([
      'EXPERT-2026.1',
      'EXPERT-2026.3',
      'EXPERT-2026.3',
      'EXPERT-2027.1',
      'EXPERT-2027.1',
      'EXPERT-2027.2',
    ])
  })
  it('have the terms that a candidate needs', () => {
    const { validFrom, ...terms } = current
    expect(termFaults(terms)).toEqual([])
    expect(termFaults({ ...terms, catalogue: '2026.1' })).toEqual([])
  })
})
