import { expect, test } from 'vitest'
import { latestCompleteMonth, reportingPeriod } from './period'

test('a month is complete from the 21st of the next, when the last bill was due', () => {
  expect(latestCompleteMonth('2026-11-20')).toBe('2026-09')
  expect(latestCompleteMonth('2026-11-21')).toBe('2026-10')
  expect(latestCompleteMonth('2026-01-05')).toBe('2025-11')
})

test('asks for the wanted months, but for none before the look-back', () => {
  expect(reportingPeriod('2026-11-25', 24, 36)).toEqual({ from: '2024-11', to: '2026-10' })
  expect(reportingPeriod('2026-11-25', 24, 12)).toEqual({ from: '2025-11', to: '2026-10' })
  expect(reportingPeriod('2026-11-05', 24, 1)).toEqual({ from: '2026-10', to: '2026-10' })
})
