import { describe, expect, test } from 'vitest'
import { sharedData, sharedText } from '@/tests/shared-data'
import { discrimination } from './discrimination'
import { logistic, logisticOrRidge, predictor, sigmoid } from './logistic'
import { readCsv } from './read-csv'
import { generator } from './small-set.fixture'
import { columnOf, type Table } from './table'

const sba = sharedText('scorecard/sba_case_2102.csv')
const reference = sharedData('scorecard/sba_case_reference.json') as
  | Record<
      'full_li2018_table7a' | 'final_li2018_table7b',
      { coef: Record<string, number>; auc_test: number; misclass_test: number }
    >
  | undefined

function sbaReference(table: Table) {
  const selected = columnOf(table, 'Selected') ?? []
  const part = (value: string) => [...selected.keys()].filter((row) => selected[row] === value)
  const columns = (names: string[], rows: number[]) =>
    names.map((name) => Float64Array.from(rows, (row) => Number(columnOf(table, name)?.[row])))
  const defaults = (rows: number[]) => Uint8Array.from(rows, (row) => Number(columnOf(table, 'Default')?.[row]))

  test.each([
    ['full_li2018_table7a', ['New', 'RealEstate', 'DisbursementGross', 'Portion', 'Recession']],
    ['final_li2018_table7b', ['RealEstate', 'Portion', 'Recession']],
  ] as const)('%s: coefficients, AUC and misclassification', (model, names) => {
    const expected = reference?.[model]
    const train = part('1')
    const held = part('0')
    const fit = logistic({ columns: columns([...names], train), y: defaults(train) })
    expect(fit.converged).toBe(true)
    expect(fit.intercept).toBeCloseTo(expected?.coef.const ?? Number.NaN, 6)
    for (const [at, name] of names.entries()) expect(fit.coefficients[at]).toBeCloseTo(expected?.coef[name] ?? Number.NaN, 5)
    const beta = Float64Array.from([fit.intercept, ...fit.coefficients])
    const eta = predictor(columns([...names], held), beta, held.length)
    const y = defaults(held)
    expect(discrimination(eta, y).auc).toBeCloseTo(expected?.auc_test ?? Number.NaN, 9)
    const wrong = y.reduce((sum, bad, row) => sum + (sigmoid(eta[row] ?? 0) > 0.5 === (bad === 1) ? 0 : 1), 0)
    expect(wrong / held.length).toBeCloseTo(expected?.misclass_test ?? Number.NaN, 9)
  })
}

// Elsewhere the small sets of our own below stand alone.
if (sba && reference) {
  const table = readCsv(sba)
  describe('the SBA case (Li, Mickel & Taylor 2018, table 7)', () => sbaReference(table))
}

const twoGroups = (counts: [good: number, bad: number][]) => {
  const cells = counts.flatMap(
    ([good, bad], at) => [...Array(good).fill([at, 0]), ...Array(bad).fill([at, 1])] as [number, number][],
  )
  return { columns: [Float64Array.from(cells, ([at]) => at)], y: Uint8Array.from(cells, ([, y]) => y) }
}

test('two groups: the estimate is the log odds ratio, its error √Σ1/n', () => {
  const fit = logistic(
    twoGroups([
      [30, 10],
      [12, 24],
    ]),
  )
  expect(fit.intercept).toBeCloseTo(Math.log(10 / 30), 12)
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(24 / 12 / (10 / 30)), 12)
  expect(fit.standardErrors?.[1]).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10 + 1 / 12 + 1 / 24), 9)
})

test('separated classes have no estimate; a ridge gives one and says so', () => {
  const sample = twoGroups([
    [30, 0],
    [0, 20],
  ])
  expect(logistic(sample).converged).toBe(false)
  const fit = logisticOrRidge(sample)
  expect(fit.converged).toBe(true)
  expect(fit.ridge).toBeGreaterThan(0)
  expect(fit.standardErrors).toBeNull()
  expect(fit.coefficients[0]).toBeGreaterThan(2)
})

test('a column that repeats another is held by a ridge, in equal parts', () => {
  const { columns, y } = twoGroups([
    [30, 10],
    [12, 24],
  ])
  const [column = new Float64Array()] = columns
  const fit = logisticOrRidge({ columns: [column, column], y })
  expect(fit.ridge).toBeGreaterThan(0)
  expect(fit.coefficients[0]).toBeCloseTo(fit.coefficients[1] ?? 0, 9)
})

test('at the estimate the gradient is nil: predictions sum to what happened, for the whole and along each predictor', () => {
  const random = generator(7)
  const columns = Array.from({ length: 4 }, () => Float64Array.from({ length: 500 }, () => random() * 4 - 2))
  const y = Uint8Array.from({ length: 500 }, (_, row) => (random() < sigmoid((columns[0]?.[row] ?? 0) - 0.5) ? 1 : 0))
  const fit = logistic({ columns, y })
  const eta = predictor(columns, Float64Array.from([fit.intercept, ...fit.coefficients]), 500)
  for (const column of [new Float64Array(500).fill(1), ...columns]) {
    const slope = column.reduce((sum, x, row) => sum + x * ((y[row] ?? 0) - sigmoid(eta[row] ?? 0)), 0)
    expect(Math.abs(slope)).toBeLessThan(1e-8)
  }
})
