import { addDays, addMonths } from '@/server/kernel/dates'
import type { PortraitFacts } from '../../schema'
import { fullMonths } from '../indicators/stability'
import type { Known } from '../known'
import type { Lever, LeverOption, StepKind } from './levers'
import { effortOf } from './levers'

/** Beyond two years nothing is in any window any more. */
const MOST_MONTHS = 24

type Due = { month: string; dueOn: string }

/** Marks move back by the months that went by; the newest months are in order. */
const shifted = <Mark>(marks: readonly Mark[], months: number, clean: Mark): Mark[] =>
  marks.map((_, at) => marks[at + months] ?? clean)

type Lateness = 'CLEAN' | 'LATE' | 'UNDONE'
const latenessOf = (doneOn: string | null, { dueOn }: Due, asOf: string): Lateness =>
  doneOn === null ? (dueOn < asOf ? 'UNDONE' : 'CLEAN') : doneOn > dueOn ? 'LATE' : 'CLEAN'

/** The day on which a month's duty was done, made to tell of this lateness. */
function doneOnFor(lateness: Lateness, own: Lateness, doneOn: string | null, { dueOn }: Due): string | null {
  if (lateness === own) return doneOn
  if (lateness === 'UNDONE') return null
  return lateness === 'LATE' ? addDays(dueOn, 1) : dueOn
}

function movedOn<Row extends Due>(rows: readonly Row[], months: number, asOf: string, of: (row: Row) => string | null) {
  const own = rows.map((row) => latenessOf(of(row), row, asOf))
  const then = shifted(own, months, 'CLEAN' as Lateness)
  return rows.map((row, at) => ({ row, doneOn: doneOnFor(then[at] ?? 'CLEAN', own[at] ?? 'CLEAN', of(row), row) }))
}

const byMonth = <Row extends Due | { month: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))

/** After how many months something leaves a window of the catalogue: 12 or 24 months. */
function leaving(isMarked: readonly boolean[]): number[] {
  const months = Array.from({ length: MOST_MONTHS }, (_, at) => at + 1)
  return months.filter((after) => [12, 24].some((window) => isMarked[isMarked.length - window + after - 1] === true))
}

/** One option a number of months. */
function eachMonth(
  kind: StepKind,
  asOf: string,
  counts: readonly number[],
  applyFor: (months: number) => LeverOption['apply'],
): LeverOption[] {
  return counts.map((months) => {
    const step = { kind, effort: effortOf.MONTH * months, on: addMonths(asOf, months), records: [], months, amountFen: null }
    return { steps: [step], apply: applyFor(months) }
  })
}

const utilityKinds = { ELECTRICITY: 'ELECTRICITY_ON_TIME', WATER: 'WATER_ON_TIME', GAS: 'GAS_ON_TIME' } as const

/**
 * Duties kept in order from now on: what was late moves out of the windows month by month. Only the marks move; sales, use
 * and staff stay as they are, for nobody knows those of the months to come.
 */
export function onTimeLevers({ facts, asOf }: Known): Lever[] {
  const { TAX, SOCIAL_SECURITY } = facts
  const late = (rows: readonly Due[], of: (at: number) => string | null) =>
    leaving(rows.map((row, at) => latenessOf(of(at), row, asOf) !== 'CLEAN'))
  const filed = late(TAX?.months ?? [], (at) => TAX?.months[at]?.declaredOn ?? null)
  const insured = leaving((SOCIAL_SECURITY?.months ?? []).map((row) => row.inArrears))
  const filing = eachMonth('FILE_ON_TIME', asOf, filed, (months) => (all) => {
    if (!all.TAX) return all
    const moved = movedOn(byMonth(all.TAX.months), months, asOf, (row) => row.declaredOn)
    return { ...all, TAX: { ...all.TAX, months: moved.map(({ row, doneOn }) => ({ ...row, declaredOn: doneOn })) } }
  })
  const insuring = eachMonth('INSURE_ON_TIME', asOf, insured, (months) => (all) => {
    if (!all.SOCIAL_SECURITY) return all
    const rows = byMonth(all.SOCIAL_SECURITY.months)
    const marks = shifted(
      rows.map((row) => row.inArrears),
      months,
      false,
    )
    const moved = rows.map((row, at) => ({ ...row, inArrears: marks[at] ?? false }))
    return { ...all, SOCIAL_SECURITY: { ...all.SOCIAL_SECURITY, months: moved } }
  })
  const utilities = (['ELECTRICITY', 'WATER', 'GAS'] as const).map((utility) => {
    const bills = facts[utility]?.months ?? []
    const paid = late(bills, (at) => bills[at]?.paidOn ?? null)
    const kind = utilityKinds[utility]
    return { id: kind, options: eachMonth(kind, asOf, paid, (months) => (all) => payOnTime(all, utility, months, asOf)) }
  })
  return [{ id: 'FILE_ON_TIME', options: filing }, { id: 'INSURE_ON_TIME', options: insuring }, ...utilities]
}

function payOnTime(all: PortraitFacts, utility: 'ELECTRICITY' | 'WATER' | 'GAS', months: number, asOf: string): PortraitFacts {
  const bills = all[utility]
  if (!bills) return all
  const moved = movedOn(byMonth(bills.months), months, asOf, (row) => row.paidOn)
  return { ...all, [utility]: { ...bills, months: moved.map(({ row, doneOn }) => ({ ...row, paidOn: doneOn })) } }
}

/** Age comes by itself: the same firm, founded so many months earlier. Rules count in half years, so options do. */
export function agingLever({ facts, asOf }: Known): Lever {
  const age = facts.REGISTRATION ? fullMonths(facts.REGISTRATION.foundedOn, asOf) : 0
  const counts = [0, 6, 12, 18].map((months) => months + 6 - (age % 6))
  const options = eachMonth('GROW_OLDER', asOf, counts, (months) => (all) => {
    const { REGISTRATION } = all
    return REGISTRATION
      ? { ...all, REGISTRATION: { ...REGISTRATION, foundedOn: addMonths(REGISTRATION.foundedOn, -months) } }
      : all
  })
  return { id: 'GROW_OLDER', options: facts.REGISTRATION ? options : [] }
}
