import { addMonths } from '@/server/kernel/dates'
import type { DataClass, GateCode, IndicatorId } from '../../schema'
import { gatesInForce } from '../gates'
import type { Known } from '../known'
import { type Indicator, type IndicatorsOf, type Measure, noSource, sum, toSafe } from '../measure'
import { penaltiesInForce, repairDates, repairRuleOn } from '../repair-rules'
import { fullMonths } from './stability'

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
  (measure: (inForce: Penalty[], asOf: string) => Measure): Indicator =>
  ({ facts, asOf }) =>
    facts.PENALTY ? measure(penaltiesInForce(facts.PENALTY.penalties, asOf), asOf) : noSource('PENALTY')

const severity = (wanted: Penalty['severity']) =>
  penalties((inForce) =>
    counted(
      'PENALTY',
      inForce.filter((one) => one.severity === wanted),
    ),
  )

/** Records in force of one of the eleven categories (reference 4.6). */
const category = (wanted: Penalty['category']) =>
  penalties((inForce) =>
    counted(
      'PENALTY',
      inForce.filter((one) => one.category === wanted),
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
  'compliance.arrearsTaxSocial': category('ARREARS_TAX_SOCIAL'),
  'compliance.arrearsFees': category('ARREARS_FEES'),
  'compliance.falseMaterial': category('FALSE_MATERIAL'),
  'compliance.adminPenalty': category('ADMIN_PENALTY'),
  'compliance.accident': category('ACCIDENT'),
  'compliance.industryBan': category('INDUSTRY_BAN'),
  'compliance.inspectionFail': category('INSPECTION_FAIL'),
  'compliance.publicResource': category('PUBLIC_RESOURCE'),
  'compliance.otherRecords': category('OTHER'),
  'compliance.courtDefaulterRecords': category('COURT_DEFAULTER'),
  'compliance.abnormalListRecords': category('ABNORMAL_LIST'),
  'compliance.recordsWithin12m': penalties((inForce, asOf) =>
    counted(
      'PENALTY',
      inForce.filter((one) => one.on > addMonths(asOf, -12)),
    ),
  ),
  /** Those for which repair may be applied for already. */
  'compliance.repairableRecords': penalties((inForce, asOf) =>
    counted(
      'PENALTY',
      inForce.filter((one) => repairDates(one.on, one.severity, repairRuleOn(asOf)).repairableFrom <= asOf),
    ),
  ),
  /** Age of the newest record in force; a firm without any has none to age. */
  'compliance.newestRecordMonths': penalties((inForce, asOf) => {
    const newest = inForce.at(-1)
    if (!newest) return { missing: 'NOT_APPLICABLE', classes: ['PENALTY'] }
    return { value: fullMonths(newest.on, asOf), evidence: evidence('PENALTY', [newest]) }
  }),
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
