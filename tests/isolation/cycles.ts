/**
 * Whether a history of transactions could have happened one after the other, by the method of Elle (Kingsbury, Alvaro: VLDB 2020):
 * every value is appended once, so what was read tells the order of writes, and with it who depends on whom.
 */
export type Transaction = {
  id: number
  /** Key and the list that was read of it. */
  reads: { key: number; list: readonly number[] }[]
  /** Key and the value that was appended to it. */
  appends: { key: number; value: number }[]
}

type Graph = Map<number, Set<number>>

/** Who must come before whom: write before write, write before read, and read before the write that it did not see. */
export function dependencies(committed: readonly Transaction[], final: ReadonlyMap<number, readonly number[]>): Graph {
  const graph: Graph = new Map(committed.map(({ id }) => [id, new Set()]))
  const writer = new Map(committed.flatMap(({ id, appends }) => appends.map(({ value }) => [value, id] as const)))
  const before = (first: number | undefined, then: number | undefined) => {
    if (first !== undefined && then !== undefined && first !== then) graph.get(first)?.add(then)
  }
  for (const list of final.values())
    for (const [at, value] of list.entries()) before(writer.get(value), writer.get(list[at + 1] ?? Number.NaN))
  for (const { id, reads } of committed)
    for (const { key, list } of reads) {
      before(writer.get(list.at(-1) ?? Number.NaN), id)
      before(id, writer.get(final.get(key)?.[list.length] ?? Number.NaN))
    }
  return graph
}

/** Groups of transactions of which each must come before every other: the strongly connected components of more than one (Tarjan). */
export function cyclesOf(graph: Graph): number[][] {
  const [index, low, open, found] = [new Map<number, number>(), new Map<number, number>(), [] as number[], [] as number[][]]
  const isOpen = new Set<number>()
  // With a stack of its own: chains are as long as the history.
  for (const root of graph.keys()) {
    if (index.has(root)) continue
    const walk: { node: number; rest: Iterator<number> }[] = []
    const enter = (node: number) => {
      index.set(node, index.size)
      low.set(node, index.get(node) ?? 0)
      open.push(node)
      isOpen.add(node)
      walk.push({ node, rest: (graph.get(node) ?? new Set<number>()).values() })
    }
    const lower = (node: number, to: number | undefined) => low.set(node, Math.min(low.get(node) ?? 0, to ?? 0))
    enter(root)
    for (let at = walk.at(-1); at; at = walk.at(-1)) {
      const { node } = at
      const next = at.rest.next()
      if (!next.done) {
        if (!index.has(next.value)) enter(next.value)
        else if (isOpen.has(next.value)) lower(node, index.get(next.value))
        continue
      }
      walk.pop()
      const above = walk.at(-1)
      if (above) lower(above.node, low.get(node))
      if (low.get(node) !== index.get(node)) continue
      const group = open.splice(open.indexOf(node))
      for (const one of group) isOpen.delete(one)
      if (group.length > 1) found.push(group)
    }
  }
  return found
}
