import fc from 'fast-check'
import { addDays, shanghaiMidnight } from '@/server/kernel/dates'
import type { History, PastEnterprise } from './history.fixture'

const counties = ['610802', '610822', '610881']
const firstDay = '2024-11-01'
const lastDay = '2026-11-20'
const span = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000

export const anyDay = fc.integer({ min: 0, max: span }).map((days) => addDays(firstDay, days))
/** Any moment of a day, the last minute before a Shanghai midnight and the first after it among them. */
const anyMoment = fc
  .tuple(anyDay, fc.oneof(fc.constantFrom(0, 86_399), fc.integer({ min: 0, max: 86_399 })))
  .map(([day, second]) => new Date(shanghaiMidnight(day).getTime() + second * 1000))
const later = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000)
const fen = fc.bigInt({ min: 1n, max: 3_000_000_00n })

const anEnterprise: fc.Arbitrary<PastEnterprise> = fc.record({
  county: fc.constantFrom(...counties),
  industry: fc.constantFrom('C2522', 'F5189', 'A0111'),
  size: fc.constantFrom('micro', 'small', 'medium', null),
  joinedAt: anyMoment,
})

const anApplication = fc
  .record({
    enterprise: fc.nat(11),
    institution: fc.nat(2),
    submittedAt: anyMoment,
    waits: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
    decided: fc.constantFrom('GRANT', 'REJECT', 'PENDING'),
    grantedFen: fen,
    stops: fc.nat(2),
    creditLoan: fc.boolean(),
    disbursements: fc.array(
      fc.record({
        amountFen: fen,
        on: anyDay,
        rateBps: fc.integer({ min: 200, max: 900 }),
        kind: fc.constantFrom('RENEWAL', 'FIRST', 'PLAIN'),
      }),
      { maxLength: 3 },
    ),
    reversed: fc.boolean(),
    repayments: fc.array(
      fc
        .record({ fen, off: fc.boolean(), on: anyDay })
        .map(({ fen: amount, off, on }) => ({ principalFen: off ? 0n : amount, writtenOffFen: off ? amount : 0n, on })),
      { maxLength: 3 },
    ),
  })
  .map(({ waits, decided, grantedFen, stops, disbursements, reversed, ...rest }) => {
    const [a = 0, b = 0, c = 0, d = 0] = waits
    const at = later(rest.submittedAt, a + b + c + d)
    const drawn = disbursements.map(({ kind, ...one }) => ({ ...one, renewal: kind === 'RENEWAL', firstLoan: kind === 'FIRST' }))
    const [first] = drawn
    return {
      ...rest,
      decision: decided === 'PENDING' ? null : { at, grantedFen: decided === 'GRANT' ? grantedFen : null },
      stops: [
        { from: later(rest.submittedAt, a), until: later(rest.submittedAt, a + b) },
        { from: later(rest.submittedAt, a + b), until: later(rest.submittedAt, a + b + c) },
      ].slice(0, stops),
      disbursements: reversed && first ? [...drawn, { ...first, amountFen: -first.amountFen }] : drawn,
    }
  })

/** Applications of twelve firms to three institutions in three counties, over two years. */
export const aHistory: fc.Arbitrary<History> = fc.record({
  enterprises: fc.array(anEnterprise, { minLength: 12, maxLength: 12 }),
  applications: fc.array(anApplication, { minLength: 10, maxLength: 40 }),
})
