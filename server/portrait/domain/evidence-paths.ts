import type { DataClass, Evidence, IndicatorId, PortraitFacts } from '../schema'

/**
 * Which lines of which record a figure is read from. `part`: the list within the record, null for its single values; `fields`:
 * what of each line the figure needs, and what names the line.
 */
export type EvidencePath = { dataClass: DataClass; part: string | null; fields: readonly string[] }

const lines = (dataClass: DataClass, part: string | null, ...fields: string[]): EvidencePath => ({ dataClass, part, fields })

const months = (dataClass: DataClass, ...fields: string[]) => lines(dataClass, 'months', 'month', ...fields)
const sales = months('TAX', 'declaredSalesFen')
const taxPaid = months('TAX', 'taxPaidFen')
const invoices = lines('TAX', 'invoices', 'month', 'buyer', 'amountFen')
const filings = months('TAX', 'dueOn', 'declaredOn')
const grades = lines('TAX', 'grades', 'year', 'grade')
const staff = months('SOCIAL_SECURITY', 'insuredHeadcount')
const wages = months('SOCIAL_SECURITY', 'wageBaseFen')
const staffArrears = months('SOCIAL_SECURITY', 'inArrears')
const used = (dataClass: DataClass) => months(dataClass, 'quantity')
const power = used('ELECTRICITY')
const bills = (dataClass: DataClass) => months(dataClass, 'dueOn', 'paidOn')
const owed = (dataClass: DataClass) => lines(dataClass, null, 'arrearsFen')
const changes = lines('REGISTRATION', 'changes', 'on', 'kind')
const register = (...fields: string[]) => lines('REGISTRATION', null, ...fields)
const penalties = lines('PENALTY', 'penalties', 'id', 'on', 'authority', 'category', 'severity', 'amountFen', 'repairedOn')
const cases = lines('COURT', 'cases', 'id', 'on', 'role', 'cause', 'amountFen', 'closedOn')
const defaulters = lines('COURT', 'defaulterEntries', 'id', 'listedOn', 'removedOn')
const entries = lines('LIST', 'entries', 'id', 'list', 'authority', 'listedOn', 'removedOn')
const rights = lines('INTELLECTUAL_PROPERTY', 'rights', 'id', 'kind', 'title', 'grantedOn', 'state')
const bids = lines('PROCUREMENT', 'bids', 'id', 'project', 'on', 'amountFen', 'outcome')
const grants = lines('SUBSIDY', 'grants', 'id', 'programme', 'authority', 'on', 'amountFen', 'paidOn')
const titles = lines('QUALIFICATION', 'titles', 'id', 'kind', 'authority', 'recognisedOn', 'validUntil', 'withdrawnOn')
const permits = lines('PERMIT', 'permits', 'id', 'name', 'authority', 'grantedOn', 'validUntil', 'state')
const holdings = lines('AGRICULTURE', 'holdings', 'id', 'kind', 'quantity', 'registeredOn', 'validUntil')

/** The way from every figure to its records. */
export const evidencePaths: Readonly<Record<IndicatorId, readonly EvidencePath[]>> = {
  'operation.salesGrowth12m': [sales],
  'operation.salesGrowth3m': [sales],
  'operation.salesVolatility12m': [sales],
  'operation.salesPeakShare12m': [sales],
  'operation.salesPerHead12m': [sales, staff],
  'operation.salesPerKwh12m': [sales, power],
  'operation.salesSeasonalTrend24m': [sales],
  'operation.salesDecliningMonths12m': [sales],
  'operation.customerConcentration12m': [invoices],
  'operation.topFiveCustomers12m': [invoices],
  'tax.taxableSales12m': [sales],
  'tax.taxPaid12m': [taxPaid],
  'tax.taxPaidGrowth12m': [taxPaid],
  'tax.taxBurden12m': [months('TAX', 'declaredSalesFen', 'taxPaidFen')],
  'tax.zeroDeclarationMonths12m': [months('TAX', 'declaredSalesFen', 'declaredOn')],
  'tax.lateFilings12m': [filings],
  'tax.lateFilings24m': [filings],
  'tax.unfiledMonths12m': [filings],
  'tax.grade': [grades],
  'tax.goodGradeYears': [grades],
  'tax.arrears': [owed('TAX')],
  'social.insuredHeadcount': [staff],
  'social.averageHeadcount12m': [staff],
  'social.headcountTrend12m': [staff],
  'social.headcountVolatility12m': [staff],
  'social.wageBase12m': [wages],
  'social.wageBasePerHead12m': [months('SOCIAL_SECURITY', 'insuredHeadcount', 'wageBaseFen')],
  'social.headcountSeasonalTrend24m': [staff],
  'social.arrearsMonths12m': [staffArrears],
  'social.arrearsMonths24m': [staffArrears],
  'social.arrears': [owed('SOCIAL_SECURITY')],
  'utilities.capacityScore': [power],
  'utilities.capacityUtilisation': [power],
  'utilities.capacityGrowth12m': [power],
  'utilities.onTimePayment12m': [bills('ELECTRICITY')],
  'utilities.electricity12m': [power],
  'utilities.electricityVolatility12m': [power],
  'utilities.idleMonths12m': [power],
  'utilities.electricitySeasonalTrend24m': [power],
  'utilities.electricityChange24m': [power],
  'utilities.salesPowerCorrelation24m': [sales, power],
  'utilities.electricityArrears': [owed('ELECTRICITY')],
  'utilities.water12m': [used('WATER')],
  'utilities.waterOnTimePayment12m': [bills('WATER')],
  'utilities.waterArrears': [owed('WATER')],
  'utilities.gas12m': [used('GAS')],
  'utilities.gasOnTimePayment12m': [bills('GAS')],
  'utilities.gasArrears': [owed('GAS')],
  'stability.ageMonths': [register('foundedOn')],
  'stability.active': [register('status')],
  'stability.representativeChanges24m': [changes],
  'stability.addressChanges24m': [changes],
  'stability.shareholderChanges24m': [changes],
  'stability.capitalChanges24m': [changes],
  'stability.registeredCapital': [register('legalForm', 'registeredCapitalFen')],
  'stability.paidInCapital': [register('legalForm', 'registeredCapitalFen', 'paidInCapitalFen')],
  'stability.paidInShare': [register('legalForm', 'registeredCapitalFen', 'paidInCapitalFen')],
  'compliance.minorPenalties': [penalties],
  'compliance.generalPenalties': [penalties],
  'compliance.seriousPenalties': [penalties],
  'compliance.penaltyAmount': [penalties],
  'compliance.arrearsTaxSocial': [penalties],
  'compliance.arrearsFees': [penalties],
  'compliance.falseMaterial': [penalties],
  'compliance.adminPenalty': [penalties],
  'compliance.accident': [penalties],
  'compliance.industryBan': [penalties],
  'compliance.inspectionFail': [penalties],
  'compliance.publicResource': [penalties],
  'compliance.otherRecords': [penalties],
  'compliance.courtDefaulterRecords': [penalties],
  'compliance.abnormalListRecords': [penalties],
  'compliance.recordsWithin12m': [penalties],
  'compliance.repairableRecords': [penalties],
  'compliance.newestRecordMonths': [penalties],
  'compliance.defendantCases24m': [cases],
  'compliance.openDefendantCases': [cases],
  'compliance.openDefendantAmount': [cases],
  'compliance.defaulterEntries': [defaulters],
  'compliance.abnormalListings': [entries],
  'compliance.seriousListings': [entries],
  'compliance.trustworthyListings': [entries],
  'capability.inventionPatents': [rights],
  'capability.otherRights': [rights],
  'capability.bidsWon24m': [bids],
  'capability.bidAmount24m': [bids],
  'capability.bidWinRate24m': [bids],
  'capability.subsidies24m': [grants],
  'capability.titles': [titles],
  'capability.permits': [permits],
  'capability.exports12m': [months('CUSTOMS', 'exportFen')],
  'agriculture.crops': [holdings],
  'agriculture.orchards': [holdings],
  'agriculture.livestock': [holdings],
}

/** What a look at an indicator's records shows, field by field, as the record of that look names it. */
export const recordFields = (id: IndicatorId): string[] =>
  evidencePaths[id].flatMap(({ dataClass, part, fields }) =>
    fields.map((field) => ['records', dataClass, ...(part ? [part] : []), field].join('.')),
  )

export type Cell = string | number | bigint | boolean | null
/** `key`: as `Evidence.records` names it. */
export type EvidenceLine = { key: string; cells: Readonly<Record<string, Cell>> }

const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)

function cellsOf(row: object, fields: readonly string[]): Record<string, Cell> {
  const found = new Map<string, unknown>(Object.entries(row))
  return Object.fromEntries(
    fields
      .map((field) => [field, found.get(field)] as const)
      .flatMap(([field, value]) => (isCell(value) ? [[field, value]] : [])),
  )
}

const textOf = (cells: Record<string, Cell>, field: string) => (cells[field] === undefined ? null : String(cells[field]))
/** Months, years and numbers name a line; a change on the register has its day and kind, an invoiced amount month and buyer. */
function keyOf(cells: Record<string, Cell>): string {
  if (cells.buyer !== undefined) return `${textOf(cells, 'month')} ${cells.buyer ?? ''}`.trim()
  const named = textOf(cells, 'id') ?? textOf(cells, 'month') ?? textOf(cells, 'year')
  return named ?? `${textOf(cells, 'on')} ${textOf(cells, 'kind')}`
}

/**
 * The lines of a record that a figure was read from, with the fields of its path and nothing else: the months of its window, or
 * the very records that it counted. Pure.
 */
export function linesOf(facts: PortraitFacts, path: EvidencePath, evidence: Evidence): EvidenceLine[] {
  const record = facts[path.dataClass]
  if (!record) return []
  if (path.part === null) return [{ key: path.dataClass, cells: cellsOf(record, path.fields) }]
  const rows: unknown = new Map<string, unknown>(Object.entries(record)).get(path.part)
  const all = (Array.isArray(rows) ? rows : []).map((row: object) => cellsOf(row, path.fields))
  const { from, to, records } = evidence
  const isUsed = (key: string) =>
    from !== null && to !== null ? key.slice(0, 7) >= from && key.slice(0, 7) <= to : records.includes(key)
  return all.map((cells) => ({ key: keyOf(cells), cells })).filter(({ key }) => isUsed(key))
}
