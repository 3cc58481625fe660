import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { addDays, daysBetween, weekday, yearOf } from './dates'
import {
  addWorkingDays,
  isPublishedYear,
  isWorkingDay,
  provisionalDeadline,
  publishedYears,
  workingDaysBetween,
} from './working-days'

const days = (from: string, to: string) => Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))

const off2026 = [
  ...days('2026-01-01', '2026-01-03'),
  ...days('2026-02-15', '2026-02-23'),
  ...days('2026-04-04', '2026-04-06'),
  ...days('2026-05-01', '2026-05-05'),
  ...days('2026-06-19', '2026-06-21'),
  ...days('2026-09-25', '2026-09-27'),
  ...days('2026-10-01', '2026-10-07'),
]
const worked2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']

test('every day of 2026 is as the State Council published it', () => {
  for (const day of days('2026-01-01', '2026-12-31')) {
    const expected = worked2026.includes(day) || (!off2026.includes(day) && ![0, 6].includes(weekday(day)))
    expect(`${day} ${isWorkingDay(day)}`).toBe(`${day} ${expected}`)
  }
})

test('the published years are contiguous, from 2004, and end with the last calendar in the package', () => {
  expect(publishedYears[0]).toBe(2004)
  expect(publishedYears).toContain(2026)
  expect(publishedYears).toEqual(publishedYears.map((_, index) => 2004 + index))
  expect(isPublishedYear(2003)).toBe(false)
  expect(isPublishedYear((publishedYears.at(-1) ?? 0) + 1)).toBe(false)
})

test('the package itself agrees on every day of every published year', () => {
  const last = publishedYears.at(-1) ?? 0
  const differing = days('2004-01-01', `${last}-12-31`).filter((day) => isWorkingDay(day) !== chineseDays.isWorkday(day))
  expect(differing).toEqual([])
})

describe('deadlines', () => {
  test.each([
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-18', 2, '2026-09-21'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-02-13', 2, '2026-02-24'],
    ['2026-12-30', 1, '2026-12-31'],
    ['2025-12-31', 1, '2026-01-04'],
    // The start is not counted, so that its own year need not be published.
    ['2003-12-31', 1, '2004-01-02'],
  ])('%s and %i working days is %s', (start, n, due) => {
    expect(addWorkingDays(start, n)).toEqual({ ok: true, value: { due } })
    expect(provisionalDeadline(start, n)).toEqual({ due, provisional: false })
  })

  const unpublished = (publishedYears.at(-1) ?? 0) + 1

  test('a year without a calendar is refused, or counted Monday to Friday and marked', () => {
    const start = `${unpublished - 1}-12-31`
    expect(addWorkingDays(start, 1)).toEqual({ ok: false, refusal: 'calendar.unpublished' })
    const { due, provisional } = provisionalDeadline(start, 1)
    expect(provisional).toBe(true)
    expect(yearOf(due)).toBe(unpublished)
    expect([0, 6]).not.toContain(weekday(due))
    expect(provisionalDeadline('2100-01-01', 5)).toEqual({ due: '2100-01-08', provisional: true })
  })

  test.each([0, -1, 1.5, Number.NaN, 10_001])('%d working days is a mistake of the caller', (n) => {
    expect(() => addWorkingDays('2026-01-05', n)).toThrow(RangeError)
    expect(() => provisionalDeadline('2026-01-05', n)).toThrow(RangeError)
  })

  test('counting back gives the count, and the due day is worked', () => {
    const start = fc
      .integer({ min: 0, max: daysBetween('2004-01-01', '2024-12-31') })
      .map((offset) => addDays('2004-01-01', offset))
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 250 }), (from, n) => {
        const outcome = addWorkingDays(from, n)
        const due = outcome.ok ? outcome.value.due : ''
        expect(isWorkingDay(due)).toBe(true)
        expect(workingDaysBetween(from, due)).toBe(n)
        expect(workingDaysBetween(due, from)).toBe(-n)
      }),
      randomRuns('working days', 2_000),
    )
  }, 60_000)

  test('no working days lie between a day and itself', () => expect(workingDaysBetween('2026-09-18', '2026-09-18')).toBe(0))
})
