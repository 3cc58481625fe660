import { describe, expect, it } from 'vitest'
import type { IndicatorId, PortraitFacts } from '../schema'
import { penalty, taxFacts, utilityFacts } from './facts.fixture'
import { change, figure, recordsOf } from './readings.fixture'

describe('the second catalogue', () => {
  /** Grows by a tenth on the year, with a season that must not show. */
  const season = (index: number) => BigInt([50, 60, 80, 100, 120, 130, 130, 120, 110, 100, 90, 70][index % 12] ?? 0)
  const growing = (index: number) => season(index) * 1_000_000n * (index >= 24 ? 11n : 10n)

  it('reads trends without the season, and one odd month does not count', () => {
    const TAX = taxFacts((_, at) => growing(at))
    expect(figure('operation.salesSeasonalTrend24m', { TAX })).toBe(1000)
    expect(figure('operation.salesDecliningMonths12m', { TAX })).toBe(0)
    const odd = { ...TAX, months: change(TAX, { '2026-01': { declaredSalesFen: 1n } }) }
    expect(figure('operation.salesSeasonalTrend24m', { TAX: odd })).toBe(1000)
    expect(recordsOf('operation.salesDecliningMonths12m', { TAX: odd })).toEqual(['2026-01'])
  })
  it('finds the change point of electricity by an exact test, and none where there is none', () => {
    const halved = utilityFacts((_, at) => (at >= 30 ? 6_000 : 12_000))
    expect(figure('utilities.electricityChange24m', { ELECTRICITY: halved })).toBe(-5000)
    expect(recordsOf('utilities.electricityChange24m', { ELECTRICITY: halved })).toEqual(['2025-12'])
    expect(figure('utilities.electricityChange24m')).toBe(0)
    expect(figure('utilities.electricityChange24m', { ELECTRICITY: utilityFacts((_, at) => 12_000 + (at % 5)) })).toBe(0)
  })
  it('correlates exactly: fully, inversely, and not at all', () => {
    const TAX = taxFacts((_, at) => BigInt(1_000 + at))
    const power = (of: (at: number) => number) => ({ TAX, ELECTRICITY: utilityFacts((_, at) => of(at)) })
    expect(
      figure(
        'utilities.salesPowerCorrelation24m',
        power((at) => 500 + 3 * at),
      ),
    ).toBe(10_000)
    expect(
      figure(
        'utilities.salesPowerCorrelation24m',
        power((at) => 5_000 - 3 * at),
      ),
    ).toBe(-10_000)
    expect(
      figure(
        'utilities.salesPowerCorrelation24m',
        power(() => 7),
      ),
    ).toBe('NO_BASE')
  })
  it('counts the eleven categories by class and age, as long as the dated repair rules show them', () => {
    const PENALTY = {
      penalties: [
        penalty({ id: 'tax', on: '2026-05-01', category: 'ARREARS_TAX_SOCIAL' }),
        penalty({ id: 'old', on: '2025-04-20', category: 'ACCIDENT', severity: 'SERIOUS' }),
        penalty({ id: 'gone', on: '2025-06-20', category: 'ACCIDENT' }),
        penalty({ id: 'cured', on: '2026-05-02', category: 'OTHER', repairedOn: '2026-06-01' }),
      ],
    }
    const read = (id: IndicatorId) => figure(id, { PENALTY })
    expect(
      ['arrearsTaxSocial', 'accident', 'otherRecords', 'recordsWithin12m', 'repairableRecords'].map((name) =>
        read(`compliance.${name}` as IndicatorId),
      ),
    ).toEqual([1, 1, 0, 1, 1])
    expect(read('compliance.newestRecordMonths')).toBe(1)
    expect(recordsOf('compliance.repairableRecords', { PENALTY })).toEqual(['old'])
  })
  it('reads rights, bids, grants and holdings as they stood on the day', () => {
    const bid = (id: string, on: string, outcome: 'WON' | 'LOST' | 'VOID') => ({
      id,
      project: '-',
      buyer: '-',
      on,
      amountFen: 5n,
      outcome,
    })
    const facts: Partial<PortraitFacts> = {
      INTELLECTUAL_PROPERTY: {
        rights: (['INVENTION', 'TRADEMARK', 'DESIGN'] as const).map((kind, at) => ({
          id: kind,
          kind,
          title: '-',
          grantedOn: at === 2 ? '2026-06-21' : '2020-01-01',
          state: 'IN_FORCE' as const,
          pledged: false,
        })),
      },
      PROCUREMENT: {
        bids: [
          bid('a', '2026-01-01', 'WON'),
          bid('b', '2026-02-01', 'LOST'),
          bid('c', '2026-03-01', 'VOID'),
          bid('d', '2024-06-20', 'WON'),
        ],
      },
      AGRICULTURE: { holdings: [{ id: 'h', kind: 'CROP', quantity: 120, registeredOn: '2024-01-01', validUntil: '2026-06-19' }] },
    }
    const ids = [
      'capability.inventionPatents',
      'capability.otherRights',
      'capability.bidsWon24m',
      'capability.bidAmount24m',
    ] as const
    expect(ids.map((id) => figure(id, facts))).toEqual([1, 1, 1, 5])
    expect(figure('capability.bidWinRate24m', facts)).toBe(5000)
    expect(figure('agriculture.crops', facts)).toBe(0)
  })
})
