import type { GateCode, IndicatorId } from '../../schema'
import { fullMonthsBetween, laterBy } from './calendar'
import { capabilityFigures } from './capability-figures'
import { ratioDown } from './exact'
import { packedIndicators, placeOf } from './figures'
import { categories, changeKinds, firmOffsets, gateBit, lists, presentBits, roles, rowOffsets, severities } from './layout'
import { lackAll, listPlace, RecordRows } from './record-rows'
import { NOT_APPLICABLE } from './series'

const p = placeOf

/** The bars in force: a bit each (gateCodes), and how many entries they rest on. */
export type Bars = { gates: number; count: number }

const byCategory = new Int32Array(Object.keys(categories).length)
const bySeverity = new Int32Array(3)
const byList = new Int32Array(Object.keys(lists).length)
const categoryPlaces: readonly number[] = Object.entries({
  'compliance.arrearsTaxSocial': categories.ARREARS_TAX_SOCIAL,
  'compliance.courtDefaulterRecords': categories.COURT_DEFAULTER,
  'compliance.arrearsFees': categories.ARREARS_FEES,
  'compliance.falseMaterial': categories.FALSE_MATERIAL,
  'compliance.adminPenalty': categories.ADMIN_PENALTY,
  'compliance.accident': categories.ACCIDENT,
  'compliance.abnormalListRecords': categories.ABNORMAL_LIST,
  'compliance.industryBan': categories.INDUSTRY_BAN,
  'compliance.inspectionFail': categories.INSPECTION_FAIL,
  'compliance.publicResource': categories.PUBLIC_RESOURCE,
  'compliance.otherRecords': categories.OTHER,
} satisfies Partial<Record<IndicatorId, number>>)
  .sort(([, a], [, b]) => a - b)
  .map(([id]) => p[id as IndicatorId])

const penaltyPlaces = [
  p['compliance.minorPenalties'],
  p['compliance.generalPenalties'],
  p['compliance.seriousPenalties'],
  p['compliance.penaltyAmount'],
  p['compliance.recordsWithin12m'],
  p['compliance.repairableRecords'],
  p['compliance.newestRecordMonths'],
  ...categoryPlaces,
]
const courtPlaces = [
  p['compliance.defendantCases24m'],
  p['compliance.openDefendantCases'],
  p['compliance.openDefendantAmount'],
  p['compliance.defaulterEntries'],
]
const listPlaces = [p['compliance.abnormalListings'], p['compliance.seriousListings'], p['compliance.trustworthyListings']]
const registerPlaces = packedIndicators.flatMap((id) => (id.startsWith('stability.') ? [p[id]] : []))

const bitOf = {
  notActive: gateBit('REGISTRATION_NOT_ACTIVE'),
  defaulter: gateBit('COURT_DEFAULTER'),
  abnormal: gateBit('ABNORMAL_OPERATION'),
  penalty: gateBit('SERIOUS_PENALTY'),
}
/** Lists that bar, with the bar's bit; by the list's code. */
const listBits = (
  ['ABNORMAL_OPERATION', 'SERIOUS_VIOLATION', 'SERIOUS_TAX_VIOLATION', 'WAGE_ARREARS'] as const satisfies GateCode[]
).map(gateBit)

const listed = (kind: number) => byList[kind] as number

/** Reads the records of one firm after another, each as they stood on the day. */
export class RecordReader extends RecordRows {
  private gates = 0
  private bars = 0

  /** Every figure that the firm's own row gives, and its bars. */
  read(at: number): Bars {
    const { view, figures } = this
    const present = view.getUint16(at + firmOffsets.present, true)
    this.open(at)
    this.gates = 0
    this.bars = 0
    if (present & presentBits.REGISTRATION) this.register(at)
    else lackAll(figures, registerPlaces)
    if (present & presentBits.PENALTY) this.penalties()
    else lackAll(figures, penaltyPlaces)
    if (present & presentBits.COURT) this.court()
    else lackAll(figures, courtPlaces)
    if (present & presentBits.LIST) this.listings()
    else lackAll(figures, listPlaces)
    capabilityFigures(this, present)
    return { gates: this.gates, count: this.bars }
  }

  private bar(bit: number): void {
    this.gates |= bit
    this.bars++
  }

  private register(at: number): void {
    const { view, today, figures } = this
    const isActive = view.getUint8(at + firmOffsets.active)
    figures.put(p['stability.ageMonths'], fullMonthsBetween(view.getInt32(at + firmOffsets.founded, true), today.asOf))
    figures.put(p['stability.active'], isActive)
    if (isActive === 0) this.bar(bitOf.notActive)
    const capital = view.getFloat64(at + firmOffsets.capital, true)
    const paidIn = view.getFloat64(at + firmOffsets.paidIn, true)
    if (view.getUint8(at + firmOffsets.soleTrader) === 1 || capital <= 0) {
      figures.lack(p['stability.registeredCapital'], NOT_APPLICABLE)
      figures.lack(p['stability.paidInCapital'], NOT_APPLICABLE)
      figures.lack(p['stability.paidInShare'], NOT_APPLICABLE)
    } else {
      figures.put(p['stability.registeredCapital'], capital)
      figures.put(p['stability.paidInCapital'], paidIn)
      figures.put(p['stability.paidInShare'], ratioDown(paidIn, capital))
    }
    figures.put(p['stability.representativeChanges24m'], this.changes(changeKinds.LEGAL_REPRESENTATIVE))
    figures.put(p['stability.addressChanges24m'], this.changes(changeKinds.ADDRESS))
    figures.put(p['stability.capitalChanges24m'], this.changes(changeKinds.CAPITAL))
    figures.put(p['stability.shareholderChanges24m'], this.changes(changeKinds.SHAREHOLDER))
  }

  private changes(kind: number): number {
    const { asOf, after24 } = this.today
    const list = listPlace.changes
    let found = 0
    for (let row = 0; row < this.rows(list); row++) {
      const on = this.day(list, row, rowOffsets.first)
      if (on <= asOf && on > after24 && this.kind(list, row) === kind) found++
    }
    return found
  }

  private penalties(): void {
    const { figures, today } = this
    const { asOf, after12, shortest, longest } = today
    const list = listPlace.penalties
    byCategory.fill(0)
    bySeverity.fill(0)
    let amount = 0
    let recent = 0
    let repairable = 0
    let newest = 0
    for (let row = 0; row < this.rows(list); row++) {
      const on = this.day(list, row, rowOffsets.first)
      const repairedOn = this.day(list, row, rowOffsets.second)
      const severity = this.kind(list, row)
      if (on > asOf || (repairedOn !== 0 && repairedOn <= asOf) || asOf >= laterBy(on, longest[severity] as number)) continue
      const category = this.kind(list, row, rowOffsets.other)
      bySeverity[severity] = (bySeverity[severity] as number) + 1
      byCategory[category] = (byCategory[category] as number) + 1
      amount += this.amount(list, row)
      if (on > after12) recent++
      if (laterBy(on, shortest[severity] as number) <= asOf) repairable++
      if (on > newest) newest = on
      if (severity === severities.SERIOUS) this.bar(bitOf.penalty)
    }
    for (let severity = 0; severity < 3; severity++)
      figures.put(penaltyPlaces[severity] as number, bySeverity[severity] as number)
    for (let at = 0; at < categoryPlaces.length; at++) figures.put(categoryPlaces[at] as number, byCategory[at] as number)
    figures.put(p['compliance.penaltyAmount'], amount)
    figures.put(p['compliance.recordsWithin12m'], recent)
    figures.put(p['compliance.repairableRecords'], repairable)
    if (newest === 0) figures.lack(p['compliance.newestRecordMonths'], NOT_APPLICABLE)
    else figures.put(p['compliance.newestRecordMonths'], fullMonthsBetween(newest, asOf))
  }

  private court(): void {
    const { figures, today } = this
    let recent = 0
    let open = 0
    let amount = 0
    for (let row = 0; row < this.rows(listPlace.cases); row++) {
      const on = this.day(listPlace.cases, row, rowOffsets.first)
      if (on > today.asOf || this.kind(listPlace.cases, row) !== roles.DEFENDANT) continue
      if (on > today.after24) recent++
      const closedOn = this.day(listPlace.cases, row, rowOffsets.second)
      if (closedOn !== 0 && closedOn <= today.asOf) continue
      open++
      amount += this.amount(listPlace.cases, row)
    }
    let defaulters = 0
    for (let row = 0; row < this.rows(listPlace.defaulters); row++) {
      if (!this.isListed(listPlace.defaulters, row)) continue
      defaulters++
      this.bar(bitOf.defaulter)
    }
    figures.put(p['compliance.defendantCases24m'], recent)
    figures.put(p['compliance.openDefendantCases'], open)
    figures.put(p['compliance.openDefendantAmount'], amount)
    figures.put(p['compliance.defaulterEntries'], defaulters)
  }

  private listings(): void {
    const { figures, today } = this
    byList.fill(0)
    for (let row = 0; row < this.rows(listPlace.entries); row++) {
      if (!this.isListed(listPlace.entries, row)) continue
      const kind = this.kind(listPlace.entries, row)
      const isDisplayed =
        kind === lists.ABNORMAL_OPERATION ||
        kind === lists.TRUSTWORTHY ||
        today.asOf < laterBy(this.day(listPlace.entries, row, rowOffsets.first), today.longest[severities.SERIOUS])
      if (!isDisplayed) continue
      byList[kind] = (byList[kind] as number) + 1
      if (kind !== lists.TRUSTWORTHY) this.bar(listBits[kind] as number)
    }
    figures.put(p['compliance.abnormalListings'], listed(lists.ABNORMAL_OPERATION))
    figures.put(
      p['compliance.seriousListings'],
      listed(lists.SERIOUS_VIOLATION) + listed(lists.SERIOUS_TAX_VIOLATION) + listed(lists.WAGE_ARREARS),
    )
    figures.put(p['compliance.trustworthyListings'], listed(lists.TRUSTWORTHY))
  }
}
