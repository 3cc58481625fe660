import { describe, expect, it } from 'vitest'
import { AdverseStatement } from '../schema'
import { trimForReader } from '../use-cases/trim-for-reader'
import { adverseDraft, choicesOf, PROPOSED_FACTORS, stateAdverse } from './adverse'
import { buildPortrait } from './build-portrait'
import { AS_OF, penalty, sampleFacts, taxFacts } from './facts.fixture'
import { cardByVersion } from './score-card'

const card = cardByVersion('EXPERT-2026.2')
const id = '019a0000-0000-7000-8000-000000000001'
const tax = taxFacts((_, at) => (at > 23 ? 20_000_000n : 100_000_000n))
const facts = sampleFacts({
  TAX: { ...tax, arrearsFen: 5_000_000n },
  PENALTY: {
    penalties: [
      penalty({ id: 'P1', on: '2026-05-10', severity: 'SERIOUS', amountFen: 6_000_000n }),
      penalty({ id: 'P2', on: '2026-05-12' }),
    ],
  },
})
const portrait = buildPortrait(facts, card, AS_OF)

describe('what tells against a firm', () => {
  const draft = adverseDraft(portrait)
  it('is drafted from the portrait, worst first, nothing that is missing or neutral', () => {
    const losses = draft.factors.map(({ neutral, points }) => neutral - points)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    expect(losses.every((one) => one > 0)).toBe(true)
    expect(draft.factors.length).toBeGreaterThan(PROPOSED_FACTORS)
    expect(draft.factors.length).toBeLessThanOrEqual(8)
    expect(draft.records.map(({ recordId }) => recordId).sort()).toEqual(['P1', 'P2'])
  })
  it('is stated as chosen, with the value that would earn more on that card', () => {
    const chosen = ['factor:operation.salesGrowth12m', 'record:ADMIN_PENALTY']
    const stated = stateAdverse(portrait, id, card, chosen)
    expect(AdverseStatement.parse(stated)).toEqual(stated)
    expect(stated).toMatchObject({
      portraitId: id,
      factors: [{ indicatorId: 'operation.salesGrowth12m', value: -8_000, points: 0, next: { value: -3_000, gain: 8 } }],
      records: [{ recordId: 'P1' }, { recordId: 'P2' }],
    })
  })
  it('tells nothing that does not hold, and nothing that the reader may not see', () => {
    expect(stateAdverse(portrait, id, card, ['factor:social.arrears'])).toBeNull()
    expect(stateAdverse(portrait, id, card, ['record:COURT_DEFAULTER'])).toBeNull()
    const trimmed = trimForReader(portrait, { classes: ['SOCIAL_SECURITY', 'ELECTRICITY'], lookbackMonths: 24 }, card)
    expect(stateAdverse(trimmed, id, card, ['factor:operation.salesGrowth12m'])).toBeNull()
    expect(stateAdverse(trimmed, id, card, ['record:ADMIN_PENALTY'])).toBeNull()
    expect(choicesOf(adverseDraft(trimmed)).filter((one) => /tax|operation|record/.test(one))).toEqual([])
  })
  it('takes the bars to lending of a portrait that has no axes', () => {
    const older = buildPortrait(facts, cardByVersion('EXPERT-2026.1'), AS_OF)
    expect(choicesOf(adverseDraft(older))).toContain('record:SERIOUS_PENALTY')
  })
})
