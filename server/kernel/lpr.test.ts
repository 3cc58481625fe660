import { describe, expect, test } from 'vitest'
import { sharedData } from '@/tests/shared-data'
import { lprAt, lprFixings, lprVerifiedUntil } from './lpr'

describe('the rate in force', () => {
  test.each([
    ['2025-05-20', 12, 300],
    ['2025-05-19', 12, 310],
    ['2025-05-20', 60, 300],
    ['2025-05-20', 61, 350],
    ['2024-10-21', 120, 360],
    ['2024-07-22', 1, 335],
    ['2024-02-20', 72, 395],
    ['2023-08-21', 72, 420],
    ['2022-08-22', 12, 365],
    ['2022-01-20', 72, 460],
    ['2026-11-21', 12, 300],
  ])('on %s for %i months is %i bp', (date, months, bps) => expect(lprAt(date, months)).toEqual({ ok: true, value: bps }))

  test('there is none before the first', () =>
    expect(lprAt('2019-08-19', 12)).toEqual({ ok: false, refusal: 'lpr.before-first-fixing' }))

  test.each([
    ['2026-02-29', 12],
    ['2026-02-28', 0],
    ['2026-02-28', 1.5],
  ])('%s for %d months is a mistake of the caller', (date, months) => expect(() => lprAt(date, months)).toThrow(RangeError))
})

test('the table is in order and every row changes a rate', () => {
  for (const [index, fixing] of lprFixings.entries()) {
    const before = lprFixings[index - 1]
    if (!before) continue
    expect(before.from < fixing.from).toBe(true)
    expect([before.oneYearBps, before.fiveYearBps]).not.toEqual([fixing.oneYearBps, fixing.fiveYearBps])
  }
})

test('every published fixing agrees, on its day and on the day before the next', () => {
  const data = sharedData('reference/lpr_history.json') as { date: string; '1Y': string; '5Y': string }[] | undefined
  const bps = (percent: string) => Number(percent.replace('.', ''))
  const published = (data ?? []).filter((row) => row['5Y'] !== '---').sort((a, b) => (a.date < b.date ? -1 : 1))
  for (const row of published) {
    expect([row.date, lprAt(row.date, 12), lprAt(row.date, 61)]).toEqual([
      row.date,
      { ok: true, value: bps(row['1Y']) },
      { ok: true, value: bps(row['5Y']) },
    ])
  }
  expect(published.length).toBe(data ? 81 : 0)
  expect(published.at(-1)?.date ?? lprVerifiedUntil).toBe(lprVerifiedUntil)
})
