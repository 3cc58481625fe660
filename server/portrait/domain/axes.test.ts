import { describe, expect, it } from 'vitest'
import type { PortraitFacts } from '../schema'
import { buildPortrait } from './build-portrait'
import { shippedCard } from './expert-card'
import { AS_OF, penalty, sampleFacts, taxFacts } from './facts.fixture'
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
  const credit = { authority: '市公共信用信息中心' }
  const evaluated = (evaluations: NonNullable<PortraitFacts['LIST']>['evaluations']) =>
    buildPortrait(sampleFacts({ LIST: { entries: [], evaluations } }), { ...shippedCard, validFrom: '2026-01-01' }, AS_OF)
  const publicOnes = (evaluations: NonNullable<PortraitFacts['LIST']>['evaluations']) =>
    evaluated(evaluations).evaluations?.filter(({ kind }) => kind === 'PUBLIC_EVALUATION')

  it('hold the public credit evaluation with level, issuer, day and year, newest first; what comes later is not known yet', () => {
    const found = publicOnes([
      { ...credit, year: 2024, level: 'FAIR', evaluatedOn: '2025-05-11' },
      { ...credit, year: 2025, level: 'GOOD', evaluatedOn: '2026-05-12' },
      { ...credit, year: 2026, level: 'POOR', evaluatedOn: '2027-05-12' },
    ])
    expect(found?.map(({ value, issuer, on, year, dataClass }) => [value, issuer, on, year, dataClass])).toEqual([
      ['GOOD', credit.authority, '2026-05-12', '2025', 'LIST'],
      ['FAIR', credit.authority, '2025-05-11', '2024', 'LIST'],
    ])
  })
  it('tell "not evaluated" from "bad", and from an answer that says nothing of it', () => {
    expect(publicOnes([])).toMatchObject([{ value: 'NOT_EVALUATED', issuer: null, on: null }])
    expect(publicOnes(undefined)).toEqual([])
    const ungraded = sampleFacts({ TAX: { ...taxFacts(() => 1n), grades: [] } })
    const { evaluations } = buildPortrait(ungraded, { ...shippedCard, validFrom: '2026-01-01' }, AS_OF)
    expect(evaluations?.[0]).toMatchObject({ kind: 'TAX_GRADE', value: 'NOT_EVALUATED' })
  })
  it('are by older cards what they were, whatever the answers bring since', () => {
    const told = {
      LIST: { entries: [], evaluations: [{ ...credit, year: 2025, level: 'GOOD' as const, evaluatedOn: '2026-05-12' }] },
    }
    expect(drawn(told)).toEqual(drawn({ LIST: { entries: [] } }))
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
