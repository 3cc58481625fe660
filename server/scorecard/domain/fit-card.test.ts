import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { readBreaks } from './breaks'
import { reasons, roundHalfEven, scoreTable } from './card'
import { cardFromFile, cardToFile } from './card-file'
import { ScorecardFault } from './fault'
import { type FitRequest, fitCard } from './fit-card'
import { inventedFirms, wideSet } from './small-set.fixture'
import { splitOf } from './split'
import type { Table } from './table'
import { scoreRows } from './written'

const scale = { points0: 600, odds0: 1 / 19, pdo: 50 }
const requestFor = (table: Table, more: Partial<FitRequest> = {}): FitRequest => ({
  target: 'fate',
  bad: 'lost',
  split: splitOf('mod10', table),
  breaks: null,
  scale,
  ...more,
})
const tableOf = (columns: Record<string, (string | null)[]>): Table => ({
  names: Object.keys(columns),
  columns: Object.values(columns),
  rows: Object.values(columns)[0]?.length ?? 0,
})
const repeat = (count: number, cell: string) => Array<string>(count).fill(cell)

describe('a card worked out by hand', () => {
  // 40 rows: of a 20 good and 4 bad, of b 8 good and 8 bad.
  const table = tableOf({
    side: [...repeat(24, 'a'), ...repeat(16, 'b')],
    fate: [...repeat(20, 'good'), ...repeat(4, 'lost'), ...repeat(8, 'good'), ...repeat(8, 'lost')],
  })
  const { card } = fitCard(table, requestFor(table, { split: { how: 'all' }, breaks: readBreaks({ side: ['a', 'b'] }) }))

  test('WOE = ln(share of bad ÷ share of good); one variable is saturated: coefficient 1, intercept ln(bad ÷ good)', () => {
    const [variable] = card.variables
    expect(variable?.bins[0]?.woe).toBeCloseTo(Math.log(4 / 12 / (20 / 28)), 12)
    expect(variable?.bins[1]?.woe).toBeCloseTo(Math.log(8 / 12 / (8 / 28)), 12)
    expect(variable?.coefficient).toBeCloseTo(1, 9)
    expect(card.intercept).toBeCloseTo(Math.log(12 / 28), 9)
  })

  test('each group is predicted at its own rate; a side never seen is neutral', () => {
    const scored = scoreTable(card, tableOf({ side: ['a', 'b', 'c', null] }))
    expect(scored.map((one) => one.pd)).toEqual([4 / 24, 8 / 16, 12 / 40, 12 / 40].map((pd) => expect.closeTo(pd, 9)))
    expect(scored[2]?.score).toBe(card.basePoints)
    expect(scored[2]?.bins).toEqual([-1])
  })
})

describe('numbers that count as they are, and numbers that are codes', () => {
  const invented = inventedFirms(1500, 21)
  // One firm in seven has no size on file, which the register writes as -999.
  const coded = invented.names.map((name, at) => {
    const cells = invented.columns[at] ?? []
    return name === 'growth' ? cells.map((cell, row) => (row % 7 === 0 ? '-999.0' : (cell ?? '0'))) : cells
  })
  const table: Table = { ...invented, columns: coded }
  const codedRows = [...Array(1500).keys()].filter((row) => row % 7 === 0 && ![0, 3, 6].includes(row % 10)).length
  const fit = (growth: unknown) => fitCard(table, requestFor(table, { breaks: readBreaks({ growth, trade: 'auto' }) }))

  test('the codes have a bin of their own, whatever cuts the rest, and leave the rest alone', () => {
    for (const breaks of [[0], 'auto']) {
      const { card } = fit({ breaks, special: [-999] })
      const bins = card.variables[0]?.bins ?? []
      expect(bins.filter(({ bin }) => bin.values.includes('-999')).map(({ n }) => n)).toEqual([codedRows])
      const lowest = bins.find(({ bin }) => bin.interval?.from === null)
      expect(lowest?.bin.values).toEqual([])
      const scored = scoreTable(
        cardFromFile(JSON.parse(cardToFile(card))),
        tableOf({ growth: ['-999', '-999.00'], trade: ['farm', 'farm'] }),
      )
      expect(scored.map(({ bins: of }) => of[0])).toEqual([0, 0].map(() => bins.findIndex(({ bin }) => bin.values.length > 0)))
    }
    // Control: without the word they are the smallest growth of all.
    const below = (growth: unknown) => fit(growth).card.variables[0]?.bins[0]?.n ?? 0
    expect(below([0]) - below({ breaks: [0], special: [-999] })).toBe(codedRows)
  })

  test('a linear variable: its number in the probability and in the points, its mean where there is none', () => {
    const { card, report } = fit('linear')
    const [growth] = card.variables
    const stored = cardFromFile(JSON.parse(cardToFile(card)))
    expect(stored).toEqual(card)
    const [low, none, ...ends] = scoreTable(
      stored,
      tableOf({
        growth: ['-1', null, String(growth?.linear?.mean), String(growth?.linear?.least), String(growth?.linear?.most)],
        trade: repeat(5, 'farm'),
      }),
    )
    expect(none?.pd).toBeCloseTo(ends[0]?.pd ?? 0, 9)
    expect(low?.points[0]).toBe(roundHalfEven(card.scale.b * (growth?.coefficient ?? 0)))
    expect(Math.max(ends[1]?.points[0] ?? 0, ends[2]?.points[0] ?? 0)).toBe(growth?.best)
    expect(none?.points[0]).toBe(growth?.neutral)
    expect(Object.keys(report.iv)).toEqual(['trade'])
    expect(Object.keys(report.variablePsi ?? {})).toEqual(['trade'])
  })

  test('a gap or a text in a linear column is refused', () => {
    const holding = (cell: string | null) => {
      const columns = table.columns.map((cells, at) => (table.names[at] === 'growth' ? cells.with(1, cell) : cells))
      return () => fitCard({ ...table, columns }, requestFor(table, { breaks: readBreaks({ growth: 'linear' }) }))
    }
    expect(holding(null)).toThrow('"growth" can\'t be linear: a training row has no value.')
    expect(holding('many')).toThrow('"growth" can\'t be linear: "many" is no number.')
  })
})

describe('our own bins on invented firms', () => {
  const table = inventedFirms(3000, 11)
  const fitted = fitCard(table, requestFor(table))

  test('finds what matters, leaves out what cannot, and says why', () => {
    expect(fitted.report.test?.auc).toBeGreaterThan(0.75)
    const named = fitted.card.variables.map((one) => one.name)
    expect(named).toEqual(expect.arrayContaining(['growth', 'swing', 'trade']))
    const why = Object.fromEntries(fitted.excluded.map((one) => [one.variable, one.reason]))
    expect(why).toMatchObject({ constant: 'constant', nothing: 'empty', number: 'row-number' })
  })

  test('with the labels exchanged it is as good', () => {
    const flipped = inventedFirms(3000, 11, true)
    const { report } = fitCard(flipped, requestFor(flipped))
    expect(Math.abs((report.test?.auc ?? 0) - (fitted.report.test?.auc ?? 0))).toBeLessThan(0.01)
  })

  test('the same bytes each time', () => {
    const again = fitCard(inventedFirms(3000, 11), requestFor(table))
    expect(cardToFile(again.card)).toBe(cardToFile(fitted.card))
    expect(JSON.stringify(again.report)).toBe(JSON.stringify(fitted.report))
  })

  test('the stored card scores as the fitted one, row by row', () => {
    const stored = cardFromFile(JSON.parse(cardToFile(fitted.card)))
    expect(scoreTable(stored, table)).toEqual(scoreTable(fitted.card, table))
    expect(stored).toEqual(fitted.card)
  })

  test('its bands hold every row once, good and bad', () => {
    const { bands, train, test: held } = fitted.report
    const sum = (key: 'train' | 'trainBad' | 'test' | 'testBad') => bands.reduce((total, band) => total + band[key], 0)
    expect([sum('train'), sum('trainBad'), sum('test'), sum('testBad')]).toEqual([train.n, train.bad, held?.n, held?.bad])
  })

  test('a rising transformation of a number changes nothing', () => {
    const bent = (cell: string | null) => (cell === null ? null : String(Math.exp(Number(cell)) * 3))
    const columns = table.columns.map((cells, at) =>
      ['growth', 'swing'].includes(table.names[at] ?? '') ? cells.map(bent) : cells,
    )
    const { card } = fitCard({ ...table, columns }, requestFor(table))
    // Rows held back may lie in the gap that a cut divides, where the scale of the number decides.
    const trained = (_: unknown, row: number) => ![0, 3, 6].includes(row % 10)
    expect(
      scoreTable(card, { ...table, columns })
        .map((one) => one.score)
        .filter(trained),
    ).toEqual(
      scoreTable(fitted.card, table)
        .map((one) => one.score)
        .filter(trained),
    )
  })

  test('reasons: most points lost first, none where nothing is lost, as the file says', () => {
    const [first] = scoreTable(fitted.card, table)
    const found = reasons(fitted.card, first ?? { bins: [], points: [] }, 'best', 4)
    const lost = found.map((one) => one.short)
    expect(lost).toEqual(lost.toSorted((a, b) => b - a))
    expect(found.every((one) => one.short > 0)).toBe(true)
    expect(scoreRows(fitted.card, table)[1]?.slice(4).filter(Boolean)).toEqual(found.map((one) => one.variable))
    const perfect = fitted.card.variables.map((one) => one.bins.findIndex((bin) => bin.points === one.best))
    const points = fitted.card.variables.map((one) => one.best)
    expect(reasons(fitted.card, { bins: perfect, points }, 'best', 9)).toEqual([])
  })
})

test('on 420 rows with 64 columns it finds two of the three that matter at least, few others, and orders rows not seen better for it', () => {
  const fits = [1, 2].map((seed) => {
    const table = wideSet(1_420, 420, seed)
    return fitCard(table, requestFor(table, { split: { how: 'column', column: 'part', value: 'train' } }))
  })
  const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
  const kept = mean(fits.map(({ report }) => report.test?.auc ?? 0))
  console.info(
    `64 columns, 420 rows: train ${mean(fits.map(({ report }) => report.train.auc ?? 0)).toFixed(4)}, test ${kept.toFixed(4)}`,
  )
  expect(kept).toBeGreaterThan(0.64)
  for (const { card } of fits) {
    expect(card.variables.filter(({ name }) => ['x0', 'x1', 'x2'].includes(name)).length).toBeGreaterThanOrEqual(2)
    expect(card.variables.length).toBeLessThan(25)
  }
})

test('points follow the scale: the score is a − b·ln(odds) but for the rounding of each part', () => {
  const table = inventedFirms(800, 3)
  const numbers = {
    points0: fc.integer({ min: 100, max: 1000 }),
    odds: fc.integer({ min: 1, max: 50 }),
    pdo: fc.integer({ min: 5, max: 100 }),
  }
  fc.assert(
    fc.property(fc.record(numbers), ({ points0, odds, pdo }) => {
      const { card } = fitCard(table, requestFor(table, { scale: { points0, odds0: 1 / odds, pdo } }))
      for (const { score, pd } of scoreTable(card, table).slice(0, 50)) {
        const exact = points0 - (pdo / Math.LN2) * (Math.log(pd / (1 - pd)) - Math.log(1 / odds))
        expect(Math.abs(score - exact)).toBeLessThanOrEqual((card.variables.length + 1) / 2 + 1e-6)
      }
    }),
    randomRuns('points follow the scale', 100),
  )
})

test('halves go to the even neighbour, and nothing is −0', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, -0.2].map(roundHalfEven)).toEqual([0, 2, 2, 0, -2, 0])
})

describe('data that are not as one wishes', () => {
  const mostly = (rows: number) => Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? 'lost' : 'repaid'))
  const fitAll = (columns: Record<string, (string | null)[]>) => {
    const table = tableOf(columns)
    return fitCard(table, requestFor(table, { split: { how: 'all' } }))
  }

  test('a column that gives the answer away: a ridge holds it, and the numbers stay finite', () => {
    const fate = mostly(200)
    const { card, report } = fitAll({ answer: fate.map((one) => `it ${one}`), fate })
    expect(report.train.auc).toBe(1)
    expect(Number.isFinite(card.intercept)).toBe(true)
  })

  test('infinities, negative zero, and a level or a gap first met when scoring', () => {
    const fate = mostly(400)
    const cells = fate.map((one, row) =>
      row % 7 === 0 ? 'inf' : row % 11 === 0 ? '-inf' : row % 5 === 0 ? '-0' : one === 'lost' ? '3' : '1',
    )
    const { card } = fitAll({ x: cells, side: fate.map((one, row) => (row % 3 === 0 || one === 'lost' ? 'p' : 'q')), fate })
    expect(cardFromFile(JSON.parse(cardToFile(card)))).toEqual(card)
    const scored = scoreTable(
      card,
      tableOf({ x: ['inf', '-inf', '0', '-0', null, 'text'], side: ['p', 'q', 'z', null, 'p', 'q'] }),
    )
    expect(scored.every((one) => Number.isFinite(one.score) && one.pd > 0 && one.pd < 1)).toBe(true)
    expect(scored[2]).toEqual({ ...scored[3], bins: scored[2]?.bins })
  })

  test('columns that repeat another are named, not fitted twice', () => {
    const fate = mostly(400)
    const x = fate.map((one, row) => String(one === 'lost' ? (row % 9) + 4 : row % 9))
    const { excluded } = fitAll({ x, again: x, fate })
    expect(excluded).toEqual([{ variable: 'again', reason: 'repeats-another' }])
  })

  test('nothing that tells good from bad: every row at the average', () => {
    const fate = mostly(200)
    const { card, report } = fitAll({ x: repeat(200, 'a'), fate })
    expect(card.variables).toEqual([])
    expect(report.train.auc).toBe(0.5)
    expect(scoreTable(card, tableOf({ fate }))[0]?.pd).toBeCloseTo(0.25, 2)
  })

  test.each([
    [{ target: 'fame' }, 'The data have no column "fame" to learn.'],
    [{ bad: 'ruined' }, 'No row has fate = ruined; the column holds "lost", "repaid".'],
    [{ breaks: readBreaks({ wealth: [1] }) }, 'The breaks file names "wealth", which is no column of the data.'],
    [{ breaks: readBreaks({ fate: ['lost'] }) }, 'The breaks file lists the target "fate" as a predictor.'],
    [{ scale: { ...scale, pdo: 0 } }, 'The points to double the odds must be above 0.'],
    [{ split: { how: 'column', column: 'x', value: '9' } }, 'No row has x=9, so none could train.'],
  ] as const)('%j: said in one sentence', (more, sentence) => {
    const table = tableOf({ x: mostly(40).map((_, row) => String(row % 2)), fate: mostly(40) })
    expect(() => fitCard(table, requestFor(table, { split: { how: 'all' }, ...more }))).toThrow(new ScorecardFault(sentence))
  })
})
