import { addMonths, monthOf, monthsBetween, type PlainDate } from '@/server/kernel/dates'
import type { Gate, PortraitFacts } from '../../schema'
import { gatesInForce } from '../gates'
import type { Known } from '../known'
import { penaltiesInForce, repairDates, repairRuleOn } from '../repair-rules'
import type { Lever, LeverOption, Step, StepKind } from './levers'
import { effortOf } from './levers'
import { closedSelections } from './selections'

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

/** A record with what curing it takes. */
type Cure<Row> = { row: Row; step: Step }
const effort = <Row>(a: Cure<Row>, b: Cure<Row>) => a.step.effort <= b.step.effort

/**
 * Selections of records to cure. Where too many would have to be told apart, which is beyond what a firm has, the records are
 * cured in the order of what each asks.
 */
function optionsOf<Row>(
  cures: readonly Cure<Row>[],
  atLeastAsGood: (a: Row, b: Row) => boolean,
  applyFor: (records: ReadonlySet<string>) => LeverOption['apply'],
): LeverOption[] {
  const cheapestFirst = [...cures].sort((a, b) => a.step.effort - b.step.effort)
  const chosen =
    closedSelections(cures, (a, b) => effort(a, b) && atLeastAsGood(a.row, b.row)) ??
    cheapestFirst.map((_, at) => cheapestFirst.slice(0, at + 1))
  return chosen.map((selection) => {
    const steps = selection.map(({ step }) => step)
    return { steps, apply: applyFor(new Set(steps.flatMap(({ records }) => records))) }
  })
}

type Penalty = NonNullable<PortraitFacts['PENALTY']>['penalties'][number]

function penaltyLever({ facts, asOf }: Known): Lever {
  const rule = repairRuleOn(asOf)
  const cures = penaltiesInForce(facts.PENALTY?.penalties ?? [], asOf).map((row) => ({
    row,
    step: cureOf(row.id, repairDates(row.on, row.severity, rule), asOf, ['REPAIR_RECORD', 'AWAIT_RECORD']),
  }))
  const isRepairable = ({ on, severity }: Penalty) => repairDates(on, severity, rule).repairableFrom <= asOf
  const isRecent = ({ on }: Penalty) => on > addMonths(asOf, -12)
  // Counts by class and by category, those of the year and those that can be repaired, the sum, and the age of the newest.
  const asGood = (a: Penalty, b: Penalty) =>
    a.severity === b.severity &&
    a.category === b.category &&
    isRecent(a) >= isRecent(b) &&
    isRepairable(a) === isRepairable(b) &&
    (a.amountFen ?? 0n) >= (b.amountFen ?? 0n) &&
    a.on >= b.on
  const options = optionsOf(cures, asGood, (records) => ({ PENALTY, ...rest }) => ({
    ...rest,
    PENALTY: PENALTY && {
      penalties: PENALTY.penalties.map((row) => (records.has(row.id) ? { ...row, repairedOn: asOf } : row)),
    },
  }))
  return { id: 'RECORDS', options }
}

function listLever(known: Known): Lever {
  const { asOf } = known
  const cures = gatesInForce(known)
    .filter(({ dataClass }) => dataClass === 'LIST')
    .map((row) => {
      const { code, recordId, repairableFrom, endsOn } = row
      const leave = plain('LEAVE_ABNORMAL_LIST', effortOf.LEAVE_LIST, asOf, recordId)
      const cure = cureOf(recordId, { repairableFrom, endsOn }, asOf, ['REPAIR_LISTING', 'AWAIT_LISTING'])
      return { row, step: code === 'ABNORMAL_OPERATION' ? leave : cure }
    })
  // Figures count entries by list, and a rule knows no single bar: entries of one list are alike.
  const asGood = (a: Gate, b: Gate) => a.code === b.code
  const options = optionsOf(cures, asGood, (records) => ({ LIST, ...rest }) => ({
    ...rest,
    LIST: LIST && { entries: LIST.entries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)) },
  }))
  return { id: 'LISTINGS', options }
}

function judgmentLever({ facts, asOf }: Known): Lever {
  const cures = (facts.COURT?.defaulterEntries ?? []).map((row) => ({
    row,
    step: plain('PERFORM_JUDGMENT', effortOf.PERFORM, asOf, row.id),
  }))
  // They are only counted.
  const options = optionsOf(
    cures,
    () => true,
    (records) =>
      ({ COURT, ...rest }) => ({
        ...rest,
        COURT: COURT && {
          ...COURT,
          defaulterEntries: COURT.defaulterEntries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)),
        },
      }),
  )
  return { id: 'JUDGMENTS', options }
}

function caseLever({ facts, asOf }: Known): Lever {
  const open = (facts.COURT?.cases ?? []).filter(({ role, closedOn }) => role === 'DEFENDANT' && closedOn === null)
  const options = optionsOf(
    open.map((row) => ({ row, step: plain('SETTLE_CASE', effortOf.SETTLE, asOf, row.id) })),
    // Counted, and summed up.
    (a, b) => a.amountFen >= b.amountFen,
    (records) =>
      ({ COURT, ...rest }) => ({
        ...rest,
        COURT: COURT && { ...COURT, cases: COURT.cases.map((row) => (records.has(row.id) ? { ...row, closedOn: asOf } : row)) },
      }),
  )
  return { id: 'CASES', options }
}

/** Records, lists, judgments and cases: what can be repaired, performed or settled, and what runs out by itself, with its day. */
export const recordLevers = (known: Known): Lever[] => [
  penaltyLever(known),
  listLever(known),
  judgmentLever(known),
  caseLever(known),
]
