import type { GateCode, IndicatorId } from '../../schema'
import { fullMonthsBetween, laterBy, type Today } from './calendar'
import { ratioDown } from './exact'
import { type Figures, packedIndicators, placeOf } from './figures'
import {
  categories,
  changeKinds,
  FIRM_HEAD,
  type FirmList,
  firmLists,
  firmOffsets,
  gateBit,
  holdingKinds,
  lists,
  offsets,
  outcomes,
  presentBits,
  ROW,
  roles,
  rowOffsets,
  severities,
} from './layout'
import { NO_SOURCE, NOT_APPLICABLE, STALE, TOO_SHORT } from './series'

const p = placeOf
const listPlace = Object.fromEntries(firmLists.map((list, at) => [list, at])) as Record<FirmList, number>

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

/** Reads the records of one firm after another, each as they stood on the day. */
export class RecordReader {
  private readonly starts = new Int32Array(firmLists.length)
  private readonly counts = new Int32Array(firmLists.length)
  private view: DataView
  private readonly today: Today
  private readonly figures: Figures
  private gates = 0
  private bars = 0

  constructor(view: DataView, today: Today, figures: Figures) {
    this.view = view
    this.today = today
    this.figures = figures
  }

  /** Every figure that the firm's own row gives, and its bars. */
  read(at: number): Bars {
    const { view, today, figures } = this
    const present = view.getUint16(at + firmOffsets.present, true)
    let start = at + FIRM_HEAD
    for (let list = 0; list < firmLists.length; list++) {
      this.starts[list] = start
      this.counts[list] = view.getUint16(at + firmOffsets.counts + 2 * list, true)
      start += ROW * (this.counts[list] as number)
    }
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
    this.capability(present, today.asOf)
    return { gates: this.gates, count: this.bars }
  }

  private bar(bit: number): void {
    this.gates |= bit
    this.bars++
  }

  private day(list: number, row: number, offset: number): number {
    return this.view.getInt32((this.starts[list] as number) + ROW * row + offset, true)
  }
  private kind(list: number, row: number, offset: number = rowOffsets.kind): number {
    return this.view.getUint8((this.starts[list] as number) + ROW * row + offset)
  }
  private amount(list: number, row: number): number {
    return this.view.getFloat64((this.starts[list] as number) + ROW * row + rowOffsets.amount, true)
  }
  private rows(list: number): number {
    return this.counts[list] as number
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

  /** Entries that were on a list and had not been removed. */
  private isListed(list: number, row: number): boolean {
    const { asOf } = this.today
    const removedOn = this.day(list, row, rowOffsets.second)
    return this.day(list, row, rowOffsets.first) <= asOf && (removedOn === 0 || removedOn > asOf)
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
    const of = (kind: number) => byList[kind] as number
    figures.put(p['compliance.abnormalListings'], of(lists.ABNORMAL_OPERATION))
    figures.put(
      p['compliance.seriousListings'],
      of(lists.SERIOUS_VIOLATION) + of(lists.SERIOUS_TAX_VIOLATION) + of(lists.WAGE_ARREARS),
    )
    figures.put(p['compliance.trustworthyListings'], of(lists.TRUSTWORTHY))
  }

  private capability(present: number, asOf: number): void {
    const { figures } = this
    if (present & presentBits.INTELLECTUAL_PROPERTY) {
      figures.put(p['capability.inventionPatents'], this.standing(listPlace.rights, asOf, 1, false))
      figures.put(p['capability.otherRights'], this.standing(listPlace.rights, asOf, 0, false))
    } else lackAll(figures, [p['capability.inventionPatents'], p['capability.otherRights']])
    if (present & presentBits.PROCUREMENT) this.bids()
    else lackAll(figures, [p['capability.bidsWon24m'], p['capability.bidAmount24m'], p['capability.bidWinRate24m']])
    if (present & presentBits.SUBSIDY) figures.put(p['capability.subsidies24m'], this.paidGrants())
    else figures.lack(p['capability.subsidies24m'], NO_SOURCE)
    if (present & presentBits.QUALIFICATION) figures.put(p['capability.titles'], this.standing(listPlace.titles, asOf, -1, true))
    else figures.lack(p['capability.titles'], NO_SOURCE)
    if (present & presentBits.PERMIT) figures.put(p['capability.permits'], this.standing(listPlace.permits, asOf, -1, true))
    else figures.lack(p['capability.permits'], NO_SOURCE)
    this.holdings(present, asOf)
  }

  /** Rows begun by the day, of one kind (−1: of any), valid still and not withdrawn. */
  private standing(list: number, asOf: number, kind: number, isDated: boolean): number {
    let found = 0
    for (let row = 0; row < this.rows(list); row++) {
      if (this.day(list, row, rowOffsets.first) > asOf || (kind >= 0 && this.kind(list, row) !== kind)) continue
      if (isDated && !this.isValid(list, row, asOf)) continue
      found++
    }
    return found
  }

  private isValid(list: number, row: number, asOf: number): boolean {
    const until = this.day(list, row, rowOffsets.second)
    const withdrawnOn = this.day(list, row, rowOffsets.third)
    return (until === 0 || until >= asOf) && (withdrawnOn === 0 || withdrawnOn > asOf)
  }

  private bids(): void {
    const { figures, today } = this
    const list = listPlace.bids
    let won = 0
    let decided = 0
    let amount = 0
    for (let row = 0; row < this.rows(list); row++) {
      const on = this.day(list, row, rowOffsets.first)
      if (on > today.asOf || on <= today.after24) continue
      const outcome = this.kind(list, row)
      if (outcome !== outcomes.VOID) decided++
      if (outcome !== outcomes.WON) continue
      won++
      amount += this.amount(list, row)
    }
    figures.put(p['capability.bidsWon24m'], won)
    figures.put(p['capability.bidAmount24m'], amount)
    if (decided === 0) figures.lack(p['capability.bidWinRate24m'], NOT_APPLICABLE)
    else figures.put(p['capability.bidWinRate24m'], ratioDown(won, decided))
  }

  private paidGrants(): number {
    const { asOf, after24 } = this.today
    const list = listPlace.grants
    let amount = 0
    for (let row = 0; row < this.rows(list); row++) {
      const paidOn = this.day(list, row, rowOffsets.second)
      const isPaid = paidOn !== 0 && paidOn > after24 && paidOn <= asOf
      if (isPaid && this.day(list, row, rowOffsets.first) <= asOf) amount += this.amount(list, row)
    }
    return amount
  }

  private holdings(present: number, asOf: number): void {
    const { figures } = this
    const places = [p['agriculture.crops'], p['agriculture.orchards'], p['agriculture.livestock']] as const
    if ((present & presentBits.AGRICULTURE) === 0) {
      lackAll(figures, places)
      return
    }
    const list = listPlace.holdings
    for (const kind of [holdingKinds.CROP, holdingKinds.ORCHARD, holdingKinds.LIVESTOCK]) {
      let quantity = 0
      for (let row = 0; row < this.rows(list); row++) {
        if (this.day(list, row, rowOffsets.first) > asOf || this.kind(list, row) !== kind || !this.isValid(list, row, asOf))
          continue
        quantity += this.amount(list, row)
      }
      figures.put(places[kind], quantity)
    }
  }
}

function lackAll(figures: Figures, places: readonly number[]): void {
  for (const place of places) figures.lack(place, NO_SOURCE)
}

const [gradePlace, goodYearsPlace] = [p['tax.grade'], p['tax.goodGradeYears']]

/** Grades of years, which follow the months of the tax row from `grades` on. `row`: −1 where the class is not on file. */
export function gradeFigures(figures: Figures, view: DataView, row: number, grades: number, { year }: Today): void {
  const count = row < 0 ? 0 : view.getUint16(row + offsets.further, true)
  let first = 0
  while (first < count && view.getInt32(grades + 8 * first, true) >= year) first++
  const newest = first < count ? view.getInt32(grades + 8 * first, true) : year
  const lack = row < 0 ? NO_SOURCE : first === count ? TOO_SHORT : newest < year - 2 ? STALE : 0
  if (lack !== 0) {
    figures.lack(gradePlace, lack)
    figures.lack(goodYearsPlace, lack)
    return
  }
  let good = 0
  for (let at = first; at < count; at++) {
    if (view.getInt32(grades + 8 * at, true) !== newest - good || view.getInt32(grades + 8 * at + 4, true) < 4) break
    good++
  }
  figures.put(gradePlace, view.getInt32(grades + 8 * first + 4, true))
  figures.put(goodYearsPlace, good)
}
