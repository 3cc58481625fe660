import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import type { Decision } from '../schema'
import { decide, recommend, type UnderDecision } from './decide-application'

const product = {
  amountFen: { min: 100_000_00n, max: 5_000_000_00n },
  termMonths: { min: 3, max: 24 },
  rateBps: { min: 300, max: 600 },
  methods: ['equal_instalment', 'interest_only'],
} as const
const open = { flags: [], requestedFen: 3_000_000_00n, product, consentIsLive: true, portraitIsCurrent: true } as const
const inDiligence: UnderDecision = { ...open, state: 'DUE_DILIGENCE' }
const inApproval = { ...open, state: 'IN_APPROVAL', recommendedByPerson: 'officer' } as const
const grant = { kind: 'GRANT', amountFen: 2_000_000_00n, rateBps: 385, termMonths: 12, method: 'interest_only' } as const
const reject: Decision = { kind: 'REJECT', reasons: ['CASH_FLOW_INSUFFICIENT'] }
const officer = { personId: 'officer', roles: 'BANK_OFFICER' } as const
const approver = { personId: 'approver', roles: 'BANK_APPROVER' } as const

describe('recommend', () => {
  it('puts a grant or a refusal before the approver', () => {
    expect(recommend(inDiligence, grant, officer)).toMatchObject({ ok: true, value: { state: 'IN_APPROVAL' } })
    expect(recommend(inDiligence, reject, officer)).toMatchObject({ ok: true, value: { state: 'IN_APPROVAL' } })
  })

  it.each([
    ['by the approver', inDiligence, grant, approver, 'application.role-may-not'],
    ['too early', { ...inDiligence, state: 'ACCEPTED' as const }, grant, officer, 'application.event-not-possible'],
    ['of more than was asked', inDiligence, { ...grant, amountFen: 3_000_000_01n }, officer, 'decision.above-request'],
  ])('refuses one %s', (_, application, proposal, actor, refusal) => {
    expect(recommend(application, proposal, actor)).toEqual({ ok: false, refusal })
  })
})

describe('decide', () => {
  it('grants what a second person approves, to the last fen asked for', () => {
    expect(decide(inApproval, grant, approver)).toMatchObject({ ok: true, value: { state: 'GRANTED' } })
    expect(decide(inApproval, { ...grant, amountFen: open.requestedFen }, approver).ok).toBe(true)
  })

  it('refuses with a structured reason, and with a text of its own when none of them fits', () => {
    expect(decide(inApproval, reject, approver)).toMatchObject({ ok: true, value: { state: 'REJECTED' } })
    const other: Decision = { kind: 'REJECT', reasons: ['OTHER'], otherText: '经营场所即将拆迁' }
    expect(decide(inApproval, other, approver)).toMatchObject({ ok: true, value: { state: 'REJECTED' } })
  })

  it.each([
    ['the person who recommended it', inApproval, grant, { ...approver, personId: 'officer' }, 'decision.same-person'],
    ['one that nobody recommended', { ...inApproval, recommendedByPerson: null }, grant, approver, 'decision.no-recommendation'],
    ['an officer', inApproval, grant, officer, 'application.role-may-not'],
    ['a consent that ran out', { ...inApproval, consentIsLive: false }, grant, approver, 'application.suspended'],
    [
      'a portrait that was corrected since',
      { ...inApproval, portraitIsCurrent: false },
      reject,
      approver,
      'application.needs-refresh',
    ],
    ['more than was asked for', inApproval, { ...grant, amountFen: 3_000_000_01n }, approver, 'decision.above-request'],
    [
      'less than the product starts at',
      inApproval,
      { ...grant, amountFen: 99_999_99n },
      approver,
      'terms.amount-outside-product',
    ],
    ['a rate below the product', inApproval, { ...grant, rateBps: 299 }, approver, 'terms.rate-outside-product'],
    ['a rate above the product', inApproval, { ...grant, rateBps: 601 }, approver, 'terms.rate-outside-product'],
    ['a longer term', inApproval, { ...grant, termMonths: 25 }, approver, 'terms.term-outside-product'],
    ['another method', inApproval, { ...grant, method: 'bullet' as const }, approver, 'terms.method-outside-product'],
    ['a refusal without reason', inApproval, { kind: 'REJECT' as const, reasons: [] }, approver, 'decision.reason-missing'],
    [
      'the same reason twice',
      inApproval,
      { kind: 'REJECT' as const, reasons: ['DEBT_BURDEN' as const, 'DEBT_BURDEN' as const] },
      approver,
      'decision.reason-twice',
    ],
    [
      'another reason without text',
      inApproval,
      { kind: 'REJECT' as const, reasons: ['OTHER' as const], otherText: ' ' },
      approver,
      'decision.reason-text-missing',
    ],
    ['one already decided', { ...inApproval, state: 'GRANTED' as const }, grant, approver, 'application.event-not-possible'],
  ])('refuses %s', (_, application, decision, actor, refusal) => {
    expect(decide(application, decision, actor)).toEqual({ ok: false, refusal })
  })

  it('never grants outside what was asked and offered, nor by its maker', () => {
    const amount = fc.bigInt({ min: 1n, max: 9_000_000_00n })
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (amountFen, rateBps, termMonths, same) => {
          const outcome = decide(
            inApproval,
            { ...grant, amountFen, rateBps, termMonths },
            { ...approver, personId: same ? 'officer' : 'x' },
          )
          const fits =
            amountFen >= 100_000_00n &&
            amountFen <= 3_000_000_00n &&
            rateBps >= 300 &&
            rateBps <= 600 &&
            termMonths >= 3 &&
            termMonths <= 24
          expect(outcome.ok).toBe(fits && !same)
        },
      ),
      randomRuns('grants within bounds', 2_000),
    )
  })
})
