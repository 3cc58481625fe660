import type { Cell } from '@/server/kernel/csv'

/** A loan whose outcome is known, without names: `figures` by `ids`, as they were when it was asked for, null where there was none. */
export type OutcomeRow = { firm: string; early: boolean; defaulted: boolean; ids: string[]; figures: (bigint | null)[] }

/** How `npm run scorecard -- fit` is told what to learn and what to hold back. */
export const outcomeColumns = { firm: 'firm', sample: 'sample', defaulted: 'defaulted' } as const

/**
 * The table that `npm run scorecard -- fit --target defaulted --bad 1 --split sample=early` reads: a loan a row, a figure a column,
 * named as the catalogue names it. Figures that one card read and another did not are missing where they were not read.
 */
export function outcomeTable(rows: readonly OutcomeRow[]): Cell[][] {
  const ids = [...new Set(rows.flatMap((row) => row.ids))]
  const { firm, sample, defaulted } = outcomeColumns
  return [
    [firm, sample, defaulted, ...ids],
    ...rows.map((row): Cell[] => {
      const figure = new Map(row.ids.map((id, at) => [id, row.figures[at] ?? null]))
      return [row.firm, row.early ? 'early' : 'late', row.defaulted ? 1 : 0, ...ids.map((id) => figure.get(id) ?? null)]
    }),
  ]
}
