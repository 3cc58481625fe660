import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import { dishonestyCategories } from '@/server/sources/schema'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { type IndicatorId, type IndicatorReading, indicatorCatalogue, indicatorIds, type PortraitFacts } from '../schema'
import { type EvidencePath, evidencePaths, linesOf, recordFields } from './evidence-paths'
import {
  AS_OF,
  invoiceRows,
  monthsAgo,
  penalty,
  registrationFacts,
  sampleFacts,
  staffFacts,
  taxFacts,
  utilityFacts,
} from './facts.fixture'
import { knownOn } from './known'
import { readIndicators } from './read-indicators'

type Known = Extract<IndicatorReading, { state: 'KNOWN' }>

/** A firm with something to count for every indicator. */
const rich: PortraitFacts = sampleFacts({
  REGISTRATION: {
    ...registrationFacts,
    changes: (['LEGAL_REPRESENTATIVE', 'ADDRESS', 'CAPITAL', 'SHAREHOLDER'] as const).map((kind, at) => ({
      on: monthsAgo(at + 1),
      kind,
    })),
  },
  TAX: {
    ...taxFacts((_, at) => BigInt(at % 7 === 0 ? 0 : 1_000_000 + 70_000 * at - 9_000 * (at % 5))),
    arrearsFen: 12_345n,
    invoices: invoiceRows(),
  },
  SOCIAL_SECURITY: {
    months: staffFacts((_, at) => 20 + (at % 4)).months.map((row, at) => ({ ...row, inArrears: at % 9 === 0 })),
    arrearsFen: 500n,
  },
  ELECTRICITY: {
    months: utilityFacts((_, at) => (at === 33 ? 0 : 9_000 + 300 * at)).months.map((row, at) => ({
      ...row,
      paidOn: at % 5 === 0 ? null : row.paidOn,
    })),
    arrearsFen: 77n,
  },
  PENALTY: {
    penalties: dishonestyCategories.flatMap((category, at) => [
      penalty({ id: `P${at}`, on: monthsAgo(2), category, severity: at % 2 ? 'SERIOUS' : 'GENERAL', amountFen: 1_000n }),
      penalty({ id: `M${at}`, on: monthsAgo(1), category, severity: 'MINOR' }),
    ]),
  },
  COURT: {
    cases: [
      { id: 'C1', on: monthsAgo(3), role: 'DEFENDANT', cause: '买卖合同', amountFen: 900n, closedOn: null },
      { id: 'C2', on: monthsAgo(4), role: 'PLAINTIFF', cause: '买卖合同', amountFen: 100n, closedOn: null },
    ],
    defaulterEntries: [{ id: 'D1', listedOn: monthsAgo(5), removedOn: null }],
  },
  LIST: {
    entries: (['ABNORMAL_OPERATION', 'SERIOUS_VIOLATION', 'TRUSTWORTHY'] as const).map((list) => ({
      id: list,
      list,
      authority: '市场监督管理局',
      listedOn: monthsAgo(2),
      removedOn: null,
    })),
  },
  INTELLECTUAL_PROPERTY: {
    rights: (['INVENTION', 'TRADEMARK'] as const).map((kind) => ({
      id: kind,
      kind,
      title: '样例',
      grantedOn: monthsAgo(9),
      state: 'IN_FORCE',
      pledged: false,
    })),
  },
  PROCUREMENT: {
    bids: (['WON', 'LOST', 'VOID'] as const).map((outcome) => ({
      id: outcome,
      project: '样例',
      buyer: '样例',
      on: monthsAgo(6),
      amountFen: 5_000n,
      outcome,
    })),
  },
  SUBSIDY: {
    grants: [{ id: 'G', programme: '样例', authority: '财政局', on: monthsAgo(8), amountFen: 100n, paidOn: monthsAgo(7) }],
  },
  QUALIFICATION: {
    titles: [
      {
        id: 'T',
        kind: 'HIGH_TECH',
        authority: '科技局',
        recognisedOn: monthsAgo(9),
        validUntil: '2030-01-01',
        withdrawnOn: null,
      },
    ],
  },
  PERMIT: {
    permits: [{ id: 'L', name: '样例', authority: '审批局', grantedOn: monthsAgo(9), validUntil: null, state: 'VALID' }],
  },
  CUSTOMS: { grade: null, months: sampleFacts().CUSTOMS?.months.map((row) => ({ ...row, exportFen: 300n })) ?? [] },
  AGRICULTURE: {
    holdings: (['CROP', 'ORCHARD', 'LIVESTOCK'] as const).map((kind) => ({
      id: kind,
      kind,
      quantity: 40,
      registeredOn: monthsAgo(9),
      validUntil: null,
    })),
  },
})

const city = createCity({ seed: 40_400, enterprises: 12, asOf: '2026-09' })
const firms = [
  { facts: rich, asOf: AS_OF },
  ...Array.from({ length: 12 }, (_, at) => ({ facts: cityFacts(city, at), asOf: dayAfter(city) })),
]

/** What says nothing, of the same type. */
const blank = (value: unknown): unknown =>
  typeof value === 'bigint'
    ? 0n
    : typeof value === 'number'
      ? 0
      : typeof value === 'boolean'
        ? false
        : typeof value === 'string'
          ? /^\d{4}-\d\d-\d\d$/.test(value)
            ? '1900-01-01'
            : 'BLANK'
          : value

/** The facts with nothing left but the lines and fields of these paths: other lines gone, other fields blank. */
function reduced(facts: PortraitFacts, paths: readonly EvidencePath[], reading: Known): PortraitFacts {
  const kept: PortraitFacts = {}
  for (const path of paths) {
    const evidence = reading.evidence.find(({ dataClass }) => dataClass === path.dataClass)
    const record = facts[path.dataClass]
    if (!evidence || !record) throw new Error(`${reading.id} names ${path.dataClass}, which it did not read`)
    const lines = linesOf(facts, path, evidence)
    const entries = Object.entries(record).map(([part, value]: [string, unknown]) => {
      if (!Array.isArray(value)) return [part, path.part === null && path.fields.includes(part) ? value : blank(value)]
      const first: object = value[0] ?? {}
      const empty = Object.fromEntries(Object.entries(first).map(([field, cell]) => [field, blank(cell)]))
      return [part, part === path.part ? lines.map(({ cells }) => ({ ...empty, ...cells })) : []]
    })
    Object.assign(kept, { [path.dataClass]: Object.fromEntries(entries) })
  }
  return kept
}

const valueFrom = (facts: PortraitFacts, asOf: string, id: IndicatorId) => {
  const found = readIndicators(knownOn(facts, asOf), '2026.3').find((one) => one.id === id)
  return found?.state === 'KNOWN' ? found.value : found?.reason
}
const known = (facts: PortraitFacts, asOf: string) =>
  readIndicators(knownOn(facts, asOf), '2026.3').filter((one) => one.state === 'KNOWN')

describe('the way from a figure to its records', () => {
  it('is named for all indicators, by exactly the classes that each reads', () => {
    for (const id of indicatorIds) {
      const classes = evidencePaths[id].map(({ dataClass }) => dataClass)
      expect(classes, id).toEqual([...indicatorCatalogue[id].sources])
      expect(recordFields(id).length, id).toBeGreaterThan(0)
    }
  })

  it('has the rich firm know every indicator', () => {
    expect(known(rich, AS_OF)).toHaveLength(indicatorIds.length)
  })

  it('shows the lines and fields that make the figure: from them alone it comes out the same', () => {
    for (const { facts, asOf } of firms) {
      for (const reading of known(facts, asOf)) {
        const shown = reduced(facts, evidencePaths[reading.id], reading)
        expect(valueFrom(shown, asOf, reading.id), reading.id).toBe(reading.value)
      }
    }
  })

  it('would fail with another field than the path names (control)', () => {
    const reading = known(rich, AS_OF).find(({ id }) => id === 'tax.taxPaid12m')
    if (!reading) throw new Error('not read')
    const wrong = evidencePaths['operation.salesGrowth12m']
    expect(valueFrom(reduced(rich, wrong, reading), AS_OF, reading.id)).not.toBe(reading.value)
  })

  it('shows no line outside the window, and none that was not counted', () => {
    const growth = known(rich, AS_OF).find(({ id }) => id === 'operation.salesVolatility12m')
    const court = known(rich, AS_OF).find(({ id }) => id === 'compliance.openDefendantCases')
    const [sales, cases] = [evidencePaths['operation.salesVolatility12m'][0], evidencePaths['compliance.openDefendantCases'][0]]
    if (!growth?.evidence[0] || !court?.evidence[0] || !sales || !cases) throw new Error('not read')
    expect(linesOf(rich, sales, growth.evidence[0])).toHaveLength(12)
    expect(linesOf(rich, cases, court.evidence[0]).map(({ key }) => key)).toEqual(['C1'])
  })
})
