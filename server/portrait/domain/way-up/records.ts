import { monthOf, monthsBetween, type PlainDate } from '@/server/kernel/dates'
import { gatesInForce } from '../gates'
import type { Known } from '../known'
import { penaltiesInForce, repairDates, repairRuleOn } from '../repair-rules'
import type { Lever, LeverOption, Step, StepKind } from './levers'
import { effortOf } from './levers'

/** Up to so many records every selection is tried; beyond, they are cured in the order of the day on which they can be. */
const MOST_FREE = 4

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

/** Selections of some steps: all of them where they are few, else the first one, the first two … by date. */
function selections(steps: readonly Step[]): Step[][] {
  const ordered = [...steps].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  if (steps.length > MOST_FREE) return ordered.map((_, at) => ordered.slice(0, at + 1))
  return Array.from({ length: 2 ** ordered.length - 1 }, (_, at) => ordered.filter((__, bit) => ((at + 1) >> bit) & 1))
}

const optionsOf = (steps: readonly Step[], applyFor: (records: ReadonlySet<string>) => LeverOption['apply']): LeverOption[] =>
  selections(steps).map((chosen) => ({ steps: chosen, apply: applyFor(new Set(chosen.flatMap(({ records }) => records))) }))

function penaltyLever({ facts, asOf }: Known): Lever {
  const rule = repairRuleOn(asOf)
  const steps = penaltiesInForce(facts.PENALTY?.penalties ?? [], asOf).map(({ id, on, severity }) =>
    cureOf(id, repairDates(on, severity, rule), asOf, ['REPAIR_RECORD', 'AWAIT_RECORD']),
  )
  const options = optionsOf(steps, (records) => ({ PENALTY, ...rest }) => ({
    ...rest,
    PENALTY: PENALTY && {
      penalties: PENALTY.penalties.map((row) => (records.has(row.id) ? { ...row, repairedOn: asOf } : row)),
    },
  }))
  return { id: 'RECORDS', options }
}

function listLever(known: Known): Lever {
  const { asOf } = known
  const steps = gatesInForce(known)
    .filter(({ dataClass }) => dataClass === 'LIST')
    .map(({ code, recordId, repairableFrom, endsOn }) =>
      code === 'ABNORMAL_OPERATION'
        ? plain('LEAVE_ABNORMAL_LIST', effortOf.LEAVE_LIST, asOf, recordId)
        : cureOf(recordId, { repairableFrom, endsOn }, asOf, ['REPAIR_LISTING', 'AWAIT_LISTING']),
    )
  const options = optionsOf(steps, (records) => ({ LIST, ...rest }) => ({
    ...rest,
    LIST: LIST && { entries: LIST.entries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)) },
  }))
  return { id: 'LISTINGS', options }
}

function judgmentLever({ facts, asOf }: Known): Lever {
  const steps = (facts.COURT?.defaulterEntries ?? []).map(({ id }) => plain('PERFORM_JUDGMENT', effortOf.PERFORM, asOf, id))
  const options = optionsOf(steps, (records) => ({ COURT, ...rest }) => ({
    ...rest,
    COURT: COURT && {
      ...COURT,
      defaulterEntries: COURT.defaulterEntries.map((row) => (records.has(row.id) ? { ...row, removedOn: asOf } : row)),
    },
  }))
  return { id: 'JUDGMENTS', options }
}

function caseLever({ facts, asOf }: Known): Lever {
  const open = (facts.COURT?.cases ?? []).filter(({ role, closedOn }) => role === 'DEFENDANT' && closedOn === null)
  const options = optionsOf(
    open.map(({ id }) => plain('SETTLE_CASE', effortOf.SETTLE, asOf, id)),
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
