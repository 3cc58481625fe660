import fc from 'fast-check'
import { addDays, addMonthsToMonth, monthsEndingWith } from '@/server/kernel/dates'
import { indicatorsIn, type PortraitFacts } from '../../schema'
import type { CardTerms } from '../card-terms'
import { agingClasses, categories } from './layout'

/** Firms as no city has them: holes in the months, sums beyond 2^53, records of any day, classes that are not on file. */
const firstDay = '2021-01-01'
const span = 365 * 6
const day = fc.integer({ min: 0, max: span }).map((days) => addDays(firstDay, days))
const dayOrNone = fc.option(day, { freq: 2 })
/** Small, everyday, and so large that products with 10,000 pass 2^53. */
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 12_000n),
  fc.bigInt({ min: 0n, max: 2_000_000_000n }),
  fc.bigInt({ min: -5_000_000_000n, max: 9_000_000_000_000n }),
)
const quantity = fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 900_000_000 }))
const id = fc.uuid()

/** The day that firms are looked at; the last months on file lie about it. */
export const lookedAt = day.filter((one) => one > '2023-06-01')

/** Months up to some months about `last`, with at most one hole; the same amounts again now and then, so that nothing changes. */
function months<Row extends object>(row: fc.Arbitrary<Row>, last: string) {
  const shape = fc.record({
    end: fc.integer({ min: -5, max: 1 }),
    rows: fc.oneof(fc.array(row, { minLength: 24, maxLength: 38 }), fc.array(row, { maxLength: 30 })),
    hole: fc.option(fc.integer({ min: 0, max: 37 }), { freq: 4, nil: -1 }),
    steady: fc.integer({ min: 0, max: 5 }),
  })
  return shape.map(({ end, rows, hole, steady }) => {
    const names = monthsEndingWith(addMonthsToMonth(last, end), rows.length)
    return rows
      .map((one, at) => ({ ...((steady === 0 && rows[0]) || one), month: names[at] ?? '' }))
      .filter((_, at) => at !== hole)
      .reverse()
  })
}
const due = (month: string) => `${addMonthsToMonth(month, 1)}-15`
const onOrAbout = fc.option(fc.integer({ min: -14, max: 40 }), { freq: 6 })
const settled = (month: string, after: number | null) => (after === null ? null : addDays(due(month), after))

function monthlyClasses(asOf: string) {
  const last = asOf.slice(0, 7)
  const filing = fc.record({ declaredSalesFen: amount, taxPaidFen: amount, after: onOrAbout })
  const TAX = fc.record({
    months: months(filing, last).map((rows) =>
      rows.map(({ after, month, ...row }) => ({ ...row, month, dueOn: due(month), declaredOn: settled(month, after) })),
    ),
    grades: fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 2018, max: 2027 }), grade: fc.constantFrom('A', 'B', 'M', 'C', 'D') }),
      { maxLength: 5, selector: ({ year }) => year },
    ),
    arrearsFen: amount,
  })
  const insured = fc.record({ insuredHeadcount: quantity, wageBaseFen: amount, inArrears: fc.boolean() })
  const SOCIAL_SECURITY = fc.record({ months: months(insured, last), arrearsFen: amount })
  const bill = fc.record({ quantity, billedFen: amount, after: onOrAbout })
  const bills = fc.record({
    months: months(bill, last).map((rows) =>
      rows.map(({ after, month, ...row }) => ({ ...row, month, dueOn: due(month), paidOn: settled(month, after) })),
    ),
    arrearsFen: amount,
  })
  const trade = fc.record({ exportFen: amount, importFen: amount, declarations: quantity })
  const CUSTOMS = fc.record({ grade: fc.constantFrom(null, 'FILED' as const), months: months(trade, last) })
  return { TAX, SOCIAL_SECURITY, ELECTRICITY: bills, WATER: bills, GAS: bills, CUSTOMS }
}

const few = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 5 })
const REGISTRATION = fc.record({
  creditCode: fc.constant('91610881MA703K5TXK'),
  name: fc.constant('样例'),
  legalForm: fc.constantFrom('COMPANY' as const, 'SOLE_TRADER' as const, 'COOPERATIVE' as const),
  industry: fc.constant('C3484'),
  countyCode: fc.constant('610881'),
  address: fc.constant('样例路 1 号'),
  foundedOn: day,
  registeredCapitalFen: amount,
  paidInCapitalFen: amount,
  legalRepresentative: fc.constant('样例'),
  status: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'REVOKED' as const),
  changes: few(fc.record({ on: day, kind: fc.constantFrom('LEGAL_REPRESENTATIVE', 'ADDRESS', 'CAPITAL', 'SHAREHOLDER') })),
})
const PENALTY = fc.record({
  penalties: few(
    fc.record({
      id,
      on: day,
      authority: fc.constant('样例局'),
      category: fc.constantFrom(...(Object.keys(categories) as (keyof typeof categories)[])),
      severity: fc.constantFrom('MINOR' as const, 'GENERAL' as const, 'SERIOUS' as const),
      amountFen: fc.option(amount),
      repairedOn: dayOrNone,
    }),
  ),
})
const COURT = fc.record({
  cases: few(
    fc.record({
      id,
      on: day,
      role: fc.constantFrom('DEFENDANT' as const, 'PLAINTIFF' as const),
      cause: fc.constant('样例'),
      amountFen: amount,
      closedOn: dayOrNone,
    }),
  ),
  defaulterEntries: few(fc.record({ id, listedOn: day, removedOn: dayOrNone })),
})
const listNames = ['ABNORMAL_OPERATION', 'SERIOUS_VIOLATION', 'SERIOUS_TAX_VIOLATION', 'WAGE_ARREARS', 'TRUSTWORTHY'] as const
const LIST = fc.record({
  entries: few(
    fc.record({ id, list: fc.constantFrom(...listNames), authority: fc.constant('样例局'), listedOn: day, removedOn: dayOrNone }),
  ),
})
const named = { id, authority: fc.constant('样例局') }
const wider = {
  INTELLECTUAL_PROPERTY: fc.record({
    rights: few(
      fc.record({
        id,
        kind: fc.constantFrom('INVENTION' as const, 'DESIGN' as const),
        title: fc.constant('样例'),
        grantedOn: day,
        state: fc.constantFrom('IN_FORCE' as const, 'LAPSED' as const),
        pledged: fc.boolean(),
      }),
    ),
  }),
  PROCUREMENT: fc.record({
    bids: few(
      fc.record({
        id,
        project: fc.constant('样例'),
        buyer: fc.constant('样例'),
        on: day,
        amountFen: amount,
        outcome: fc.constantFrom('WON' as const, 'LOST' as const, 'VOID' as const),
      }),
    ),
  }),
  SUBSIDY: fc.record({
    grants: few(fc.record({ ...named, programme: fc.constant('样例'), on: day, amountFen: amount, paidOn: dayOrNone })),
  }),
  QUALIFICATION: fc.record({
    titles: few(
      fc.record({ ...named, kind: fc.constant('TECH_SME' as const), recognisedOn: day, validUntil: day, withdrawnOn: dayOrNone }),
    ),
  }),
  PERMIT: fc.record({
    permits: few(
      fc.record({
        ...named,
        name: fc.constant('样例'),
        grantedOn: day,
        validUntil: dayOrNone,
        state: fc.constantFrom('VALID' as const, 'CANCELLED' as const),
      }),
    ),
  }),
  AGRICULTURE: fc.record({
    holdings: few(
      fc.record({
        id,
        kind: fc.constantFrom('CROP' as const, 'ORCHARD' as const, 'LIVESTOCK' as const),
        quantity,
        registeredOn: day,
        validUntil: dayOrNone,
      }),
    ),
  }),
}

/** Facts of any firm as they may be on file about a day, each class with nine in ten. */
export function factsAbout(asOf: string): fc.Arbitrary<PortraitFacts> {
  const classes = { ...monthlyClasses(asOf), REGISTRATION, PENALTY, COURT, LIST, ...wider }
  const optional = Object.fromEntries(
    Object.entries(classes).map(([name, one]) => [name, fc.option(one as fc.Arbitrary<unknown>, { freq: 9, nil: undefined })]),
  )
  // Answers of the day, of yesterday's cycle, and too old; of some the day is not known.
  const answered = fc.option(
    fc.integer({ min: 0, max: 600 }).map((days) => addDays(asOf, -days)),
    { freq: 5, nil: undefined },
  )
  const issuedOn = fc.option(fc.record(Object.fromEntries(agingClasses.map((one) => [one, answered]))), { nil: undefined })
  return fc.record({ ...optional, issuedOn }) as fc.Arbitrary<PortraitFacts>
}

/** Any card: points and steps that follow no judgement, of any catalogue. */
export const anyCard: fc.Arbitrary<CardTerms> = fc
  .record({
    catalogue: fc.constantFrom('2026.1' as const, '2026.2' as const, '2026.4' as const),
    factors: fc.uniqueArray(
      fc.record({
        indicatorId: fc.constantFrom(...indicatorsIn('2026.2')),
        neutral: fc.integer({ min: 0, max: 10 }),
        first: fc.integer({ min: 0, max: 10 }),
        steps: fc.uniqueArray(fc.oneof(fc.integer({ min: -3, max: 6 }), fc.integer({ min: -10_000, max: 5_000_000_000 })), {
          maxLength: 6,
        }),
        points: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 6, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 50, selector: ({ indicatorId }) => indicatorId },
    ),
    cuts: fc.uniqueArray(fc.integer({ min: 301, max: 800 }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ catalogue, factors, cuts }) => ({
    version: 'RANDOM-2026.1',
    basis: 'EXPERT' as const,
    catalogue,
    base: 300,
    cutOffs: (['A', 'B', 'C', 'D', 'E'] as const).map((grade, at) => ({
      grade,
      from: [...cuts.sort((a, b) => b - a), 300][at] ?? 300,
    })),
    factors: factors.map(({ indicatorId, neutral, first, steps, points }) => ({
      indicatorId,
      neutral,
      bins: [
        { from: null, points: first },
        ...steps.sort((a, b) => a - b).map((from, at) => ({ from, points: points[at] ?? 0 })),
      ],
    })),
  }))
