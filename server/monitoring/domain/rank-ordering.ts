import { aucInterval, type Interval } from './intervals'

/** As the database counts it, in whole numbers; `doubled` and `ks` are null where too few loans tell. */
export type RankCounts = { loans: number; bad: number; doubled: bigint | null; ks: bigint | null }
export type RankOrdering = {
  loans: number
  bad: number
  /** AUC = P(a bad loan had the lower score), ties one half; Gini = 2·AUC − 1; KS = max |F_bad − F_good|. */
  told: { auc: number; interval: Interval; gini: number; ks: number } | null
}

/** The figures of server/scorecard's `discrimination`, from exact counts. */
export function rankOrdering({ loans, bad, doubled, ks }: RankCounts): RankOrdering {
  const good = loans - bad
  if (doubled === null || ks === null || good === 0 || bad === 0) return { loans, bad, told: null }
  const pairs = good * bad
  const auc = Number(doubled) / (2 * pairs)
  return { loans, bad, told: { auc, interval: aucInterval(auc, good, bad), gini: 2 * auc - 1, ks: Number(ks) / pairs } }
}
