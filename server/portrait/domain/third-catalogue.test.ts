import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import type { IndicatorReading } from '../schema'
import { buildPortrait } from './build-portrait'
import { AS_OF, invoiceRows, sampleFacts, taxFacts } from './facts.fixture'
import { figure, recordsOf } from './readings.fixture'
import { cardByVersion } from './score-card'

const steady = taxFacts(() => 100_000_000n)
const TAX = (invoices: ReturnType<typeof invoiceRows> | undefined) => ({ TAX: { ...steady, invoices } })
const largest = (invoices: ReturnType<typeof invoiceRows> | undefined) =>
  figure('operation.customerConcentration12m', TAX(invoices))

describe('the third catalogue', () => {
  it('reads on whom the sales of a year depend, from the invoices that are shared', () => {
    expect(largest(invoiceRows())).toBe(6_000)
    expect(figure('operation.topFiveCustomers12m', TAX(invoiceRows()))).toBe(9_000)
    expect(recordsOf('operation.customerConcentration12m', TAX(invoiceRows()))).toContain('2026-05 KA000001')
    expect(recordsOf('operation.customerConcentration12m', TAX(invoiceRows()))).toHaveLength(12)
  })
  it('adds a buyer up over the year: who leads in no month may lead over all', () => {
    const rows = invoiceRows().map((row, at) => (row.buyer === 'KA000001' ? { ...row, buyer: `KX${at}` } : row))
    expect(largest(rows)).toBe(3_000)
  })
  it('rounds up, for less is better', () => {
    const [row] = invoiceRows()
    if (!row) throw new Error('no rows')
    const third = invoiceRows().flatMap(({ month, buyer }) =>
      buyer === null
        ? []
        : [
            { month, buyer, amountFen: 1n },
            { month, buyer: null, amountFen: buyer === 'KA000001' ? 1n : 0n },
          ],
    )
    expect(largest(third)).toBe(3_334)
  })
  it('says why it has none: not shared, nothing invoiced, too few months, a hole, out of date', () => {
    expect(largest(undefined)).toBe('NOT_SHARED')
    expect(largest(invoiceRows().map((row) => ({ ...row, amountFen: 0n })))).toBe('NO_BASE')
    expect(largest([])).toBe('TOO_SHORT')
    expect(largest(invoiceRows(11))).toBe('TOO_SHORT')
    expect(largest(invoiceRows(13).filter(({ month }) => month !== '2025-12'))).toBe('GAP')
    expect(largest(invoiceRows(20).filter(({ month }) => month <= '2026-01'))).toBe('STALE')
  })
  it('knows no invoice of a month that had not ended', () => {
    const later = [...invoiceRows(), { month: '2026-06', buyer: 'KZ000009', amountFen: 9_000_000n }]
    expect(largest(later)).toBe(6_000)
  })
  it('changes no point, no grade and no older portrait', () => {
    const drawn = (version: string, invoices: ReturnType<typeof invoiceRows> | undefined) =>
      buildPortrait(sampleFacts(TAX(invoices)), cardByVersion(version), AS_OF)
    expect(drawn('EXPERT-2026.2', invoiceRows())).toEqual(drawn('EXPERT-2026.2', undefined))
    const [second, third] = [drawn('EXPERT-2026.2', invoiceRows()), drawn('EXPERT-2026.3', invoiceRows())]
    expect(third.factors).toEqual(second.factors)
    expect([third.score, third.grade, third.scoreInterval]).toEqual([second.score, second.grade, second.scoreInterval])
    const customers = ({ id }: IndicatorReading) => id.includes('ustomer')
    expect(third.indicators.filter((one) => !customers(one))).toEqual(second.indicators)
    expect(third.indicators.filter(customers)).toHaveLength(2)
  })
})

describe('the synthetic city', () => {
  const city = createCity({ seed: 5150, enterprises: 150, asOf: '2026-09' })
  const shares = Array.from({ length: city.size }, (_, at) =>
    figure('operation.customerConcentration12m', { TAX: cityFacts(city, at, ['TAX']).TAX }, dayAfter(city)),
  )
  it('has firms that share their invoices and firms that do not, of all degrees', () => {
    const known = shares.filter((one) => typeof one === 'number')
    expect(shares.filter((one) => one === 'NOT_SHARED').length).toBeGreaterThan(city.size / 6)
    expect(known.length).toBeGreaterThan(city.size / 2)
    expect(known.filter((one) => one > 5_000).length).toBeGreaterThan(2)
    expect(known.filter((one) => one < 1_500).length).toBeGreaterThan(10)
  })
  it('gives one buyer of two sellers two pseudonyms', () => {
    const named = Array.from({ length: 40 }, (_, at) => [
      ...new Set(cityFacts(city, at, ['TAX']).TAX?.invoices?.flatMap(({ buyer }) => buyer ?? [])),
    ]).flat()
    expect(new Set(named).size).toBe(named.length)
  })
})
