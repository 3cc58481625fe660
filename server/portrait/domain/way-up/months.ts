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

/** Half years of age that are looked ahead to: two years. */
const HALF_YEARS = 4

/**
 * Age comes by itself. Rules count in half years, so options do: each is reached on the very day on which the firm is so old,
 * which from the day of the look is a number of months and some days; a month begun counts as a month of waiting.
 */
export function agingLever({ facts, asOf }: Known): Lever {
  const { REGISTRATION: register } = facts
  if (!register) return { id: 'GROW_OLDER', options: [] }
  const passed = Math.floor(fullMonths(register.foundedOn, asOf) / 6)
  const options = Array.from({ length: HALF_YEARS }, (_, at): LeverOption => {
    const age = 6 * (passed + at + 1)
    const on = addMonths(register.foundedOn, age)
    const whole = fullMonths(asOf, on)
    const months = addMonths(asOf, whole) < on ? whole + 1 : whole
    const step = { kind: 'GROW_OLDER' as const, effort: effortOf.MONTH * months, on, records: [], months, amountFen: null }
    // On the day of the look, a firm that is so old to the day.
    return { steps: [step], apply: (all) => agedTo(all, addMonths(asOf, -age)) }
  })
  return { id: 'GROW_OLDER', options }
}

const agedTo = (all: PortraitFacts, foundedOn: string): PortraitFacts =>
  all.REGISTRATION ? { ...all, REGISTRATION: { ...all.REGISTRATION, foundedOn } } : all
