import { describe, expect, test } from 'vitest'
import { parseCsv } from '@/server/kernel/csv'
import { sharedData, sharedText } from '@/tests/shared-data'
import { readBreaks } from './breaks'
import { scaledCard, scaling, scoreTable } from './card'
import { type FitRequest, fitCard } from './fit-card'
import { readArff } from './read-arff'
import { readCsv } from './read-csv'
import { splitOf } from './split'
import type { Table } from './table'
import { binRows } from './written'

type Reference = {
  loglik: number
  auc: number
  ks: number
  intercept: number
  coef: Record<string, number>
  stderr: Record<string, number>
  score_auc: number
  split_odd_even: {
    train_auc: number
    test_auc: number
    train_ks: number
    test_ks: number
    intercept: number
    coef: Record<string, number>
  }
  psi_odd_even: number
}

const scale = { points0: 600, odds0: 1 / 19, pdo: 50 }
const german = sharedText('scorecard/germancredit_1000.csv')
const reference = sharedData('scorecard/german_reference.json') as Reference | undefined

/** The rows of a reference table as objects. */
function rowsOf(file: string): Record<string, string>[] {
  const parsed = parseCsv(sharedText(`scorecard/${file}`) ?? '')
  if (!parsed.ok) throw new Error(parsed.refusal)
  const [head = [], ...rows] = parsed.value
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))
}

const fitWith = (table: Table, breaks: string, split?: string) => {
  const request: FitRequest = {
    target: 'creditability',
    bad: 'bad',
    split: splitOf(split, table),
    breaks: readBreaks(rowsOf(breaks)),
    scale,
  }
  return fitCard(table, request)
}

function expectBins(fitted: ReturnType<typeof fitCard>, file: string) {
  const { head, body } = binRows(fitted.card)
  const ours = body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])))
  const theirs = rowsOf(file)
  expect(ours.map(({ variable, bin }) => [variable, bin])).toEqual(theirs.map(({ variable, bin }) => [variable, bin]))
  for (const [at, row] of theirs.entries()) {
    for (const name of ['count', 'good', 'bad', 'woe', 'bin_iv', 'total_iv']) {
      expect(ours[at]?.[name], `${row.variable} ${row.bin} ${name}`).toBeCloseTo(Number(row[name]), 6)
    }
  }
}

test('points0 600 at 1/19 and pdo 50 give the scaling of the reference', () => {
  const { a, b } = scaling(scale)
  expect(a).toBeCloseTo(387.603624, 6)
  expect(b).toBeCloseTo(72.134752, 6)
  expect(a - b * Math.log(0.05 / 0.95)).toBeCloseTo(600, 9)
  expect(a - b * Math.log(1 / 38)).toBeCloseTo(650, 9)
})

/** What is registered where the reference data lie beside the checkout; elsewhere our own small set below stands alone. */
function germanReference(table: Table, ref: Reference) {
  test('all rows: WOE, IV, coefficients, errors to 1e-6; points and all 1,000 scores exact', () => {
    const fitted = fitWith(table, 'german_woebin_adj.csv')
    expectBins(fitted, 'german_woebin_adj.csv')
    const { card, regression, report } = fitted
    expect(card.variables.map((one) => one.name)).toEqual(Object.keys(ref.coef))
    for (const [at, { name, coefficient }] of card.variables.entries()) {
      expect(Math.abs(coefficient - (ref.coef[name] ?? Number.NaN)), name).toBeLessThan(1e-6)
      expect(Math.abs((regression.standardErrors?.[at + 1] ?? Number.NaN) - (ref.stderr[name] ?? 0)), name).toBeLessThan(1e-5)
    }
    expect(card.intercept).toBeCloseTo(-0.857116307, 9)
    expect(card.basePoints).toBe(449)
    expect(regression.logLikelihood).toBeCloseTo(ref.loglik, 6)
    expect(report.train).toMatchObject({ n: 1000, bad: 300 })
    expect(report.train.auc).toBeCloseTo(ref.auc, 9)
    expect(report.train.ks).toBeCloseTo(ref.ks, 9)
    const points = rowsOf('german_scorecard_600_50.csv').slice(1)
    expect(card.variables.flatMap((one) => one.bins.map((bin) => bin.points))).toEqual(points.map((row) => Number(row.points)))
    const scored = scoreTable(card, table)
    const theirs = rowsOf('german_scores.csv')
    expect(scored.map((one) => one.score)).toEqual(theirs.map((row) => Number(row.score)))
    for (const [at, one] of scored.entries()) expect(one.pd).toBeCloseTo(Number(theirs[at]?.pd), 9)
  })

  test('the base handed out to the variables', () => {
    const { card } = fitWith(table, 'german_woebin_adj.csv')
    const tables = card.variables.map(({ name, kind, bins }) => ({ name, kind, rows: bins, iv: 0, linear: null }))
    const coefficients = card.variables.map((one) => one.coefficient)
    const { target, bad, intercept } = card
    const spread = scaledCard({ target, bad, intercept, coefficients, tables }, scale, 'spread')
    const theirs = rowsOf('german_scorecard_600_50_basepoints_eq0.csv').map((row) => Number(row.points))
    expect([spread.basePoints, ...spread.variables.flatMap((one) => one.bins.map((bin) => bin.points))]).toEqual(theirs)
  })

  test('odd rows train, even rows test: bins, coefficients, AUC, KS and PSI', () => {
    const fitted = fitWith(table, 'german_split_woebin_train.csv', 'odd-even')
    expectBins(fitted, 'german_split_woebin_train.csv')
    const { split_odd_even: half } = ref
    for (const { name, coefficient } of fitted.card.variables) {
      expect(Math.abs(coefficient - (half.coef[name] ?? Number.NaN)), name).toBeLessThan(1e-6)
    }
    const { train, test: held, psi } = fitted.report
    expect(train.auc).toBeCloseTo(half.train_auc, 9)
    expect(train.ks).toBeCloseTo(half.train_ks, 9)
    expect(held?.auc).toBeCloseTo(half.test_auc, 9)
    expect(held?.ks).toBeCloseTo(half.test_ks, 9)
    expect(psi).toBeCloseTo(ref.psi_odd_even, 9)
  })

  test('a control: with one cut moved, the scores are others', () => {
    const breaks = rowsOf('german_woebin_adj.csv').map((row) => (row.breaks === '26.0' ? { ...row, breaks: '27.0' } : row))
    const request = { target: 'creditability', bad: 'bad', split: splitOf(undefined, table), breaks: readBreaks(breaks), scale }
    const scores = scoreTable(fitCard(table, request).card, table).map((one) => one.score)
    expect(scores).not.toEqual(rowsOf('german_scores.csv').map((row) => Number(row.score)))
  })
}

if (german && reference) {
  const table = readCsv(german)
  describe('the German credit data, in the reference bins', () => germanReference(table, reference))
}

describe('our own small set: one variable of two groups', () => {
  const counts = { a: { good: 30, bad: 10 }, b: { good: 12, bad: 24 } }
  const rows = Object.entries(counts).flatMap(([group, { good, bad }]) => [
    ...Array.from({ length: good }, () => [group, 'good']),
    ...Array.from({ length: bad }, () => [group, 'bad']),
  ])
  const table = readCsv(`group,fate\n${rows.map((row) => row.join(',')).join('\n')}`)
  const breaks = readBreaks([
    { variable: 'group', breaks: 'a' },
    { variable: 'group', breaks: 'b' },
  ])
  const { card, report } = fitCard(table, { target: 'fate', bad: 'bad', split: splitOf(undefined, table), breaks, scale })
  const woe = [Math.log(10 / 34 / (30 / 42)), Math.log(24 / 34 / (12 / 42))]

  test('WOE and IV by hand; on its own WOE the coefficient is 1 and the intercept the odds of all', () => {
    const bins = card.variables[0]?.bins ?? []
    for (const [at, value] of woe.entries()) expect(bins[at]?.woe).toBeCloseTo(value, 12)
    expect(report.iv).toMatchObject({
      group: expect.closeTo((10 / 34 - 30 / 42) * (woe[0] ?? 0) + (24 / 34 - 12 / 42) * (woe[1] ?? 0), 9),
    })
    expect(card.variables[0]?.coefficient).toBeCloseTo(1, 9)
    expect(card.intercept).toBeCloseTo(Math.log(34 / 42), 9)
  })

  test('the scores are a − b · ln(odds) of each group, and order them', () => {
    const { a, b } = scaling(scale)
    const scores = scoreTable(card, table).map((one) => one.score)
    expect(Math.abs((scores[0] ?? 0) - (a - b * Math.log(10 / 30)))).toBeLessThanOrEqual(1)
    expect(Math.abs((scores.at(-1) ?? 0) - (a - b * Math.log(24 / 12)))).toBeLessThanOrEqual(1)
  })
})

/** Our own binning against the baselines, less .01 AUC; small sets of our own stand in fit-card.test.ts. */
function baselineTests() {
  type Baseline = { woe_lr_auc: number; n_test: number; bad_test: number }
  const baselines = sharedData('scorecard/baselines.json') as { sets: Record<string, Baseline> } | undefined
  const polish = sharedText('scorecard/polish_bankruptcy_5year.arff')
  const sba = sharedText('scorecard/sba_case_2102.csv')
  const request = (target: string, bad: string, split: string, table: Table) => ({
    target,
    bad,
    split: splitOf(split, table),
    breaks: null,
    scale,
  })

  if (german && baselines)
    test('German, 300 rows held back, also with good and bad exchanged', () => {
      const table = readCsv(german ?? '')
      for (const bad of ['bad', 'good']) {
        const { report } = fitCard(table, request('creditability', bad, 'mod10', table))
        expect(report.test?.n).toBe(baselines?.sets.german?.n_test)
        expect(report.test?.auc).toBeGreaterThan((baselines?.sets.german?.woe_lr_auc ?? 1) - 0.01)
      }
    })

  if (polish && baselines)
    test('Polish bankruptcies: 64 columns, gaps, ARFF', () => {
      const table = readArff(polish ?? '')
      const { report } = fitCard(table, request('bankruptcy', '1', 'mod10', table))
      expect(report.train).toMatchObject({ n: 4137, bad: 287 })
      expect(report.test).toMatchObject({ n: 1773, bad: 123 })
      expect(report.test?.auc).toBeGreaterThan((baselines?.sets.polish5?.woe_lr_auc ?? 1) + 0.015)
    }, 120_000)

  if (sba && baselines)
    test('SBA loans, with what was known at application', () => {
      const whole = readCsv(sba ?? '')
      const known = ['NoEmp', 'NewExist', 'CreateJob', 'RetainedJob', 'UrbanRural', 'RevLineCr', 'LowDoc', 'FranchiseCode']
      const asked = [
        'DisbursementGross',
        'GrAppv',
        'SBA_Appv',
        'New',
        'RealEstate',
        'Portion',
        'Recession',
        'Selected',
        'Default',
      ]
      const names = [...known, ...asked]
      const table = { ...whole, names, columns: names.map((name) => whole.columns[whole.names.indexOf(name)] ?? []) }
      const { report } = fitCard(table, request('Default', '1', 'Selected=1', table))
      expect(report.test).toMatchObject({ n: 1051, bad: 355 })
      expect(report.test?.auc).toBeGreaterThan((baselines?.sets.sba_app_time_only?.woe_lr_auc ?? 1) - 0.01)
    })
}

baselineTests()
