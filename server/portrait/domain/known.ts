import { addMonthsToMonth, monthOf } from '@/server/kernel/dates'
import type { PortraitFacts } from '../schema'

/** The facts as they stood on one day: later events are cut off, so that an old portrait can be drawn again. */
export type Known = { asOf: string; lastMonth: string; facts: PortraitFacts }

type Dated = { on: string }
const byKey =
  <Row>(key: (row: Row) => string) =>
  (a: Row, b: Row) =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0

/** A date that had not come by `asOf` is not known yet. */
const ifPast = (date: string | null, asOf: string) => (date !== null && date <= asOf ? date : null)
const past = <Row extends Dated>(rows: Row[], asOf: string, key: (row: Row) => string) =>
  rows.filter((row) => row.on <= asOf).sort(byKey(key))

/**
 * Sorts the months and refuses two rows for one month, for no rule says which of them holds.
 * @throws RangeError on a repeated month: the source's transform has to refuse such a payload.
 */
function monthly<Row extends { month: string }>(rows: Row[], lastMonth: string): Row[] {
  const sorted = rows.filter((row) => row.month <= lastMonth).sort(byKey((row) => row.month))
  const repeated = sorted.find((row, at) => row.month === sorted[at - 1]?.month)
  if (repeated) throw new RangeError(`two rows for the month ${repeated.month}`)
  return sorted
}

function utility(facts: PortraitFacts['GAS'], asOf: string, lastMonth: string): PortraitFacts['GAS'] {
  if (!facts) return undefined
  const months = facts.months.map((row) => ({ ...row, paidOn: ifPast(row.paidOn, asOf) }))
  return { ...facts, months: monthly(months, lastMonth) }
}

function tax(facts: PortraitFacts['TAX'], asOf: string, lastMonth: string): PortraitFacts['TAX'] {
  if (!facts) return undefined
  const months = facts.months
    .map((row) => ({ ...row, declaredOn: ifPast(row.declaredOn, asOf) }))
    // A month that nobody had to declare yet says nothing, neither zero nor late.
    .filter((row) => row.declaredOn !== null || row.dueOn < asOf)
  const grades = facts.grades.filter((row) => row.year < Number(asOf.slice(0, 4)))
  const invoices = facts.invoices
    ?.filter((row) => row.month <= lastMonth)
    .sort(byKey((row) => `${row.month} ${row.buyer ?? '~'}`))
  return {
    ...facts,
    months: monthly(months, lastMonth),
    grades: grades.sort((a, b) => b.year - a.year),
    ...(invoices ? { invoices } : {}),
  }
}

const rowsBy = <Row extends { id: string }>(rows: Row[], begins: (row: Row) => string, asOf: string) =>
  rows.filter((row) => begins(row) <= asOf).sort(byKey((row) => `${begins(row)} ${row.id}`))
const lasts = (until: string | null, asOf: string) => until === null || until >= asOf

/** Rights, titles and holdings that stand on the day; bids, grants and customs months that had come by then. */
function widerFacts(facts: PortraitFacts, asOf: string, lastMonth: string): PortraitFacts {
  const { INTELLECTUAL_PROPERTY, PROCUREMENT, SUBSIDY, QUALIFICATION, PERMIT, CUSTOMS, AGRICULTURE, ENVIRONMENT } = facts
  const inForce = INTELLECTUAL_PROPERTY?.rights.filter((row) => row.state === 'IN_FORCE')
  const titles = QUALIFICATION?.titles.filter((row) => lasts(row.validUntil, asOf) && ifPast(row.withdrawnOn, asOf) === null)
  const permits = PERMIT?.permits.filter((row) => row.state === 'VALID' && lasts(row.validUntil, asOf))
  const holdings = AGRICULTURE?.holdings.filter((row) => lasts(row.validUntil, asOf))
  return {
    INTELLECTUAL_PROPERTY: inForce && { rights: rowsBy(inForce, (row) => row.grantedOn, asOf) },
    PROCUREMENT: PROCUREMENT && { bids: rowsBy(PROCUREMENT.bids, (row) => row.on, asOf) },
    SUBSIDY: SUBSIDY && { grants: rowsBy(SUBSIDY.grants, (row) => row.on, asOf) },
    QUALIFICATION: titles && { titles: rowsBy(titles, (row) => row.recognisedOn, asOf) },
    PERMIT: permits && { permits: rowsBy(permits, (row) => row.grantedOn, asOf) },
    CUSTOMS: CUSTOMS && { ...CUSTOMS, months: monthly(CUSTOMS.months, lastMonth) },
    ENVIRONMENT: ENVIRONMENT && { ratings: [...ENVIRONMENT.ratings] },
    AGRICULTURE: holdings && { holdings: rowsBy(holdings, (row) => row.registeredOn, asOf) },
  }
}

/**
 * Orders the facts canonically and removes what was not known on `asOf` (YYYY-MM-DD): the same facts in any order give
 * the same portrait, and facts that came later leave an earlier portrait as it was.
 */
export function knownOn(facts: PortraitFacts, asOf: string): Known {
  const lastMonth = addMonthsToMonth(monthOf(asOf), -1)
  const { REGISTRATION, SOCIAL_SECURITY, PENALTY, COURT, LIST } = facts
  const known: PortraitFacts = {
    REGISTRATION: REGISTRATION && {
      ...REGISTRATION,
      changes: past(REGISTRATION.changes, asOf, (row) => `${row.on} ${row.kind}`),
    },
    TAX: tax(facts.TAX, asOf, lastMonth),
    SOCIAL_SECURITY: SOCIAL_SECURITY && { ...SOCIAL_SECURITY, months: monthly(SOCIAL_SECURITY.months, lastMonth) },
    ELECTRICITY: utility(facts.ELECTRICITY, asOf, lastMonth),
    WATER: utility(facts.WATER, asOf, lastMonth),
    GAS: utility(facts.GAS, asOf, lastMonth),
    PENALTY: PENALTY && {
      penalties: past(PENALTY.penalties, asOf, (row) => `${row.on} ${row.id}`).map((row) => ({
        ...row,
        repairedOn: ifPast(row.repairedOn, asOf),
      })),
    },
    COURT: COURT && {
      cases: past(COURT.cases, asOf, (row) => `${row.on} ${row.id}`).map((row) => ({
        ...row,
        closedOn: ifPast(row.closedOn, asOf),
      })),
      defaulterEntries: listed(COURT.defaulterEntries, asOf),
    },
    LIST: LIST && {
      entries: listed(LIST.entries, asOf),
      ...(LIST.evaluations
        ? {
            evaluations: LIST.evaluations.filter(({ evaluatedOn }) => evaluatedOn <= asOf).sort((a, b) => b.year - a.year),
          }
        : {}),
    },
    ...widerFacts(facts, asOf, lastMonth),
    ...(facts.issuedOn ? { issuedOn: facts.issuedOn } : {}),
  }
  return { asOf, lastMonth, facts: known }
}

/** Entries that were on the list and had not been removed. */
const listed = <Row extends { id: string; listedOn: string; removedOn: string | null }>(rows: Row[], asOf: string) =>
  rows
    .filter((row) => row.listedOn <= asOf && ifPast(row.removedOn, asOf) === null)
    .sort(byKey((row) => `${row.listedOn} ${row.id}`))
