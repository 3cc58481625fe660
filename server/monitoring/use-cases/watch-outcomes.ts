import type { InstitutionScope, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { approvalVintages } from '../domain/approval-vintages'
import { judgeFairness } from '../domain/judge-fairness'
import type { OutcomeRow } from '../domain/outcome-table'
import { rankOrdering } from '../domain/rank-ordering'
import { vintageCurves } from '../domain/vintage-curves'
import {
  approvalBands,
  approvalCells,
  badBands,
  beginOutcomeExport,
  fairnessGroups,
  outcomeCounts,
  outcomeRows,
  rankCounts,
  readOn,
  vintagePoints,
} from '../repository'
import { fairnessMonths, leastLoans, leastOfEach, type Trait } from '../schema'

/** Months on the books that a vintage is followed for. */
const vintageMonths = 24
/** Quarters of decisions that are told apart. */
const decisionQuarters = 8

type Asked = { months: '6' | '12' | '24'; onBook: '6' | '12' | '18' }

/** What was decided by band of the score, and what became of it: of the whole platform, or of one institution for itself. */
async function bandsAndVintages(tx: Tx, scope: OperatorScope | InstitutionScope, { months, onBook }: Asked) {
  const { asOf, rule } = await readOn(tx)
  return {
    asOf,
    rule,
    approval: await approvalBands(tx, scope, Number(months)),
    approvalVintages: approvalVintages(await approvalCells(tx, scope, decisionQuarters)),
    bad: await badBands(tx, scope, Number(onBook)),
    vintages: vintageCurves(await vintagePoints(tx, scope, vintageMonths)),
  }
}

export async function watchOutcomes({ tx, scope }: { tx: Tx; scope: OperatorScope }, asked: Asked) {
  return {
    ...(await bandsAndVintages(tx, scope, asked)),
    ranking: rankOrdering(await rankCounts(tx, scope, Number(asked.onBook))),
    learnable: await outcomeCounts(tx, scope),
  }
}

/** The rows from which a card is fitted. @throws Refused `monitoring.too-few-outcomes`, `monitoring.outcomes-spent` */
export async function exportOutcomes({ tx, scope }: { tx: Tx; scope: OperatorScope }): Promise<OutcomeRow[]> {
  const refusal = await beginOutcomeExport(tx, scope)
  if (refusal) throw new Refused(refusal, { leastLoans, least: leastOfEach })
  return outcomeRows(tx, scope)
}

export const watchOwnOutcomes = ({ tx, scope }: { tx: Tx; scope: InstitutionScope }, asked: Asked) =>
  bandsAndVintages(tx, scope, asked)

/** Approval and score by one trait of the firms. */
export async function watchFairness({ tx, scope }: { tx: Tx; scope: OperatorScope }, { trait }: { trait: Trait }) {
  const { asOf } = await readOn(tx)
  return { asOf, ...judgeFairness(await fairnessGroups(tx, scope, trait, fairnessMonths)) }
}
export type OutcomesReading = Awaited<ReturnType<typeof watchOutcomes>>
export type OwnOutcomes = Awaited<ReturnType<typeof watchOwnOutcomes>>
export type FairnessReading = Awaited<ReturnType<typeof watchFairness>>
