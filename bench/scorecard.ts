import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { csvText } from '@/server/scorecard/domain/written'
import { type Bench, type BenchOptions, rounded } from './row'

const ROWS = Number(process.env.BENCH_SCORECARD_ROWS ?? 30_000)
const COLUMNS = 64
const limitSeconds = 60

/** Numbers from a seed (mulberry32), each in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Cell = string | number | null

/** A cell of one column: every fourth is text of few or many levels, every eighth a day, the others numbers, one with codes. */
function cellOf(column: number, value: number, random: () => number): Cell {
  if (random() < 0.08) return null
  if (column % 8 === 5) return new Date(Date.UTC(2024, 0, 1 + Math.floor(300 + 100 * value))).toISOString().slice(0, 10)
  if (column % 4 === 2) return `level ${Math.floor((value + 4) * (column % 8 === 2 ? 2 : 40))}`
  if (column % 16 === 3 && random() < 0.05) return random() < 0.5 ? -999 : 'N/K'
  return Math.round(value * 10_000) / 100
}

/** Firms of which eight columns say something of their fate; `flipped`: good and bad exchanged. */
function dataOf(seed: number, flipped: boolean): Cell[][] {
  const random = randomFrom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const head = [...Array.from({ length: COLUMNS }, (_, at) => `x${at}`), 'fate']
  const rows = Array.from({ length: ROWS }, () => {
    const values = Array.from({ length: COLUMNS }, normal)
    const eta = values.slice(0, 8).reduce((sum, value, at) => sum + (at % 3 === 0 ? Math.abs(value) - 0.8 : value) * 0.4, -2)
    const isBad = random() < 1 / (1 + Math.exp(-eta))
    return [...values.map((value, at) => cellOf(at, value, random)), isBad === flipped ? 'repaid' : 'lost']
  })
  return [head, ...rows]
}

/** Seconds of the command from its start to its end: the file read, binned, regressed, reported, written. */
function fitted(folder: string, seed: number, flipped: boolean) {
  const file = path.join(folder, `firms-${flipped}.csv`)
  writeFileSync(file, csvText(dataOf(seed, flipped)))
  const out = path.join(folder, `out-${flipped}`)
  const command = ['--import=tsx', 'scripts/scorecard.ts', 'fit', '--data', file, '--target', 'fate', '--bad', 'lost']
  const from = performance.now()
  execFileSync(process.execPath, [...command, '--split', 'mod10', '--out', out], { stdio: 'ignore' })
  const seconds = (performance.now() - from) / 1000
  const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as { test: { n: number; auc: number } }
  return { seconds, auc: report.test.auc }
}

/** The command on mixed columns with gaps and codes, as they are and with the labels exchanged; the slower of the two counts. */
async function run({ seed }: BenchOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-scorecard-'))
  try {
    const runs = [false, true].map((flipped) => fitted(folder, seed, flipped))
    for (const { seconds, auc } of runs) console.log(`  ${seconds.toFixed(1)} s, AUC on rows held back ${auc.toFixed(4)}`)
    console.log(`  ${ROWS} rows of ${COLUMNS} columns; load average ${loadavg()[0]?.toFixed(1)}`)
    const seconds = Math.max(...runs.map((one) => one.seconds))
    const limit = 'limit'
    return {
      bench: 'scorecard',
      unit: 's',
      ours: rounded(seconds),
      peers: { [limit]: limitSeconds },
      ratio: { [limit]: rounded(limitSeconds / seconds) },
      target: `≤ ${limitSeconds} s`,
      met: seconds <= limitSeconds,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const scorecardBench: Bench = { name: 'scorecard', run }
