/** Ranks rows by how bad they look; `risk` higher is worse, `y` 1 is bad. Ties share one step of the curve. */
type Step = { good: number; bad: number }

function steps(risk: ArrayLike<number>, y: ArrayLike<number>): Step[] {
  const order = Float64Array.from({ length: risk.length }, (_, at) => at).sort(
    (a, b) => (risk[b] as number) - (risk[a] as number) || a - b,
  )
  const found: Step[] = []
  let last = Number.NaN
  for (const row of order) {
    const value = risk[row] as number
    if (value !== last || found.length === 0) found.push({ good: 0, bad: 0 })
    last = value
    const step = found.at(-1)
    if (step) step[y[row] ? 'bad' : 'good']++
  }
  return found
}

export type Discrimination = { n: number; bad: number; auc: number | null; ks: number | null; gini: number | null }

/**
 * AUC = P(a bad looks worse than a good), ties one half (Mann–Whitney); Gini = 2·AUC − 1; KS = max |F_bad − F_good| over the
 * distinct values of `risk`. All null when one of the classes is absent.
 */
export function discrimination(risk: ArrayLike<number>, y: ArrayLike<number>): Discrimination {
  const curve = steps(risk, y)
  const bad = curve.reduce((sum, step) => sum + step.bad, 0)
  const good = risk.length - bad
  if (bad === 0 || good === 0) return { n: risk.length, bad, auc: null, ks: null, gini: null }
  let goods = 0
  let bads = 0
  let doubled = 0
  let ks = 0
  for (const step of curve) {
    doubled += step.good * (2 * bads + step.bad)
    goods += step.good
    bads += step.bad
    ks = Math.max(ks, Math.abs(bads / bad - goods / good))
  }
  const auc = doubled / (2 * good * bad)
  return { n: risk.length, bad, auc, ks, gini: 2 * auc - 1 }
}

/** One band of rows with like probabilities: the mean of what was predicted beside what happened. */
export type CalibrationBand = { n: number; bad: number; predicted: number; observed: number }

/** Rows cut into `bands` of equal size by rising probability of bad; equal probabilities stay in one band. */
export function calibration(pd: ArrayLike<number>, y: ArrayLike<number>, bands = 10): CalibrationBand[] {
  const order = Float64Array.from({ length: pd.length }, (_, at) => at).sort(
    (a, b) => (pd[a] as number) - (pd[b] as number) || a - b,
  )
  const cut: CalibrationBand[] = []
  let open: { n: number; bad: number; sum: number } = { n: 0, bad: 0, sum: 0 }
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number
    open = { n: open.n + 1, bad: open.bad + (y[row] as number), sum: open.sum + (pd[row] as number) }
    const next = order[at + 1]
    const due = at + 1 >= Math.round(((cut.length + 1) * order.length) / bands)
    if (next === undefined || (due && pd[next] !== pd[row])) {
      cut.push({ n: open.n, bad: open.bad, predicted: open.sum / open.n, observed: open.bad / open.n })
      open = { n: 0, bad: 0, sum: 0 }
    }
  }
  return cut
}

/** Of the worst-looking `share` of rows: the bad caught, their share of all bad, and how many times the average that is. */
export type LiftBand = { share: number; n: number; bad: number; captured: number; lift: number }

/** Lift at each tenth of the rows, worst first; where a tie straddles the cut its bad are counted in proportion. */
export function lift(risk: ArrayLike<number>, y: ArrayLike<number>): LiftBand[] {
  const curve = steps(risk, y)
  const all = curve.reduce((sum, step) => sum + step.bad, 0)
  if (all === 0 || all === risk.length) return []
  return Array.from({ length: 10 }, (_, at) => {
    const n = Math.round((risk.length * (at + 1)) / 10)
    let taken = 0
    let bad = 0
    for (const step of curve) {
      const size = step.good + step.bad
      const part = Math.min(1, Math.max(0, (n - taken) / size))
      bad += step.bad * part
      taken += size * part
      if (part < 1) break
    }
    return { share: (at + 1) / 10, n, bad, captured: bad / all, lift: n === 0 ? 0 : bad / n / (all / risk.length) }
  })
}
