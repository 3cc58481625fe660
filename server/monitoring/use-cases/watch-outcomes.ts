import type { InstitutionScope, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { judgeFairness } from '../domain/judge-fairness'
import { rankOrdering } from '../domain/rank-ordering'
import { vintageCurves } from '../domain/vintage-curves'
import { approvalBands, badBands, fairnessGroups, rankCounts, readOn, vintagePoints } from '../repository'
import { fairnessMonths, type Trait } from '../schema'

/** Months on the books that a vintage is followed for. */
const vintageMonths = 24

type Asked = { months: '6' | '12' | '24'; onBook: '6' | '12' | '18' }

/** What was decided by band of the score, and what became of it: of the whole platform, or of one institution for itself. */
async function bandsAndVintages(tx: Tx, scope: OperatorScope | InstitutionScope, { months, onBook }: Asked) {
  const { asOf, rule } = await readOn(tx)
  return {
    asOf,
    rule,
    approval: await approvalBands(tx, scope, Number(months)),
    bad: await badBands(tx, scope, Number(onBook)),
    vintages: vintageCurves(await vintagePoints(tx, scope, vintageMonths)),
  }
}

export async function watchOutcomes({ tx, scope }: { tx: Tx; scope: OperatorScope }, asked: Asked) {
  return {
    ...(await bandsAndVintages(tx, scope, asked)),
    ranking: rankOrdering(await rankCounts(tx, scope, Number(asked.onBook))),
  }
}

export const watchOwnOutcomes = ({ tx, scope }: { tx: Tx; scope: InstitutionScope }, asked: Asked) =>
  bandsAndVintages(tx, scope, asked)

/** Approval and score by one trait of the firms. */
export async function watchFairness({ tx, scope }: { tx: Tx; scope: OperatorScope }, { trait }: { trait: Trait }) {
  const { asOf } = await readOn(tx)
  return { asOf, ...judgeFairness(await fairnessGroups(tx, scope, trait, fairnessMonths)) }
}
export type OwnOutcomes = Awaited<ReturnType<typeof watchOwnOutcomes>>
export type FairnessReading = Awaited<ReturnType<typeof watchFairness>>
