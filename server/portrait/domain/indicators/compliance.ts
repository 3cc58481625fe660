import { addMonths } from '@/server/kernel/dates'
import type { DataClass, GateCode, IndicatorId } from '../../schema'
import { gatesInForce } from '../gates'
import type { Known } from '../known'
import { type Indicator, type IndicatorsOf, type Measure, noSource, sum, toSafe } from '../measure'
import { penaltiesInForce } from '../repair-rules'

type Ids = Extract<IndicatorId, `compliance.${string}`>
type Case = NonNullable<Known['facts']['COURT']>['cases'][number]
type Penalty = NonNullable<Known['facts']['PENALTY']>['penalties'][number]
type Recorded = { id: string; amountFen?: bigint | null }

const evidence = (dataClass: DataClass, rows: Recorded[]) => [
  { dataClass, from: null, to: null, records: rows.map((row) => row.id) },
]
const counted = (dataClass: DataClass, rows: Recorded[]): Measure => ({
  value: rows.length,
  evidence: evidence(dataClass, rows),
})
/** An amount that the record does not state counts as nothing. */
const totalled = (dataClass: DataClass, rows: Recorded[]): Measure => ({
  value: toSafe(sum(rows.map((row) => row.amountFen ?? 0n))),
  evidence: evidence(dataClass, rows),
})

const penalties =
  (measure: (inForce: Penalty[]) => Measure): Indicator =>
  ({ facts, asOf }) =>
    facts.PENALTY ? measure(penaltiesInForce(facts.PENALTY.penalties, asOf)) : noSource('PENALTY')

const severity = (wanted: Penalty['severity']) =>
  penalties((inForce) =>
    counted(
      'PENALTY',
      inForce.filter((one) => one.severity === wanted),
    ),
  )

const defendant =
  (counts: (one: Case, asOf: string) => boolean, measure = counted): Indicator =>
  ({ facts, asOf }) =>
    facts.COURT
      ? measure(
          'COURT',
          facts.COURT.cases.filter((one) => one.role === 'DEFENDANT' && counts(one, asOf)),
        )
      : noSource('COURT')

/** Entries of a list count exactly as long as they gate: one reading of the repair rule, not two. */
const gated =
  (dataClass: 'COURT' | 'LIST', codes: GateCode[]): Indicator =>
  (known) =>
    known.facts[dataClass]
      ? counted(
          dataClass,
          gatesInForce(known)
            .filter((gate) => codes.includes(gate.code))
            .map((gate) => ({ id: gate.recordId })),
        )
      : noSource(dataClass)

/** Public records in force; what was repaired, removed or displayed for its longest period is out (oracle 14). */
export const complianceIndicators: IndicatorsOf<Ids> = {
  'compliance.minorPenalties': severity('MINOR'),
  'compliance.generalPenalties': severity('GENERAL'),
  'compliance.seriousPenalties': severity('SERIOUS'),
  'compliance.penaltyAmount': penalties((inForce) => totalled('PENALTY', inForce)),
  'compliance.defendantCases24m': defendant((one, asOf) => one.on > addMonths(asOf, -24)),
  'compliance.openDefendantCases': defendant((one) => one.closedOn === null),
  'compliance.openDefendantAmount': defendant((one) => one.closedOn === null, totalled),
  'compliance.defaulterEntries': gated('COURT', ['COURT_DEFAULTER']),
  'compliance.abnormalListings': gated('LIST', ['ABNORMAL_OPERATION']),
  'compliance.seriousListings': gated('LIST', ['SERIOUS_VIOLATION', 'SERIOUS_TAX_VIOLATION', 'WAGE_ARREARS']),
  'compliance.trustworthyListings': ({ facts }) =>
    facts.LIST
      ? counted(
          'LIST',
          facts.LIST.entries.filter((entry) => entry.list === 'TRUSTWORTHY'),
        )
      : noSource('LIST'),
}
