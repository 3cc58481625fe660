import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { fitNorm, type NormFirm } from './fit-norms'
import { changeBps, lnMicro, middle } from './fixed-log'
import { normOf, readNorm, writeNorm } from './norms'
import { levelChanges } from './partition'
import { seasonCell } from './seasons'

describe('logarithms in whole numbers', () => {
  it('agree with those of the machine to two millionths', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (value) => {
        expect(Math.abs(lnMicro(value) - Math.log(Number(value)) * 1e6)).toBeLessThanOrEqual(2)
      }),
      randomRuns('whole logarithms', 5_000),
    )
    expect(() => lnMicro(0n)).toThrow(RangeError)
  })
  it('turn back into changes', () => {
    expect([0, 693_147, -693_147, 95_310].map(changeBps)).toEqual([0, 10_000, -5_000, 1_000])
    expect(middle([3, 1, 2, 10])).toBe(2.5)
  })
})

describe('change points', () => {
  const steps = (lengths: number[], levels: number[]) =>
    levels.flatMap((level, at) => Array.from({ length: lengths[at] ?? 0 }, (_, month) => level + (month % 2 ? 10_000 : -10_000)))

  it('are found where the level changes, with its rise', () => {
    expect(levelChanges(steps([10, 8, 6], [0, 500_000, 200_000])).map(({ at }) => at)).toEqual([10, 18])
    const [up] = levelChanges(steps([12, 12], [0, 400_000]))
    expect(Math.abs((up?.rise ?? 0) - 400_000)).toBeLessThan(5_000)
  })
  it('are not found in a steady series, nor in one that is too short to have any', () => {
    expect(levelChanges(steps([24], [0]))).toEqual([])
    expect(levelChanges([1, 2])).toEqual([])
  })
  it('cost no more than any other split (brute force over one change)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -900_000, max: 900_000 }), { minLength: 6, maxLength: 9 }), (values) => {
        const cost = (starts: number[]) =>
          starts.reduce((sum, from, index) => {
            const part = values.slice(from, starts[index + 1])
            const mean = part.reduce((a, b) => a + b, 0) / part.length
            return sum + part.reduce((a, b) => a + (b - mean) ** 2, 0)
          }, 0)
        const noise = Math.max(30_000, 1.048_36 * middle(values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? 0)))))
        const total = (starts: number[]) => cost(starts) / noise ** 2 + 12 * (starts.length - 1)
        const found = total([0, ...levelChanges(values).map(({ at }) => at)])
        for (let at = 3; at <= values.length - 3; at++) expect(found).toBeLessThanOrEqual(total([0, at]) + 1e-6)
        expect(found).toBeLessThanOrEqual(total([0]) + 1e-6)
      }),
      randomRuns('best partition', 1_000),
    )
  })
})

describe('norms', () => {
  const months = [
    '2025-01',
    '2025-02',
    '2025-03',
    '2025-04',
    '2025-05',
    '2025-06',
    '2025-07',
    '2025-08',
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ]
  const firm = (at: number): NormFirm => ({
    industry: 'C2522',
    months: months.map((month, index) => {
      const [sales, heads] = [50 + ((at * 37 + index * 11) % 90), 2 + ((at * 7) % 13)]
      return { month, salesFen: BigInt(sales) * 1_000_000n, heads, kwh: 200 + 30 * heads + 12 * sales }
    }),
  })
  it('recover what the firms were made by, though one in twenty lies', () => {
    const firms = Array.from({ length: 80 }, (_, at) => firm(at))
    const lying = firms.map((one, at) =>
      at % 20 ? one : { ...one, months: one.months.map((m) => ({ ...m, salesFen: m.salesFen * 2n })) },
    )
    const norm = fitNorm('C2522', lying)
    const cell = norm?.cells[seasonCell('2025-07')]
    const expected = (heads: number, sales: number) =>
      (cell?.baseWh ?? 0) + (cell?.perHeadWh ?? 0) * heads + (cell?.perSalesWh ?? 0) * sales
    expect(Math.abs(expected(8, 95) / 1_580_000 - 1)).toBeLessThan(0.05)
    expect(norm && readNorm(writeNorm(norm))).toEqual(norm)
    expect(fitNorm('C2522', firms.slice(0, 59))).toBeNull()
  })
  it('are found by class, division and section, and not invented for others', () => {
    expect([normOf('B0610')?.key, normOf('C2599')?.key, normOf('Z9999')]).toEqual(['B0610', 'C25', null])
    expect(() => readNorm('C2522|1|2')).toThrow(RangeError)
  })
  it('know the months of the Spring Festival', () => {
    expect(['2025-01', '2026-01', '2026-02', '2025-02', '2026-12'].map(seasonCell)).toEqual([12, 0, 13, 1, 11])
  })
})
