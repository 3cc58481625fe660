import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/server/kernel/dates'
import { randomRuns } from '@/tests/random-runs'
import { closeObstacle, disbursedFen, type Loan, type LoanEntry, outstandingFen } from './loan-entries'
import { canonicalReport, classifyReference, normaliseReference } from './reference'
import { reportDisbursement, reportRepayment, reverseEntry } from './report-disbursement'

const today = '2026-09-18'
const loan: Loan = { state: 'CONTRACTED', grantedFen: 1000n, revolving: false, contractedOn: '2026-09-01', entries: [] }
const out = (id: string, amountFen: bigint, on = '2026-09-02'): LoanEntry => ({
  id,
  kind: 'DISBURSEMENT',
  amountFen,
  on,
  reversesId: null,
})
const back = (id: string, amountFen: bigint, on = '2026-09-10'): LoanEntry => ({
  id,
  kind: 'REPAYMENT',
  amountFen,
  on,
  reversesId: null,
})
const refusal = (outcome: { ok: true } | { ok: false; refusal: string }) => (outcome.ok ? 'recorded' : outcome.refusal)
const disburse = (of: Loan, amountFen: bigint, disbursedOn = '2026-09-05') =>
  reportDisbursement(of, { amountFen, disbursedOn }, today)
const repay = (of: Loan, principalFen: bigint, repaidOn = '2026-09-12') =>
  reportRepayment(of, { principalFen, interestFen: 5n, repaidOn }, today)

describe('a disbursement', () => {
  it('moves the application: in part, then in full, to the last fen', () => {
    expect(disburse(loan, 400n)).toEqual({
      ok: true,
      value: { state: 'PARTLY_DISBURSED', event: 'PARTLY_DISBURSED', disbursedFen: 400n, outstandingFen: 400n },
    })
    const partly: Loan = { ...loan, state: 'PARTLY_DISBURSED', entries: [out('a', 400n)] }
    expect(disburse(partly, 100n)).toMatchObject({ value: { state: 'PARTLY_DISBURSED', event: null } })
    expect(disburse(partly, 600n)).toMatchObject({ value: { state: 'DISBURSED', event: 'DISBURSED', disbursedFen: 1000n } })
  })

  it.each([
    ['above the grant by a fen', loan, 1001n, undefined, 'disbursement.above-grant'],
    [
      'above the grant in sum, though repaid',
      { ...loan, state: 'PARTLY_DISBURSED' as const, entries: [out('a', 600n), back('b', 600n)] },
      401n,
      '2026-09-15',
      'disbursement.above-grant',
    ],
    ['of nothing', loan, 0n, undefined, 'disbursement.amount-positive'],
    ['before the contract', loan, 1n, '2026-08-31', 'report.before-contract'],
    ['in the future', loan, 1n, '2026-09-19', 'report.in-future'],
    [
      'without contract',
      { ...loan, state: 'OFFERED' as const, contractedOn: null },
      1n,
      undefined,
      'disbursement.not-contracted',
    ],
    ['of a settled loan', { ...loan, state: 'SETTLED' as const }, 1n, undefined, 'disbursement.not-contracted'],
  ])('is refused %s', (_, of, amount, on, expected) => {
    expect(refusal(disburse(of, amount, on))).toBe(expected)
  })

  it('takes the day of the contract and today', () => {
    expect(disburse(loan, 1n, '2026-09-01').ok && disburse(loan, 1n, today).ok).toBe(true)
  })

  it('of a revolving line may follow a repayment, but never owe more than the line, not even late by the calendar', () => {
    const line: Loan = { ...loan, revolving: true, state: 'DISBURSED', entries: [out('a', 1000n), back('b', 600n)] }
    expect(disburse(line, 600n, '2026-09-11')).toMatchObject({ value: { disbursedFen: 1600n, outstandingFen: 1000n } })
    expect(refusal(disburse(line, 601n, '2026-09-11'))).toBe('disbursement.above-line')
    expect(refusal(disburse(line, 600n, '2026-09-09'))).toBe('disbursement.above-line')
  })
})

describe('a repayment', () => {
  const drawn: Loan = { ...loan, state: 'DISBURSED', entries: [out('a', 1000n)] }
  it('settles the loan with the last fen; interest alone moves nothing', () => {
    expect(repay(drawn, 1000n)).toMatchObject({ value: { state: 'SETTLED', event: 'SETTLED', outstandingFen: 0n } })
    expect(repay(drawn, 999n)).toMatchObject({ value: { event: null, outstandingFen: 1n } })
    expect(repay(drawn, 0n)).toMatchObject({ value: { event: null, outstandingFen: 1000n } })
  })
  it('leaves a line that can still be drawn open until the bank closes it', () => {
    const line: Loan = { ...drawn, revolving: true }
    expect(repay(line, 1000n)).toMatchObject({ value: { state: 'DISBURSED', event: null } })
    const partly: Loan = { ...loan, state: 'PARTLY_DISBURSED', entries: [out('a', 400n)] }
    expect(repay(partly, 400n)).toMatchObject({ value: { state: 'PARTLY_DISBURSED', event: null } })
    expect(closeObstacle([out('a', 400n), back('b', 400n)])).toBeUndefined()
    expect(closeObstacle([out('a', 400n)])).toBe('loan.still-owed')
    expect(closeObstacle([])).toBe('loan.nothing-drawn')
  })
  it.each([
    ['more than is owed', drawn, 1001n, undefined, 'repayment.above-outstanding'],
    ['before the money came', drawn, 1n, '2026-09-01', 'repayment.above-outstanding'],
    ['before anything was drawn', loan, 1n, undefined, 'repayment.nothing-drawn'],
    ['less than nothing', drawn, -1n, undefined, 'repayment.amount-positive'],
    ['in the future', drawn, 1n, '2026-09-19', 'report.in-future'],
  ])('is refused for %s', (_, of, principal, on, expected) => {
    expect(refusal(repay(of, principal, on))).toBe(expected)
  })
})

describe('a reversal', () => {
  const drawn: Loan = { ...loan, state: 'DISBURSED', entries: [out('a', 1000n)] }
  it('is a new entry of the opposite amount on the same day, and brings the application back', () => {
    expect(reverseEntry(drawn, 'a')).toEqual({
      ok: true,
      value: {
        entry: { kind: 'DISBURSEMENT', amountFen: -1000n, on: '2026-09-02', reversesId: 'a' },
        state: 'CONTRACTED',
        event: 'DISBURSEMENT_REVERSED',
        disbursedFen: 0n,
        outstandingFen: 0n,
      },
    })
    const settled: Loan = { ...drawn, state: 'SETTLED', entries: [...drawn.entries, back('b', 1000n)] }
    expect(reverseEntry(settled, 'b')).toMatchObject({ value: { state: 'DISBURSED', event: 'DISBURSED' } })
  })
  it('happens once, to what there is, and not to what others stand on', () => {
    const reversed = { ...drawn, entries: [...drawn.entries, { ...out('r', -1000n), reversesId: 'a' }] }
    expect(refusal(reverseEntry(reversed, 'a'))).toBe('reversal.twice')
    expect(refusal(reverseEntry(reversed, 'r'))).toBe('reversal.of-reversal')
    expect(refusal(reverseEntry(drawn, 'x'))).toBe('reversal.not-found')
    expect(refusal(reverseEntry({ ...drawn, entries: [out('a', 1000n), back('b', 1n)] }, 'a'))).toBe('reversal.repaid-since')
    const line: Loan = { ...drawn, revolving: true, entries: [out('a', 1000n), back('b', 500n), out('c', 500n, '2026-09-11')] }
    expect(refusal(reverseEntry(line, 'b'))).toBe('reversal.drawn-since')
  })
})

describe('any order of reports', () => {
  const step = fc.record({
    act: fc.constantFrom('disburse' as const, 'repay' as const, 'reverse' as const),
    amount: fc.bigInt({ min: 1n, max: 700n }),
    day: fc.integer({ min: 0, max: 16 }),
    pick: fc.nat(),
  })
  it('never puts out more than was granted, never owes less than nothing', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 25 }), (revolving, steps) => {
        let now: Loan = { ...loan, revolving }
        // The model: every accepted amount, by day; independent of the entries of the code.
        const owed = new Array<bigint>(17).fill(0n)
        let put = 0n
        steps.forEach(({ act, amount, day, pick }, index) => {
          const on = addDays('2026-09-01', day)
          const victim = now.entries[pick % Math.max(1, now.entries.length)]
          const outcome =
            act === 'disburse'
              ? disburse(now, amount, on)
              : act === 'repay'
                ? repay(now, amount, on)
                : reverseEntry(now, victim?.id ?? '')
          if (!outcome.ok) return
          const plain = act === 'disburse' ? out('', amount, on) : back('', amount, on)
          const made = act === 'reverse' && victim ? { ...victim, amountFen: -victim.amountFen, reversesId: victim.id } : plain
          now = { ...now, state: outcome.value.state, entries: [...now.entries, { ...made, id: String(index) }] }
          const change = made.kind === 'DISBURSEMENT' ? made.amountFen : -made.amountFen
          for (let each = Number(made.on.slice(8)) - 1; each < owed.length; each++) owed[each] = (owed[each] ?? 0n) + change
          if (made.kind === 'DISBURSEMENT') put += made.amountFen
          expect(owed.every((balance) => balance >= 0n && balance <= 1000n)).toBe(true)
          if (!revolving) expect(put <= 1000n).toBe(true)
          expect(outcome.value).toMatchObject({ disbursedFen: put, outstandingFen: owed.at(-1) })
          expect([disbursedFen(now.entries), outstandingFen(now.entries)]).toEqual([put, owed.at(-1)])
        })
      }),
      randomRuns('money model', 10_000),
    )
  })
})

describe('voucher numbers', () => {
  it('are one whatever the width, case and spaces', () => {
    for (const raw of ['fk2026-001', ' FK2026－001 ', 'Ｆk 2026-001', 'FK2026\u200b-001', 'FK2026\u3000-001']) {
      expect(normaliseReference(raw)).toEqual({ ok: true, value: 'FK2026-001' })
    }
    expect(normaliseReference('榆放（2026）第1号')).toEqual({ ok: true, value: '榆放(2026)第1号' })
  })
  it.each([
    ['  ', 'reference.missing'],
    ['A'.repeat(65), 'reference.too-long'],
    ['FКA1', 'reference.characters'],
    ['=1+1', 'reference.characters'],
  ])('refuses %j', (raw, expected) => {
    expect(normaliseReference(raw)).toEqual({ ok: false, refusal: expected })
  })
  it('normalise once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (raw) => {
        const once = normaliseReference(raw)
        if (once.ok) expect(normaliseReference(once.value)).toEqual(once)
      }),
      randomRuns('references', 2_000),
    )
  })
  it('tell a harmless copy from a conflict, also after a reversal', () => {
    expect(classifyReference(null, 'x')).toBe('NEW')
    expect(classifyReference({ digest: 'x', reversed: false }, 'x')).toBe('DUPLICATE')
    expect(classifyReference({ digest: 'x', reversed: false }, 'y')).toBe('CONFLICT')
    expect(classifyReference({ digest: 'x', reversed: true }, 'y')).toBe('NEW')
    expect(classifyReference({ digest: 'x', reversed: true }, 'x')).toBe('DUPLICATE')
  })
  it('compare by everything that was reported', () => {
    const report = {
      kind: 'DISBURSEMENT',
      applicationId: 'a',
      reference: 'R',
      amountFen: 1n,
      on: '2026-09-18',
      renewal: false,
      firstLoan: true,
      renews: null,
    } as const
    const texts = [
      report,
      { ...report, amountFen: 2n },
      { ...report, on: '2026-09-17' },
      { ...report, renewal: true },
      { ...report, renewal: true, renews: { applicationId: 'old' } },
      {
        kind: 'REPAYMENT',
        applicationId: 'a',
        reference: 'R',
        principalFen: 0n,
        interestFen: 0n,
        writtenOffFen: 1n,
        on: '2026-09-18',
      } as const,
      { ...report, firstLoan: false },
      { ...report, applicationId: 'b' },
    ].map(canonicalReport)
    expect(new Set(texts).size).toBe(texts.length)
    expect(canonicalReport({ ...report })).toBe(texts[0])
  })
})
