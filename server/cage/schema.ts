import { z } from 'zod'

/**
 * What raises an alert. REFUSED_READS: one person tried many applications that it may not read. NEW_COMPANIES: one person
 * looked at many enterprises within an hour. BUDGET_SPENT: the database stopped one. CANARY: somebody tried an enterprise that
 * nobody has a reason to look at. OUT_OF_HOURS, UNDECIDED: reads at night or on a day off; reads that led to no decision.
 * LOOKBACK: an answer reaches further back than its authorisation. EXPORT: much was taken out at once.
 */
export const alertRules = [
  'CANARY',
  'BUDGET_SPENT',
  'REFUSED_READS',
  'NEW_COMPANIES',
  'OUT_OF_HOURS',
  'UNDECIDED',
  'LOOKBACK',
  'EXPORT',
] as const
export const AlertRule = z.enum(alertRules)
export type AlertRule = z.infer<typeof AlertRule>

/** Numbers that an alert stands on; which of them are there depends on the rule. */
export const AlertFacts = z.object({
  count: z.number().optional(),
  limit: z.number().optional(),
  dataClass: z.string().optional(),
  periodFrom: z.string().optional(),
})
export type AlertFacts = z.infer<typeof AlertFacts>

export const alertStates = ['OPEN', 'HANDLED'] as const
export const alertListInput = z.strictObject({
  page: z.int().min(1).max(100_000).default(1),
  rule: AlertRule.optional(),
  state: z.enum(alertStates).optional(),
  /** All of them, for a file, instead of a page. */
  whole: z.boolean().default(false),
})

export const alertStepInput = z.strictObject({
  alertId: z.uuidv7(),
  step: z.enum(['NOTED', 'HANDLED']),
  note: z.string().trim().min(2, 'cage.note-too-short').max(1000),
})

/** How far back the pictures of use look. */
export const windows = { day: 1, week: 7, month: 30, year: 365 } as const
export const Window = z.enum(['day', 'week', 'month', 'year'])
export type Window = z.infer<typeof Window>

export const dimensions = ['BANK', 'OFFICER', 'PURPOSE', 'HOUR'] as const
export type Dimension = (typeof dimensions)[number]

export const windowInput = z.strictObject({ window: Window.default('month') })
/** Rows of the use table on a page, the most read first; a file has them all. */
export const usesShown = 200
export const useInput = z.strictObject({
  window: Window.default('month'),
  dimension: z.enum(dimensions),
  whole: z.boolean().default(false),
})

export const budgetInput = z.strictObject({
  most: z.int().min(1).max(10_000),
  since: z.date().optional(),
  note: z.string().trim().min(2, 'cage.note-too-short').max(200),
})
export const canaryInput = z.strictObject({
  creditCode: z.string().trim().toUpperCase().length(18, 'cage.credit-code-length'),
  note: z.string().trim().min(2, 'cage.note-too-short').max(200),
  ended: z.boolean().default(false),
})

/** Where a note on an alert stands sealed (server/keys). */
export const alertNoteCell = (id: string) => ({ table: 'alert_step', column: 'note', row: id })
