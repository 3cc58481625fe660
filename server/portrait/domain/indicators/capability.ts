import { addMonths } from '@/server/kernel/dates'
import type { DataClass, IndicatorId } from '../../schema'
import type { Known } from '../known'
import { type Indicator, type IndicatorsOf, type Measure, measured, noSource, overMonths, ratioBps, sum } from '../measure'

type Ids = Extract<IndicatorId, `capability.${string}` | `agriculture.${string}`>
type Wide = 'INTELLECTUAL_PROPERTY' | 'PROCUREMENT' | 'SUBSIDY' | 'QUALIFICATION' | 'PERMIT' | 'AGRICULTURE'
type Row = { id: string }

const evidence = (dataClass: DataClass, rows: readonly Row[]) => [
  { dataClass, from: null, to: null, records: rows.map(({ id }) => id) },
]
const counted = (dataClass: DataClass, rows: readonly Row[]) => measured(rows.length, evidence(dataClass, rows))

/** The class's facts as they stood on the day, or the lack of it. */
const on =
  <Class extends Wide>(
    dataClass: Class,
    measure: (facts: NonNullable<Known['facts'][Class]>, after: string, asOf: string) => Measure,
  ): Indicator =>
  (known) => {
    const facts = known.facts[dataClass]
    return facts ? measure(facts, addMonths(known.asOf, -24), known.asOf) : noSource(dataClass)
  }

type Right = NonNullable<Known['facts']['INTELLECTUAL_PROPERTY']>['rights'][number]
const rights = (isOne: (right: Right) => boolean) =>
  on('INTELLECTUAL_PROPERTY', (facts) => counted('INTELLECTUAL_PROPERTY', facts.rights.filter(isOne)))

type Bid = NonNullable<Known['facts']['PROCUREMENT']>['bids'][number]
const bids = (measure: (bids: Bid[]) => Measure) =>
  on('PROCUREMENT', (facts, after) => measure(facts.bids.filter((bid) => bid.on > after)))
const won = (all: readonly Bid[]) => all.filter((bid) => bid.outcome === 'WON')

type Holding = NonNullable<Known['facts']['AGRICULTURE']>['holdings'][number]
const holdings = (kind: Holding['kind']) =>
  on('AGRICULTURE', (facts) => {
    const rows = facts.holdings.filter((row) => row.kind === kind)
    return measured(sum(rows.map((row) => BigInt(row.quantity))), evidence('AGRICULTURE', rows))
  })

/** What a firm can do, read from rights, bids, grants and titles in force; what a farm has, from its registered holdings. */
export const capabilityIndicators: IndicatorsOf<Ids> = {
  'capability.inventionPatents': rights((right) => right.kind === 'INVENTION'),
  'capability.otherRights': rights((right) => right.kind !== 'INVENTION'),
  'capability.bidsWon24m': bids((all) => counted('PROCUREMENT', won(all))),
  'capability.bidAmount24m': bids((all) =>
    measured(sum(won(all).map((bid) => bid.amountFen)), evidence('PROCUREMENT', won(all))),
  ),
  /** Bids won ÷ bids decided; a void procedure was decided for nobody. */
  'capability.bidWinRate24m': bids((all) => {
    const decided = all.filter((bid) => bid.outcome !== 'VOID')
    if (decided.length === 0) return { missing: 'NOT_APPLICABLE', classes: ['PROCUREMENT'] }
    return measured(ratioBps(BigInt(won(all).length), BigInt(decided.length), 'DOWN'), evidence('PROCUREMENT', decided))
  }),
  /** Grants of which the money was paid by the day. */
  'capability.subsidies24m': on('SUBSIDY', (facts, after, asOf) => {
    const paid = facts.grants.filter(({ paidOn }) => paidOn !== null && paidOn > after && paidOn <= asOf)
    return measured(sum(paid.map((grant) => grant.amountFen)), evidence('SUBSIDY', paid))
  }),
  'capability.titles': on('QUALIFICATION', (facts) => counted('QUALIFICATION', facts.titles)),
  'capability.permits': on('PERMIT', (facts) => counted('PERMIT', facts.permits)),
  'capability.exports12m': (known) =>
    overMonths(known, 'CUSTOMS', known.facts.CUSTOMS?.months, 12, (rows) => ({ value: sum(rows.map((row) => row.exportFen)) })),
  'agriculture.crops': holdings('CROP'),
  'agriculture.orchards': holdings('ORCHARD'),
  'agriculture.livestock': holdings('LIVESTOCK'),
}
