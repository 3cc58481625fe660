import type { Breaks } from './breaks'
import { type Exclusion, fixedCandidates, ownCandidates, type Training } from './candidates'
import { type Card, type Scale, scaledCard, scoreTable } from './card'
import { ScorecardFault } from './fault'
import { type LogisticFit, logistic, logisticOrRidge } from './logistic'
import { type Report, reportOn } from './report'
import { type Split, sameValue, trains } from './split'
import { columnOf, type Table } from './table'

export type FitRequest = { target: string; bad: string; split: Split; breaks: Breaks | null; scale: Scale }
export type FittedCard = { card: Card; regression: LogisticFit; excluded: Exclusion[]; report: Report }

/**
 * The penalty under our own binning, in rows' worth of information per variable of unit spread. Chosen by cross-validation
 * over three public data sets; between 3 and 30 it hardly matters.
 */
const OWN_RIDGE = 10

/**
 * Fits a card: bins (fixed or our own) or numbers as they are, weight of evidence, logistic regression, points. Under fixed
 * breaks the estimate is maximum likelihood (a ridge only where that has no maximum); under our own binning a mild ridge holds the many like
 * variables together, and the coefficients are learned from weights of evidence that the row had no part in, for bins cut on
 * few rows promise more than they keep (stacking: Wolpert 1992). The same table and request give the same card, digit for digit.
 * Throws a ScorecardFault in one sentence when the data can't carry a card.
 */
export function fitCard(table: Table, request: FitRequest): FittedCard {
  const labels = labelsOf(table, request)
  const trained = trains(request.split, table)
  const rows = [...labels.keys()].filter((row) => labels[row] !== null)
  const part = (wanted: boolean) => rows.filter((row) => trained[row] === wanted)
  const training: Training = { table, rows: part(true), y: Uint8Array.from(part(true), (row) => labels[row] as number) }
  const bads = training.y.reduce((sum, each) => sum + each, 0)
  if (training.y.length === 0) throw new ScorecardFault('No row is left to train on.')
  if (bads === 0)
    throw new ScorecardFault(`No training row has ${request.target} = ${request.bad}, so there is nothing to tell apart.`)
  if (bads === training.y.length) {
    throw new ScorecardFault(`Every training row has ${request.target} = ${request.bad}, so there is nothing to tell apart.`)
  }
  const { breaks, split, target } = request
  if (breaks?.has(target)) throw new ScorecardFault(`The breaks file lists the target "${target}" as a predictor.`)
  const names = table.names.filter((name) => name !== target && !(split.how === 'column' && split.column === name))
  const { kept, excluded } = breaks ? fixedCandidates(training, breaks) : ownCandidates(training, names)
  const sample = { columns: kept.map(({ woe, held }) => held ?? woe), y: training.y }
  const regression = breaks ? logisticOrRidge(sample) : logistic(sample, OWN_RIDGE)
  const { intercept, coefficients } = regression
  const tables = kept.map((one) => one.table)
  const card = scaledCard({ target, bad: request.bad, intercept, coefficients, tables }, request.scale)
  const scored = scoreTable(card, table)
  const of = (chosen: readonly number[]) => ({
    scored: chosen.map((row) => scored[row] ?? { score: 0, pd: 0, bins: [], points: [] }),
    y: chosen.map((row) => labels[row] as number),
  })
  const report = reportOn(card, tables, of(training.rows), of(part(false)))
  return { card, regression, excluded, report }
}

/** 1 bad, 0 good, null where the target is missing: such rows neither train nor test. */
function labelsOf(table: Table, { target, bad }: FitRequest): (0 | 1 | null)[] {
  const cells = columnOf(table, target)
  if (!cells) throw new ScorecardFault(`The data have no column "${target}" to learn.`)
  const labels = cells.map((cell) => (cell === null ? null : sameValue(cell, bad) ? 1 : 0))
  if (!labels.includes(1)) {
    const found = [...new Set(cells.filter((cell) => cell !== null))].slice(0, 6)
    throw new ScorecardFault(
      `No row has ${target} = ${bad}; the column holds ${found.map((one) => `"${one}"`).join(', ') || 'nothing'}.`,
    )
  }
  return labels
}
