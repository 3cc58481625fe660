import { addMonths, monthOf, monthsBetween, type PlainDate } from '@/server/kernel/dates'
import { gateCodes, type PortraitFacts } from '../../schema'
import { gatesInForce } from '../gates'
import type { Known } from '../known'
import { penaltiesInForce, repairDates, repairRuleOn } from '../repair-rules'
import type { Lever, LeverOption, Step, StepKind } from './levers'
import { effortOf } from './levers'
import { type Cure, cheapestSelections } from './selections'

const waiting = (from: PlainDate, to: PlainDate) => (to <= from ? 0 : Math.max(1, monthsBetween(monthOf(from), monthOf(to))))
const plain = (kind: StepKind, effort: number, on: PlainDate, record: string): Step => ({
  kind,
  effort,
  on,
  records: [record],
  months: null,
  amountFen: null,
})

type Dates = { repairableFrom: PlainDate | null; endsOn: PlainDate | null }

/** Repair it as soon as that can be applied for, or let its display run out: whichever asks less. */
function cureOf(record: string, { repairableFrom, endsOn }: Dates, asOf: PlainDate, kinds: [StepKind, StepKind]): Step {
  const from = repairableFrom !== null && repairableFrom > asOf ? repairableFrom : asOf
  const repair = plain(kinds[0], effortOf.REPAIR + effortOf.MONTH * waiting(asOf, from), from, record)
  if (endsOn === null) return repair
  const wait = plain(kinds[1], effortOf.MONTH * waiting(asOf, endsOn), endsOn, record)
  return wait.effort < repair.effort ? wait : repair
}

/** A record with what curing it takes, and what it does to the figures that count it. */
type Cured = { step: Step; figures: Omit<Cure, 'effort'> }
/** 1 at the place of what a record is, of all that it could be. */
const oneOf = <Kind extends string>(kinds: readonly Kind[], kind: Kind) => kinds.map((each) => (each === kind ? 1n : 0n))

/**
 * Selections of records to cure; among them is one of some cheapest path. Where more would have to be told apart than are drawn,
 * the records are cured in the order of what each asks, and the lever says that a cheaper selection may exist.
 */
function leverOf(id: string, cures: readonly Cured[], applyFor: (records: ReadonlySet<string>) => LeverOption['apply']): Lever {
  const cheapest = cheapestSelections(cures.map(({ step, figures }) => ({ ...figures, effort: step.effort })))
  const inOrder = [...cures.keys()].sort((a, b) => (cures[a]?.step.effort ?? 0) - (cures[b]?.step.effort ?? 0))
  const chosen = cheapest ?? inOrder.map((_, at) => inOrder.slice(0, at + 1))
  const options = chosen.map((selection) => {
    const steps = selection.flatMap((at) => cures[at]?.step ?? [])
    return { steps, apply: applyFor(new Set(steps.flatMap(({ records }) => records))) }
  })
  return { id, options, ...(cheapest ? {} : { unproven: true as const }) }
}

type Penalty = NonNullable<PortraitFacts['PENALTY']>['penalties'][number]

const severities = ['MINOR', 'GENERAL', 'SERIOUS'] as const

function penaltyLever({ facts, asOf }: Known): Lever {
  const rule = repairRuleOn(asOf)
  const inForce: Penalty[] = penaltiesInForce(facts.PENALTY?.penalties ?? [], asOf)
  const categories = [...new Set(inForce.map(({ category }) => category))]
  const cures = inForce.map((row): Cured => {
    const { id, on, severity, category, amountFen } = row
    const dates = repairDates(on, severity, rule)
    const isRecent = on > addMonths(asOf, -12) ? 1n : 0n
    // Counts by class and by category, those of the year and those that can be repaired, the sum, and the age of the newest.
    const gains = [...oneOf(severities, severity), ...oneOf(categories, category), isRecent, amountFen ?? 0n]
    return {
      step: cureOf(id, dates, asOf, ['REPAIR_RECORD', 'AWAIT_RECORD']),
      figures: { gains, neutral: dates.repairableFrom <= asOf ? 1 : 0, day: on },
    }
  })
  return leverOf('RECORDS', cures, (records) => ({ PENALTY, ...rest }) => ({
    ...rest,
    PENALTY: PENALTY && {
      penalties: PENALTY.penalties.map((row) => (records.has(row.id) ? { ...row, repairedOn: asOf } : row)),
    },
  }))
}

function listLever(known: Known): Lever {
  const { asOf } = known
  const cures = gatesInForce(known)
    .filter(({ dataClass }) => dataClass === 'LIST')
    .map(({ code, recordId, repairableFrom, endsOn }): Cured => {
      const leave = plain('LEAVE_ABNORMAL_LIST', effortOf.LEAVE_LIST, asOf, recordId)
      const cure = cureOf(recordId, { repairableFrom, endsOn }, asOf, ['REPAIR_LISTING', 'AWAIT_LISTING'])
      // Figures count entries by list, and a rule knows no single bar: entries of one list are alike.
      return { step: code === 'ABNORMAL_OPERATION' ? leave : cure, figures: { gains: oneOf(gateCodes, code), neutral: 0 } }
    })
  return leverOf('LISTINGS', cures, (records) => ({ LIST, ...rest }) => ({
    ...rest,
    LIST: LIST && { ...LIST, entries: LIST.entries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)) },
  }))
}

function judgmentLever({ facts, asOf }: Known): Lever {
  // They are only counted.
  const cures = (facts.COURT?.defaulterEntries ?? []).map(
    ({ id }): Cured => ({
      step: plain('PERFORM_JUDGMENT', effortOf.PERFORM, asOf, id),
      figures: { gains: [1n], neutral: 0 },
    }),
  )
  return leverOf('JUDGMENTS', cures, (records) => ({ COURT, ...rest }) => ({
    ...rest,
    COURT: COURT && {
      ...COURT,
      defaulterEntries: COURT.defaulterEntries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)),
    },
  }))
}

function caseLever({ facts, asOf }: Known): Lever {
  const open = (facts.COURT?.cases ?? []).filter(({ role, closedOn }) => role === 'DEFENDANT' && closedOn === null)
  // Counted, and summed up.
  const cures = open.map(
    ({ id, amountFen }): Cured => ({
      step: plain('SETTLE_CASE', effortOf.SETTLE, asOf, id),
      figures: { gains: [1n, amountFen], neutral: 0 },
    }),
  )
  return leverOf('CASES', cures, (records) => ({ COURT, ...rest }) => ({
    ...rest,
    COURT: COURT && { ...COURT, cases: COURT.cases.map((row) => (records.has(row.id) ? { ...row, closedOn: asOf } : row)) },
  }))
}

/** Records, lists, judgments and cases: what can be repaired, performed or settled, and what runs out by itself, with its day. */
export const recordLevers = (known: Known): Lever[] => [
  penaltyLever(known),
  listLever(known),
  judgmentLever(known),
  caseLever(known),
]
