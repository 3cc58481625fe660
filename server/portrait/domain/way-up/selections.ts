/** More selections than these of one lever are not drawn: all subsets of eight records of which none is as good as another. */
export const MOST_SELECTIONS = 256

/**
 * Which selections of some records have to be looked at for the cheapest path. `atLeastAsGood(a, b)`: to cure `a` asks no more
 * than to cure `b` and moves every figure at least as far in its good direction. Then some cheapest path cures `b` only with `a`:
 * in a path that cures `b` alone, `a` can take its place at no greater cost and no smaller gain. So selections that are closed
 * under that order suffice, and no others are told; of records that are alike these are prefixes, of records of which none is as
 * good as another all subsets. Records that are as good as each other count in the order given.
 * @returns every closed selection but the empty one; null where they are more than MOST_SELECTIONS
 */
export function closedSelections<Record>(
  records: readonly Record[],
  atLeastAsGood: (a: Record, b: Record) => boolean,
): Record[][] | null {
  const above = records.map((b, at) =>
    records.flatMap((a, other) => {
      const comesFirst = other !== at && atLeastAsGood(a, b) && (!atLeastAsGood(b, a) || other < at)
      return comesFirst ? [other] : []
    }),
  )
  // Whoever has fewer records before it stands earlier, so that those before it are settled when its turn comes.
  const order = [...records.keys()].sort((a, b) => (above[a]?.length ?? 0) - (above[b]?.length ?? 0) || a - b)
  let found: Set<number>[] = [new Set()]
  for (const at of order) {
    const ready = found.filter((chosen) => above[at]?.every((other) => chosen.has(other)))
    found = [...found, ...ready.map((chosen) => new Set([...chosen, at]))]
    if (found.length > MOST_SELECTIONS) return null
  }
  return found.filter((chosen) => chosen.size > 0).map((chosen) => records.filter((_, at) => chosen.has(at)))
}
