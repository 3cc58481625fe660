import type { InstitutionScope, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { PlainDate } from '@/server/kernel/dates'
import type { ApprovalCell } from './domain/approval-vintages'
import type { GroupCount } from './domain/judge-fairness'
import type { OutcomeRow } from './domain/outcome-table'
import type { RankCounts } from './domain/rank-ordering'
import type { VintagePoint } from './domain/vintage-curves'
import { type BadRule, type ClassCount, populationMonths, type Trait } from './schema'

type Watcher = OperatorScope | InstitutionScope
type Counted = { month: string; places: number[]; firms: bigint }

const classOf = ({ places, firms }: Counted): ClassCount => ({ places, firms: Number(firms) })

/** A month with the cards its portraits were drawn by. */
export type ScoreMonth = { month: string; cards: string[]; classes: ClassCount[] }

/** How the scores of each complete month lie, oldest first. */
export async function scoreMonths(tx: Tx, _operator: OperatorScope): Promise<ScoreMonth[]> {
  const rows = await tx.$queryRaw<(Counted & { cards: string[] })[]>`SELECT * FROM totals.score_months(${populationMonths}::int)`
  const byMonth = new Map<string, ScoreMonth>()
  for (const row of rows) {
    const found = byMonth.get(row.month)
    if (found) found.classes.push(classOf(row))
    else byMonth.set(row.month, { month: row.month, cards: row.cards, classes: [classOf(row)] })
  }
  return [...byMonth.values()]
}

type Figured = Counted & { indicator: string }
/** Month → indicator → classes; place −1 is missing. */
export type IndicatorMonths = Map<string, Map<string, ClassCount[]>>

/** Of two months, how their enterprises lie on each indicator that the card weighs, by its points. */
export async function factorMonths(tx: Tx, _operator: OperatorScope, months: readonly string[]): Promise<IndicatorMonths> {
  return byIndicator(await tx.$queryRaw<Figured[]>`SELECT * FROM totals.factor_months(${[...months]}::text[])`)
}

/** The same of every other indicator of the catalogue, by tenths of the reference month, 1 to 10. */
export async function figureMonths(
  tx: Tx,
  _operator: OperatorScope,
  { reference, month, besides }: { reference: string; month: string; besides: readonly string[] },
): Promise<IndicatorMonths> {
  return byIndicator(
    await tx.$queryRaw<Figured[]>`SELECT * FROM totals.figure_months(${reference}, ${month}, ${[...besides]}::text[])`,
  )
}

function byIndicator(rows: readonly Figured[]): IndicatorMonths {
  const byMonth = new Map<string, Map<string, ClassCount[]>>()
  for (const row of rows) {
    const indicators = byMonth.get(row.month) ?? new Map<string, ClassCount[]>()
    indicators.set(row.indicator, [...(indicators.get(row.indicator) ?? []), classOf(row)])
    byMonth.set(row.month, indicators)
  }
  return byMonth
}

export type ApprovalBand = { places: number[]; decided: number; granted: number }
export async function approvalBands(tx: Tx, _watcher: Watcher, months: number): Promise<ApprovalBand[]> {
  const rows = await tx.$queryRaw<{ places: number[]; decided: bigint; granted: bigint }[]>`
    SELECT * FROM totals.approval_bands(${months}::int)`
  return rows.map(({ places, decided, granted }) => ({ places, decided: Number(decided), granted: Number(granted) }))
}

type ApprovalRow = { first_quarter: string; last_quarter: string; places: number[]; decided: bigint; granted: bigint }
export async function approvalCells(tx: Tx, _watcher: Watcher, quarters: number): Promise<ApprovalCell[]> {
  const rows = await tx.$queryRaw<ApprovalRow[]>`SELECT * FROM totals.approval_vintages(${quarters}::int)`
  return rows.map(({ first_quarter: from, last_quarter: to, places, decided, granted }) => ({
    ...{ from, to, places },
    decided: Number(decided),
    granted: Number(granted),
  }))
}

/** Loans whose outcome after twelve months is known, and how many of them went bad by then. */
export async function outcomeCounts(tx: Tx, _operator: OperatorScope): Promise<{ loans: number; bad: number }> {
  const [row] = await tx.$queryRaw<{ loans: bigint; bad: bigint }[]>`SELECT * FROM totals.outcome_counts()`
  return { loans: Number(row?.loans ?? 0), bad: Number(row?.bad ?? 0) }
}

/** Puts an export of outcomes on record; the code of a refusal where there may be none. */
export async function beginOutcomeExport(tx: Tx, _operator: OperatorScope): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ refusal: string | null }[]>`SELECT guard.begin_outcome_export() AS refusal`
  return row?.refusal ?? null
}

/** The rows of the export that this transaction has put on record. */
export const outcomeRows = (tx: Tx, _operator: OperatorScope): Promise<OutcomeRow[]> =>
  tx.$queryRaw<OutcomeRow[]>`SELECT * FROM guard.outcome_rows()`

export type BadBand = { places: number[]; loans: number; bad: number }
export async function badBands(tx: Tx, _watcher: Watcher, onBook: number): Promise<BadBand[]> {
  const rows = await tx.$queryRaw<
    { places: number[]; loans: bigint; bad: bigint }[]
  >`SELECT * FROM totals.bad_bands(${onBook}::int)`
  return rows.map(({ places, loans, bad }) => ({ places, loans: Number(loans), bad: Number(bad) }))
}

type VintageRow = { first_quarter: string; last_quarter: string; loans: bigint; on_book: number; bad: bigint }
export async function vintagePoints(tx: Tx, _watcher: Watcher, mostMonths: number): Promise<VintagePoint[]> {
  const rows = await tx.$queryRaw<VintageRow[]>`SELECT * FROM totals.vintages(${mostMonths}::int)`
  return rows.map((row) => ({
    from: row.first_quarter,
    to: row.last_quarter,
    loans: Number(row.loans),
    onBook: row.on_book,
    bad: Number(row.bad),
  }))
}

export async function rankCounts(tx: Tx, _operator: OperatorScope, onBook: number): Promise<RankCounts> {
  const [row] = await tx.$queryRaw<{ loans: bigint; bad: bigint; doubled: bigint | null; ks: bigint | null }[]>`
    SELECT * FROM totals.rank_ordering(${onBook}::int)`
  if (!row) throw new Error('totals.rank_ordering answers with one row')
  return { loans: Number(row.loans), bad: Number(row.bad), doubled: row.doubled, ks: row.ks }
}

type GroupRow = { keys: string[]; firms: bigint; granted: bigint; score_sum: bigint; score_squares: bigint }
export async function fairnessGroups(tx: Tx, _operator: OperatorScope, trait: Trait, months: number): Promise<GroupCount[]> {
  const rows = await tx.$queryRaw<GroupRow[]>`SELECT * FROM totals.fairness(${trait}, ${months}::int)`
  return rows.map((row) => ({
    keys: row.keys,
    firms: Number(row.firms),
    granted: Number(row.granted),
    scoreSum: row.score_sum,
    scoreSquares: row.score_squares,
  }))
}

/** The last day that counts, and the definition of a bad loan that held on it. */
export async function readOn(tx: Tx): Promise<{ asOf: PlainDate; rule: BadRule }> {
  const [row] = await tx.$queryRaw<{ asOf: string; since: string; overdue_days: number; tolerance_bps: number }[]>`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS "asOf", to_char(r.since, 'YYYY-MM-DD') AS since, r.overdue_days, r.tolerance_bps
    FROM (SELECT totals.last_day() AS day) d, totals.bad_rules() r WHERE r.since <= d.day ORDER BY r.since DESC LIMIT 1`
  if (!row) throw new Error('no definition of a bad loan holds')
  return { asOf: row.asOf, rule: { since: row.since, overdueDays: row.overdue_days, toleranceBps: row.tolerance_bps } }
}
