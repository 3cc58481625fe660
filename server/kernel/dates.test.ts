import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { sharedData } from '@/tests/shared-data'
import {
  addDays,
  addMonths,
  addMonthsToMonth,
  daysBetween,
  firstDayOf,
  isMonth,
  isPlainDate,
  lastDayOf,
  monthOf,
  monthsBetween,
  monthsEndingWith,
  shanghaiDate,
  shanghaiMidnight,
  weekday,
} from './dates'

const anyDate = fc.integer({ min: -600_000, max: 2_800_000 }).map((days) => addDays('1970-01-01', days))

describe('what is a date', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is', (text) =>
    expect(isPlainDate(text)).toBe(true),
  )

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-1-1',
    '2026-01-01T00:00',
    '',
    ' 2026-01-01',
  ])('%j is not', (text) => expect(isPlainDate(text)).toBe(false))

  test('months', () => {
    expect(isMonth('2026-12')).toBe(true)
    expect(isMonth('2026-13')).toBe(false)
  })

  test('arithmetic with no date, or out of the calendar, throws', () => {
    expect(() => addDays('2026-02-29', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', Number.MAX_SAFE_INTEGER)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', 0.5)).toThrow(RangeError)
    expect(() => addMonths('0001-01-31', -1)).toThrow(RangeError)
  })
})

describe('Shanghai', () => {
  test('the day changes at 16:00 UTC', () => {
    expect(shanghaiDate(new Date('2026-09-18T15:59:59.999Z'))).toBe('2026-09-18')
    expect(shanghaiDate(new Date('2026-09-18T16:00:00Z'))).toBe('2026-09-19')
  })

  test('summer time of 1986–1991 is kept', () => expect(shanghaiDate(new Date('1988-07-01T15:30:00Z'))).toBe('1988-07-02'))

  test('midnight belongs to its day', () => {
    const midnight = shanghaiMidnight('2026-09-19')
    expect(shanghaiDate(midnight)).toBe('2026-09-19')
    expect(shanghaiDate(new Date(midnight.getTime() - 1))).toBe('2026-09-18')
  })
})

describe('days and months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2008-03-31', -1, '2008-02-29'],
    ['2026-11-30', 14, '2028-01-30'],
  ])('%s and %i months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected))

  test('spreadsheet EDATE agrees', () => {
    const data = sharedData('loan/formulajs_workday_cases.json') as
      | { cases: { fn: string; args: unknown[]; expect: unknown }[] }
      | undefined
    const compared = (data?.cases ?? []).flatMap(({ fn, args: [date, months], expect: due }) =>
      fn === 'EDATE' && typeof date === 'string' && typeof months === 'number' && typeof due === 'string'
        ? [{ date, months, due }]
        : [],
    )
    for (const { date, months, due } of compared) expect(addMonths(date.slice(0, 10), months)).toBe(due.slice(0, 10))
    expect(compared.length).toBe(data ? 13 : 0)
  })

  test('weekdays', () => {
    expect(weekday('2026-09-18')).toBe(5)
    expect(weekday('2026-09-20')).toBe(0)
    expect(weekday('1969-12-31')).toBe(3)
  })

  test('months', () => {
    expect(monthOf('2026-09-18')).toBe('2026-09')
    expect(firstDayOf('2026-02')).toBe('2026-02-01')
    expect(lastDayOf('2024-02')).toBe('2024-02-29')
    expect(addMonthsToMonth('2026-01', -1)).toBe('2025-12')
    expect(monthsBetween('2025-11', '2026-02')).toBe(3)
    expect(monthsEndingWith('2026-01', 3)).toEqual(['2025-11', '2025-12', '2026-01'])
  })

  test('adding and counting undo each other', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.integer({ min: -600, max: 600 }),
        (date, days, steps) => {
          expect(daysBetween(date, addDays(date, days))).toBe(days)
          const month = monthOf(date)
          expect(monthsBetween(month, addMonthsToMonth(month, steps))).toBe(steps)
          expect(monthOf(addMonths(date, steps))).toBe(addMonthsToMonth(month, steps))
        },
      ),
      randomRuns('dates', 10_000),
    )
  }, 60_000)
})
