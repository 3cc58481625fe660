import { describe, expect, it } from 'vitest'
import { addDays } from '@/server/kernel/dates'
import type { DataClass, PortraitFacts } from '../schema'
import { freshDays } from '../schema'
import { buildPortrait } from './build-portrait'
import { shippedCard } from './expert-card'
import { AS_OF, sampleFacts } from './facts.fixture'
import { agingSourcesOf } from './freshness'
import { cardByVersion } from './score-card'

const card = { ...shippedCard, validFrom: '2026-01-01' }
/** Answers given so many days before the look, one day longer than each speaks for where `extra` is 1. */
const answered = (classes: readonly DataClass[], extra: number): PortraitFacts => ({
  ...sampleFacts(),
  issuedOn: Object.fromEntries(classes.map((one) => [one, addDays(AS_OF, -freshDays[one] - extra)])),
})
const drawn = (facts: PortraitFacts, by = card) => buildPortrait(facts, by, AS_OF)
const stateOf = (facts: PortraitFacts, dataClass: DataClass) =>
  drawn(facts).coverage.find((one) => one.dataClass === dataClass)?.state
const readingOf = (facts: PortraitFacts, id: string) => drawn(facts).indicators.find((one) => one.id === id)

const dated = ['REGISTRATION', 'PENALTY', 'COURT', 'LIST', 'PERMIT', 'INTELLECTUAL_PROPERTY'] as const

describe('what an agency said of one day', () => {
  it.each(dated)('speaks for the day as long as its cycle and delay last, and not a day longer: %s', (dataClass) => {
    expect(stateOf(answered([dataClass], 0), dataClass)).toBe('PRESENT')
    expect(stateOf(answered([dataClass], 1), dataClass)).toBe('STALE')
  })
  it('is no figure of the day any more, and leaves the score as open as a source that is missing', () => {
    const old = drawn(answered(['REGISTRATION', 'TAX'], 1))
    const fresh = drawn(answered(['REGISTRATION', 'TAX'], 0))
    expect(readingOf(answered(['REGISTRATION'], 1), 'stability.representativeChanges24m')).toEqual({
      id: 'stability.representativeChanges24m',
      state: 'MISSING',
      reason: 'STALE',
      classes: ['REGISTRATION'],
    })
    expect(readingOf(answered(['TAX'], 1), 'tax.arrears')).toMatchObject({ state: 'MISSING', reason: 'STALE' })
    expect(fresh.scoreInterval).toMatchObject({ low: fresh.score, high: fresh.score })
    expect(old.confidenceBps).toBeLessThan(fresh.confidenceBps)
    expect(old.scoreInterval.low).toBeLessThan(fresh.scoreInterval.low)
  })
  it('leaves months to their own age, and the day of founding to none', () => {
    expect(readingOf(answered(['TAX', 'REGISTRATION'], 400), 'tax.taxableSales12m')).toMatchObject({ state: 'KNOWN' })
    expect(readingOf(answered(['REGISTRATION'], 400), 'stability.ageMonths')).toMatchObject({ state: 'KNOWN' })
    expect(agingSourcesOf('stability.ageMonths')).toEqual([])
  })
  it('does not lift a bar by growing old', () => {
    const barred: PortraitFacts = {
      ...answered(['COURT'], 1),
      COURT: { cases: [], defaulterEntries: [{ id: 'd', listedOn: '2026-01-01', removedOn: null }] },
    }
    expect(drawn(barred).gates.map(({ code }) => code)).toEqual(['COURT_DEFAULTER'])
  })
  it('control: is as it was where the day of the answer is unknown, and by a card from before', () => {
    expect(drawn(sampleFacts())).toEqual(drawn(answered(dated, 0)))
    const former = cardByVersion('EXPERT-2026.3')
    expect(drawn(answered(dated, 1), former)).toEqual(drawn(sampleFacts(), former))
    expect(drawn(answered(dated, 1))).not.toEqual(drawn(sampleFacts()))
  })
})
