/**
 * The cheapest way to reach a goal by choosing at most one option of each lever.
 * `cost`: whole effort units above zero. `points`: what the option adds to the score, never below zero: levers are monotone.
 */
export type Option = { cost: number; points: number }
/**
 * What has to hold. `points`: the chosen options' points together reach at least so much. `accepts`: the lever's choice is
 * among those marked; index 0 is leaving it alone, index 1 its first option.
 */
export type Goal =
  | boolean
  | { all: readonly Goal[] }
  | { any: readonly Goal[] }
  | { points: number }
  | { lever: number; accepts: readonly boolean[] }

type Truth = 'TRUE' | 'FALSE' | 'UNKNOWN'
type Choice = Option & { index: number }
type Search = {
  choices: readonly (readonly Choice[])[]
  most: readonly number[]
  bound: readonly (readonly number[])[]
  need: number
}

/** Points without which the goal cannot hold; nothing where it can. */
function necessaryPoints(goal: Goal): number {
  if (typeof goal === 'boolean') return goal ? 0 : Number.POSITIVE_INFINITY
  if ('points' in goal) return Math.max(0, goal.points)
  if ('all' in goal) return goal.all.reduce((most, part) => Math.max(most, necessaryPoints(part)), 0)
  if ('any' in goal) return goal.any.reduce((least, part) => Math.min(least, necessaryPoints(part)), Number.POSITIVE_INFINITY)
  return 0
}

/** Choices that the goal leaves to a lever whatever the others do. */
function allowed(goal: Goal, lever: number, index: number): boolean {
  if (typeof goal === 'boolean' || 'points' in goal || 'any' in goal) return true
  if ('all' in goal) return goal.all.every((part) => allowed(part, lever, index))
  return goal.lever !== lever || goal.accepts[index] === true
}

/** The goal in three values, with the levers from `chosen.length` on still open. */
function truthOf(goal: Goal, chosen: readonly number[], points: number, search: Search): Truth {
  if (typeof goal === 'boolean') return goal ? 'TRUE' : 'FALSE'
  if ('points' in goal) {
    if (points >= goal.points) return 'TRUE'
    return points + (search.most[chosen.length] ?? 0) < goal.points ? 'FALSE' : 'UNKNOWN'
  }
  if ('all' in goal || 'any' in goal) {
    const parts = ('all' in goal ? goal.all : goal.any).map((part) => truthOf(part, chosen, points, search))
    const [decides, otherwise]: Truth[] = 'all' in goal ? ['FALSE', 'TRUE'] : ['TRUE', 'FALSE']
    return (parts.includes(decides ?? 'FALSE') ? decides : parts.includes('UNKNOWN') ? 'UNKNOWN' : otherwise) ?? 'UNKNOWN'
  }
  // A lever that is not there is left alone.
  const index = goal.lever < search.choices.length ? chosen[goal.lever] : 0
  if (index !== undefined) return goal.accepts[index] ? 'TRUE' : 'FALSE'
  const open = (search.choices[goal.lever] ?? []).map((choice) => goal.accepts[choice.index] === true)
  return open.every(Boolean) ? 'TRUE' : open.some(Boolean) ? 'UNKNOWN' : 'FALSE'
}

/** bound[i][p]: the least weight with which levers i… gain p points, every lever within what the goal leaves it. */
function boundsOf(choices: Search['choices'], need: number): number[][] {
  const bound: number[][] = [Array.from({ length: need + 1 }, (_, points) => (points === 0 ? 0 : Number.POSITIVE_INFINITY))]
  for (const options of [...choices].reverse()) {
    const after = bound[0] ?? []
    bound.unshift(
      after.map((_, points) =>
        options.reduce(
          (least, option) => Math.min(least, option.cost + (after[Math.max(0, points - option.points)] ?? 0)),
          Number.POSITIVE_INFINITY,
        ),
      ),
    )
  }
  return bound
}

/**
 * The choice of least total cost that reaches the goal, of equally cheap ones that with the fewest steps; null when none does.
 * Branch and bound (Land & Doig, Econometrica 28, 1960): a branch is cut when the goal can't hold in it, whatever the open
 * levers do, or when an exact lower bound (a knapsack over the open levers for the points that the goal can't do without)
 * already reaches the best choice found. Nothing is cut that could be cheaper, so the answer is provably the cheapest.
 * @returns for each lever 0, or 1 + the index of its option
 * @throws RangeError for an option that costs nothing or takes points away
 */
export function cheapestChoice(levers: readonly (readonly Option[])[], goal: Goal): number[] | null {
  if (levers.flat().some(({ cost, points }) => !(cost > 0) || !(points >= 0)))
    throw new RangeError('levers cost and are monotone')
  const need = necessaryPoints(goal)
  if (!Number.isFinite(need)) return null
  // One more step weighs less than the least cost.
  const unit = levers.length + 1
  const choices = levers.map((options, lever) =>
    [
      { cost: 0, points: 0, index: 0 },
      ...options.map(({ cost, points }, at) => ({ cost: cost * unit + 1, points, index: at + 1 })),
    ]
      .filter(({ index }) => allowed(goal, lever, index))
      .sort((a, b) => a.cost - b.cost),
  )
  const most = [0]
  for (const options of [...choices].reverse()) {
    most.unshift(options.reduce((best, { points }) => Math.max(best, points), 0) + (most[0] ?? 0))
  }
  const search: Search = { choices, most, bound: boundsOf(choices, need), need }
  let best: { weight: number; chosen: number[] } | null = null

  const visit = (chosen: number[], weight: number, points: number): void => {
    const lower = weight + (search.bound[chosen.length]?.[Math.max(0, need - points)] ?? Number.POSITIVE_INFINITY)
    if (!Number.isFinite(lower) || (best && lower >= best.weight)) return
    const state = truthOf(goal, chosen, points, search)
    if (state === 'FALSE') return
    if (chosen.length === levers.length) {
      if (state === 'TRUE') best = { weight, chosen }
      return
    }
    for (const option of search.choices[chosen.length] ?? [])
      visit([...chosen, option.index], weight + option.cost, points + option.points)
  }
  visit([], 0, 0)
  return best === null ? null : (best as { chosen: number[] }).chosen
}
