/** Decisions of a quarter (several where neighbours were joined) on scores of a class of bands. */
export type ApprovalCell = { from: string; to: string; places: number[]; decided: number; granted: number }
export type ApprovalVintage = { from: string; to: string; decided: number; granted: number; bands: ApprovalCell[] }

/** The cells by quarter, oldest first, bands from the lowest; every quarter has the same classes of bands. */
export function approvalVintages(cells: readonly ApprovalCell[]): ApprovalVintage[] {
  const byQuarter = new Map<string, ApprovalVintage>()
  for (const cell of cells) {
    const found = byQuarter.get(cell.from) ?? { from: cell.from, to: cell.to, decided: 0, granted: 0, bands: [] }
    found.decided += cell.decided
    found.granted += cell.granted
    found.bands.push(cell)
    byQuarter.set(cell.from, found)
  }
  const place = ({ places }: ApprovalCell) => places[0] ?? 0
  return [...byQuarter.values()]
    .map((one) => ({ ...one, bands: one.bands.sort((a, b) => place(a) - place(b)) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}
