import { describe, expect, it } from 'vitest'
import { leastPopulation } from '../schema'
import { missingIn, monthPair } from './choose-months'

const of = (month: string, firms = leastPopulation) => ({ month, classes: [{ places: [650], firms }] })
const names = (pair: ReturnType<typeof monthPair>) => pair && [pair.month.month, pair.reference.month]

describe('the two months that are compared', () => {
  const months = [of('2025-03'), of('2025-05', leastPopulation - 1), of('2025-06'), of('2026-05'), of('2026-06')]

  it('are the newest and the one of a year before', () => {
    expect(names(monthPair(months, {}))).toEqual(['2026-06', '2025-06'])
  })
  it('fall back to the oldest that is large enough', () => {
    expect(names(monthPair(months, { month: '2026-05' }))).toEqual(['2026-05', '2025-03'])
    expect(names(monthPair([of('2026-04', 1), of('2026-05'), of('2026-06')], {}))).toEqual(['2026-06', '2026-05'])
    expect(names(monthPair([of('2026-06', 1)], {}))).toEqual(['2026-06', '2026-06'])
  })
  it('are those asked for, where they are known', () => {
    expect(names(monthPair(months, { month: '2025-06', reference: '2025-05' }))).toEqual(['2025-06', '2025-05'])
    expect(names(monthPair(months, { month: '1999-01', reference: '1999-01' }))).toEqual(['2026-06', '2025-06'])
    expect(monthPair([], {})).toBeNull()
  })
})

it('tells how many had no value, unless they were joined with others', () => {
  expect(missingIn([{ places: [0, 1], firms: 40 }])).toBe(0)
  expect(
    missingIn([
      { places: [-1], firms: 7 },
      { places: [0], firms: 40 },
    ]),
  ).toBe(7)
  expect(missingIn([{ places: [-1, 0], firms: 12 }])).toBeNull()
})
