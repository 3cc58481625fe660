import { type DataClass, type GateCode, gateCodes, type PortraitFacts } from '../../schema'

// One packed row an enterprise and source. Little-endian; money and quantities as doubles that hold whole numbers below MOST,
//

export const layoutVersion = 1

/** Before each row its length, these bytes included. */
export const LENGTH_BYTES = 4

/** A column of each monthly source; FIRM holds the register, records, lists and holdings, and how the standing portrait ended. */
export const packedSources = ['FIRM', 'TAX', 'SOCIAL_SECURITY', 'ELECTRICITY', 'WATER', 'GAS', 'CUSTOMS'] as const
export type PackedSource = (typeof packedSources)[number]
export const sourceCode = Object.fromEntries(packedSources.map((source, at) => [source, at])) as Record<PackedSource, number>

/** Bytes before the columns: source, version, months, further rows, the first month (0: each month is written out), arrears. */
export const HEAD = 16
export const offsets = { source: 0, version: 1, months: 2, further: 4, firstMonth: 6, arrears: 8 } as const

/** Of the firm's row: classes present, and the standing portrait's score and bars. */
export const firmOffsets = {
  present: 2,
  score: 4,
  gates: 6,
  gateCount: 7,
  founded: 8,
  active: 12,
  soleTrader: 13,
  grade: 14,
  capital: 16,
  paidIn: 24,
  counts: 32,
} as const

export const firmLists = [
  'changes',
  'penalties',
  'cases',
  'defaulters',
  'entries',
  'rights',
  'bids',
  'grants',
  'titles',
  'permits',
  'holdings',
] as const
export type FirmList = (typeof firmLists)[number]
export const FIRM_HEAD = firmOffsets.counts + 2 * firmLists.length + 2
/** A dated row: three days, two kinds, 16 bits to spare, an amount. */
export const ROW = 24
export const rowOffsets = { first: 0, second: 4, third: 8, kind: 12, other: 13, amount: 16 } as const

/** Of a day that is a count (calendar.ts). */
export const LAST_DAY = 65_535

/** More months or rows than these are no firm that is reckoned in a block: it is drawn in full. */
export const MOST_MONTHS = 120
export const MOST_ROWS = 200

/**
 * Behind the lists of the firm's row, 16 bits each: the day (calendar.ts, a count) on which the class's agency gave its answer, 0
 * where that is not known. Rows from before end with their lists: then no day is known.
 */
export const agingClasses = [
  'REGISTRATION',
  'PENALTY',
  'COURT',
  'LIST',
  'INTELLECTUAL_PROPERTY',
  'PROCUREMENT',
  'SUBSIDY',
  'QUALIFICATION',
  'PERMIT',
  'AGRICULTURE',
  'TAX',
  'SOCIAL_SECURITY',
  'ELECTRICITY',
  'WATER',
  'GAS',
] as const satisfies readonly DataClass[]

/** Bits of the classes that may be on file beside the monthly ones. */
export const presentBits = {
  REGISTRATION: 1,
  PENALTY: 2,
  COURT: 4,
  LIST: 8,
  INTELLECTUAL_PROPERTY: 16,
  PROCUREMENT: 32,
  SUBSIDY: 64,
  QUALIFICATION: 128,
  PERMIT: 256,
  AGRICULTURE: 512,
} as const

type Of<Class extends keyof PortraitFacts> = NonNullable<PortraitFacts[Class]>
type Penalty = Of<'PENALTY'>['penalties'][number]
type Entry = Of<'LIST'>['entries'][number]

// Codes are frozen with the layout's version.
export const changeKinds = { LEGAL_REPRESENTATIVE: 0, ADDRESS: 1, CAPITAL: 2, SHAREHOLDER: 3 } as const satisfies Record<
  Of<'REGISTRATION'>['changes'][number]['kind'],
  number
>
export const severities = { MINOR: 0, GENERAL: 1, SERIOUS: 2 } as const satisfies Record<Penalty['severity'], number>
export const categories = {
  ARREARS_TAX_SOCIAL: 0,
  COURT_DEFAULTER: 1,
  ARREARS_FEES: 2,
  FALSE_MATERIAL: 3,
  ADMIN_PENALTY: 4,
  ACCIDENT: 5,
  ABNORMAL_LIST: 6,
  INDUSTRY_BAN: 7,
  INSPECTION_FAIL: 8,
  PUBLIC_RESOURCE: 9,
  OTHER: 10,
} as const satisfies Record<Penalty['category'], number>
export const lists = {
  ABNORMAL_OPERATION: 0,
  SERIOUS_VIOLATION: 1,
  SERIOUS_TAX_VIOLATION: 2,
  WAGE_ARREARS: 3,
  TRUSTWORTHY: 4,
} as const satisfies Record<Entry['list'], number>
export const roles = { DEFENDANT: 0, PLAINTIFF: 1 } as const
export const outcomes = { WON: 0, LOST: 1, VOID: 2 } as const
export const holdingKinds = { CROP: 0, ORCHARD: 1, LIVESTOCK: 2 } as const
export const taxGrades = { D: 1, C: 2, M: 3, B: 4, A: 5 } as const

/** A bar's bit in a set of bars. */
export const gateBit = (code: GateCode): number => 1 << gateCodes.indexOf(code)
