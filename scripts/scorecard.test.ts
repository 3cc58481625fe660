import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toCsv } from '@/server/kernel/csv'
import { inventedFirms } from '@/server/scorecard/domain/small-set.fixture'

const root = path.resolve(import.meta.dirname, '..')
const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs')
const command = (...args: string[]) => [tsx, path.join(root, 'scripts/scorecard.ts'), ...args]
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scorecard-'))
  const { names, columns, rows } = inventedFirms(600, 5)
  const cells = Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? ''))
  writeFileSync(path.join(folder, 'firms.csv'), toCsv([names, ...cells]))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string) => path.join(folder, name)

test('fit writes the card, bins, coefficients and report; apply scores by the stored card; both the same each time', () => {
  const fit = ['fit', '--data', file('firms.csv'), '--target', 'fate', '--bad', 'lost', '--split', 'mod10']
  for (const out of ['one', 'two']) execFileSync(process.execPath, command(...fit, '--out', file(out)), { cwd: root })
  const written = readdirSync(file('one')).sort()
  expect(written).toEqual(['bins.csv', 'bins.json', 'card.json', 'coefficients.csv', 'coefficients.json', 'report.json'])
  for (const name of written) {
    expect(readFileSync(path.join(file('two'), name), 'utf8')).toBe(readFileSync(path.join(file('one'), name), 'utf8'))
  }
  const report = JSON.parse(readFileSync(path.join(file('one'), 'report.json'), 'utf8'))
  expect(report).toMatchObject({ train: { n: 420 }, test: { n: 180 }, psi: expect.any(Number) })
  for (const part of [report.train, report.test]) expect(Object.keys(part)).toEqual(['n', 'bad', 'auc', 'ks', 'gini'])
  expect(report.iv.growth).toBeGreaterThan(0.3)
  execFileSync(
    process.execPath,
    command('apply', '--card', file('one/card.json'), '--data', file('firms.csv'), '--out', file('scores.csv')),
    {
      cwd: root,
    },
  )
  const [head, ...rows] = readFileSync(file('scores.csv'), 'utf8').trimEnd().split('\n')
  expect(head).toBe('row,bad,pd,score,reason1,reason2,reason3,reason4')
  expect(rows).toHaveLength(600)
})

test.each([
  [['fit', '--data', 'firms.csv'], '--target is missing'],
  [['fit', '--data', 'firms.csv', '--target', 'fame', '--bad', 'lost', '--out', 'x'], 'The data have no column "fame" to learn.'],
  [
    ['fit', '--data', 'firms.csv', '--target', 'fate', '--bad', 'lost', '--odds0', '1/0', '--out', 'x'],
    '--odds0 must be a number',
  ],
  [['fit', '--speed', '9'], "Unknown option '--speed'"],
])('%j: refused in one sentence', (args, sentence) => {
  const tsconfig = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json') }
  const run = spawnSync(process.execPath, command(...args), { cwd: folder, encoding: 'utf8', env: tsconfig })
  expect(run.status).toBe(1)
  expect(run.stderr).toContain(sentence)
  expect(run.stderr).not.toContain('    at ')
})
