import { describe, expect, it } from 'vitest'
import type { PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { AS_OF, penalty, sampleFacts } from './facts.fixture'
import { cardByVersion } from './score-card'

const card = cardByVersion('EXPERT-2026.2')
const drawn = (facts: Partial<PortraitFacts>, asOf = AS_OF) => buildPortrait(sampleFacts(facts), card, asOf)
const listed = {
  id: 'l',
  list: 'SERIOUS_VIOLATION' as const,
  authority: '市场监督管理局',
  listedOn: '2026-05-10',
  removedOn: null,
}

describe('the axes beside the score', () => {
  it('date every record and list entry by the rule in force, each standing once (oracle 5)', () => {
    const { legal = [] } = drawn({
      PENALTY: {
        penalties: [
          penalty({ id: 'p', on: '2026-05-10', severity: 'SERIOUS', category: 'ACCIDENT' }),
          penalty({ id: 'g', on: '2026-01-01' }),
        ],
      },
      LIST: { entries: [listed] },
    })
    expect(
      legal.map(({ code, recordId, repairableFrom, endsOn, authority }) => [code, recordId, repairableFrom, endsOn, authority]),
    ).toEqual([
      ['SERIOUS_VIOLATION', 'l', '2027-05-10', '2029-05-10', '市场监督管理局'],
      ['ADMIN_PENALTY', 'g', '2026-04-01', '2027-01-01', '市场监督管理局'],
      ['ACCIDENT', 'p', '2027-05-10', '2029-05-10', '市场监督管理局'],
    ])
  })
  it('lose what was repaired or ran out (oracle 14)', () => {
    const facts = {
      PENALTY: {
        penalties: [penalty({ id: 'p', on: '2026-01-01', repairedOn: '2026-06-01' }), penalty({ id: 'q', on: '2025-06-20' })],
      },
    }
    expect(drawn(facts).legal).toEqual([])
    expect(drawn(facts, '2026-05-31').legal?.map(({ recordId }) => recordId)).toEqual(['q', 'p'])
  })
  it('import evaluations as they were made, with issuer and date', () => {
    const trusted = { ...listed, id: 't', list: 'TRUSTWORTHY' as const, listedOn: '2025-12-01' }
    const { evaluations } = drawn({ LIST: { entries: [trusted] } })
    expect(evaluations?.map(({ kind, value, issuer, on }) => [kind, value, issuer, on])).toEqual([
      ['TAX_GRADE', 'A', null, '2025'],
      ['TAX_GRADE', 'B', null, '2024'],
      ['TAX_GRADE', 'M', null, '2023'],
      ['TRUSTWORTHY_LIST', 'TRUSTWORTHY', '市场监督管理局', '2025-12-01'],
    ])
  })
  it('are never merged into the score: no point moves with what the card does not read', () => {
    const plain = drawn({})
    const rated = drawn({
      ENVIRONMENT: { ratings: [{ year: 2025, grade: 'RED', authority: '生态环境局', ratedOn: '2026-03-01' }] },
      QUALIFICATION: {
        titles: [
          {
            id: 't',
            kind: 'HIGH_TECH',
            authority: '科技厅',
            recognisedOn: '2025-01-01',
            validUntil: '2028-01-01',
            withdrawnOn: null,
          },
        ],
      },
    })
    expect([rated.score, rated.factors]).toEqual([plain.score, plain.factors])
    expect(rated.evaluations?.length).toBe((plain.evaluations?.length ?? 0) + 2)
  })
})
