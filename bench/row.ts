/** One row of the report; figures of one unit, all taken in the same run on the same data. */
export type BenchRow = {
  bench: string
  unit: string
  ours: number
  peers: Record<string, number>
  /** ours ÷ peer (for a time: peer ÷ ours), so that more is always better. */
  ratio: Record<string, number>
  target: string
  met: boolean
}

export type BenchOptions = { seed: number; ownerUrl: string }
export type Bench = { name: string; run: (options: BenchOptions) => Promise<BenchRow> }

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export const rounded = (value: number) => Number(value.toPrecision(4))
