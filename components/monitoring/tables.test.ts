import { describe, expect, it } from 'vitest'
import { judgeFairness } from '@/server/monitoring/domain/judge-fairness'
import { fairnessParams, monthsParams, outcomesParams } from './address'
import { bandText, pointsText, quarterText } from './figures-text'
import { badTable, fairnessTable, vintagesTable } from './tables'

const lines = (csv: string) => csv.replace('\uFEFF', '').trim().split('\r\n')
const rule = { since: '2020-01-01', overdueDays: 90, toleranceBps: 100 }

describe('the files of monitoring', () => {
  it('have every count with its share and interval', () => {
    const reading = {
      asOf: '2026-10-31',
      rule,
      approval: [],
      approvalVintages: [],
      bad: [{ places: [600, 650], loans: 20, bad: 0 }],
      vintages: [],
    }
    expect(lines(badTable(reading))).toEqual([
      'band,loans,bad,rate,wilson_low,wilson_high',
      // Wilson of 0/20: 0 to z²/(20 + z²)
      '600–699,20,0,0.000000,0.000000,0.161125',
    ])
    const vintages = [{ from: '2026Q1', to: '2026Q2', loans: 8, bad: [0, 2] }]
    expect(lines(vintagesTable({ ...reading, vintages }))).toEqual([
      'quarter,loans,months_on_book,bad,share',
      '2026Q1–2026Q2,8,0,0,0.000000',
      '2026Q1–2026Q2,8,1,2,0.250000',
    ])
  })

  it('name joined groups by their codes, and leave out what cannot be told', () => {
    const one = { keys: ['610822', '610881'], firms: 16, granted: 8, scoreSum: 11_200n, scoreSquares: 7_840_000n }
    const [, row] = lines(fairnessTable({ asOf: '2026-10-31', ...judgeFairness([one]) }))
    expect(row).toMatch(/^610822\+610881,16,8,0\.500000,0\.\d{6},0\.\d{6},,,,,700\.000000,700\.000000,700\.000000$/)
  })
})

describe('the address of a page', () => {
  it('is read as far as it makes sense, and otherwise as if it said nothing', () => {
    expect(monthsParams({ month: '2026-13', reference: '2026-01' })).toEqual({ reference: '2026-01' })
    expect(outcomesParams({ months: '7', onBook: ['12', '6'] })).toEqual({ months: '12', onBook: '12' })
    expect(fairnessParams({ trait: 'religion' })).toEqual({ trait: 'size' })
  })
})

it('writes bands, quarters and changes as people read them', () => {
  expect([[600], [550, 600], [750, 800]].map(bandText)).toEqual(['600–649', '550–649', '750–850'])
  expect(quarterText({ from: '2026Q1', to: '2026Q1' })).toBe('2026Q1')
  expect([0.0321, -0.334].map(pointsText)).toEqual(['+3.2', '−33.4'])
})
