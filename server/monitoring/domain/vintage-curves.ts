/** One point of a vintage as the database counts it. Quarters as 2026Q1; several where neighbours were joined. */
export type VintagePoint = { from: string; to: string; loans: number; onBook: number; bad: number }
/** `bad[m]`: how many had become bad after m months on the books, as far as the youngest of them has got. */
export type Vintage = { from: string; to: string; loans: number; bad: number[] }

/** The points by vintage, oldest first. */
export function vintageCurves(points: readonly VintagePoint[]): Vintage[] {
  const byQuarter = new Map<string, Vintage>()
  for (const { from, to, loans, onBook, bad } of points) {
    const vintage = byQuarter.get(from) ?? { from, to, loans, bad: [] }
    vintage.bad[onBook] = bad
    byQuarter.set(from, vintage)
  }
  return [...byQuarter.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}
