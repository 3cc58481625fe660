import type { Table } from './table'

/** A generator of our own for tests: the same numbers each time (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const round = (value: number) => String(Math.round(value * 1000) / 1000)

/** Sixty-four columns of which three matter (one in a V), `train` of the rows to learn from: where who believes his own bins errs. */
export function wideSet(rows: number, train: number, seed: number): Table {
  const random = generator(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const names = [...Array.from({ length: 64 }, (_, at) => `x${at}`), 'fate', 'part']
  const columns: (string | null)[][] = names.map(() => [])
  for (let row = 0; row < rows; row++) {
    const [first = 0, second = 0, third = 0, ...others] = Array.from({ length: 64 }, normal)
    const eta = -1.2 + 0.9 * (first + Math.abs(second) - 0.8 + third)
    for (const [at, value] of [first, second, third, ...others].entries()) {
      columns[at]?.push(random() < 0.05 ? null : round(value))
    }
    columns[64]?.push(random() < 1 / (1 + Math.exp(-eta)) ? 'lost' : 'repaid')
    columns[65]?.push(row < train ? 'train' : 'test')
  }
  return { names, columns, rows }
}

/**
 * Invented firms: sales growth and arrears matter (one straight, one in a U), the trade matters, half the columns don't,
 * one cell in ten is missing. `flipped` swaps the labels.
 */
export function inventedFirms(rows: number, seed: number, flipped = false): Table {
  const random = generator(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const trades = ['build', 'farm', 'shop', 'haul', 'cook']
  const names = ['growth', 'swing', 'trade', 'code', 'noise1', 'noise2', 'constant', 'nothing', 'number', 'day', 'fate']
  const columns: (string | null)[][] = names.map(() => [])
  for (let row = 0; row < rows; row++) {
    const [growth, swing, noise] = [normal(), normal(), normal()]
    const trade = Math.floor(random() * trades.length)
    const eta = -1.2 - 1.1 * growth + 0.8 * (Math.abs(swing) - 0.8) + (trade === 2 ? 0.9 : 0)
    const bad = random() < 1 / (1 + Math.exp(-eta))
    const code = random() < 0.05 ? 'N/K' : round(noise + (bad ? 0.2 : 0))
    const cells = [
      random() < 0.1 ? null : round(growth),
      round(swing),
      trades[trade] ?? null,
      code,
      round(normal()),
      `city ${Math.floor(random() * 300)}`,
      'same',
      null,
      String(1000 + row),
      `2026-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}`,
      bad === flipped ? 'repaid' : 'lost',
    ]
    for (const [at, cell] of cells.entries()) columns[at]?.push(cell)
  }
  return { names, columns, rows }
}
