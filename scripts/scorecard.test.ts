import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toCsv } from '@/server/kernel/csv'
import { inventedFirms } from '@/server/scorecard/domain/small-set.fixture'
import { sharedData, sharedText } from '@/tests/shared-data'

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
const written = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'))
const ran = (...args: string[]) => execFileSync(process.execPath, command(...args), { cwd: root, encoding: 'utf8' })
type Coefficient = { term: string; coefficient: number }
const coefficients = (folderName: string): Record<string, number> =>
  Object.fromEntries(written(`${folderName}/coefficients.json`).map((one: Coefficient) => [one.term, one.coefficient]))

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

/** Groups of 0, 1 and a code, of which the odds are known: 30 : 10 at 0, 12 : 24 at 1, 6 : 2 at −999. */
test('breaks of the command: a number as it is, codes in bins of their own, reasons against the average row', () => {
  const group = (x: string, good: number, bad: number) => [
    ...Array.from({ length: good }, () => [x, x, 'good']),
    ...Array.from({ length: bad }, () => [x, x, 'bad']),
  ]
  const plain = [...group('0', 30, 10), ...group('1', 12, 24)]
  writeFileSync(file('plain.csv'), toCsv([['x', 'y', 'fate'], ...plain]))
  writeFileSync(file('linear.json'), '{ "x": "linear" }')
  const fit = (...more: string[]) => ran('fit', '--target', 'fate', '--bad', 'bad', ...more)
  fit('--data', file('plain.csv'), '--breaks', file('linear.json'), '--out', file('linear'))
  expect(coefficients('linear')['(intercept)']).toBeCloseTo(Math.log(10 / 30), 9)
  expect(coefficients('linear').x).toBeCloseTo(Math.log(24 / 12 / (10 / 30)), 9)
  expect(written('linear/report.json').misclassified).toEqual({ train: 22 / 76, test: null })

  writeFileSync(file('coded.csv'), toCsv([['x', 'y', 'fate'], ...plain, ...group('-999.0', 6, 2)]))
  writeFileSync(file('coded.json'), '{ "x": { "breaks": [1], "special": [-999] } }')
  fit('--data', file('coded.csv'), '--breaks', file('coded.json'), '--out', file('coded'))
  const bins = written('coded/bins.json').map((bin: Record<string, unknown>) => [bin.bin, bin.good, bin.bad])
  expect(bins).toEqual([
    ['[-inf,1.0)', 30, 10],
    ['[1.0,inf)', 12, 24],
    ['-999', 6, 2],
  ])
  const scored = (against: string, card: string) => {
    ran('apply', '--card', file(`${card}/card.json`), '--data', file('coded.csv'), '--reasons', against, '--out', file('s.csv'))
    const rows = readFileSync(file('s.csv'), 'utf8').trimEnd().split('\n').slice(1)
    return [0, 40, 76].map((row) => rows[row]?.split(','))
  }
  const [zero, one, code] = scored('neutral', 'coded')
  expect([zero?.[4], one?.[4], code?.[4]]).toEqual(['', 'x', ''])
  // 10 of 40 and 2 of 8: the same odds, the same score.
  expect(zero?.[3]).toBe(code?.[3])
  expect(Number(zero?.[2])).toBeCloseTo(Number(code?.[2]), 9)
})

const loans = sharedText('scorecard/sba_case_2102.csv')
const published = sharedData('scorecard/sba_case_reference.json') as
  | Record<
      'full_li2018_table7a' | 'final_li2018_table7b',
      { coef: Record<string, number>; auc_test: number; misclass_test: number }
    >
  | undefined
if (loans && published)
  test('the regression that was published on the SBA loans, by the command', () => {
    const name = 'final_li2018_table7b'
    const { coef, auc_test, misclass_test } = published[name]

    const terms = Object.keys(coef).filter((term) => term !== 'const')
    writeFileSync(file('sba.csv'), loans)
    writeFileSync(file('sba.json'), JSON.stringify(Object.fromEntries(terms.map((term) => [term, 'linear']))))
    const data = ['--data', file('sba.csv'), '--target', 'Default', '--bad', '1', '--split', 'Selected=1']
    ran('fit', ...data, '--breaks', file('sba.json'), '--out', file(name))
    const found = coefficients(name)
    for (const [term, value] of Object.entries(coef))
      expect(Math.abs((found[term === 'const' ? '(intercept)' : term] ?? Number.NaN) - value), term).toBeLessThan(1e-6)
    const { test: held, misclassified } = written(`${name}/report.json`)
    expect(held.auc).toBeCloseTo(auc_test, 9)
    expect(misclassified.test).toBeCloseTo(misclass_test, 12)
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
