import { z } from 'zod'
import { isCountyCode } from '@/server/kernel/areas'

/** Of a figure of flow: the as-of date's month, its year to date, or everything since launch. */
export const periods = ['month', 'year', 'cumulative'] as const
export const PeriodName = z.enum(periods)
export type PeriodName = z.infer<typeof PeriodName>

export const Dimension = z.enum(['institution', 'county', 'industry', 'size', 'month'])
export const sizes = ['micro', 'small', 'medium', 'large', 'unknown'] as const
export const SizeKey = z.enum(sizes)

/** Which part of the city: each left out means all. `industry` is a section letter of GB/T 4754. */
export const selectionInput = {
  institution: z.uuidv7().optional(),
  county: z.string().refine(isCountyCode).optional(),
  industry: z
    .string()
    .regex(/^[A-T]$/)
    .optional(),
  size: SizeKey.optional(),
}
export type Selection = { institution?: string; county?: string; industry?: string; size?: string }

/** The last day that counts, in Shanghai; today when left out. */
const asOf = z.iso.date().optional()

export const overviewInput = z.strictObject({ asOf, ...selectionInput })
export const breakdownInput = z.strictObject({ asOf, by: Dimension, period: PeriodName.default('year'), ...selectionInput })

export const recordKinds = [
  'applications',
  'decisions',
  'granted',
  'disbursements',
  'repayments',
  'writeOffs',
  'balance',
  'enterprises',
] as const
export const RecordKind = z.enum(recordKinds)
export type RecordKind = z.infer<typeof RecordKind>

export const recordsInput = z.strictObject({
  kind: RecordKind.default('disbursements'),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  page: z.int().min(1).max(10_000).default(1),
  ...selectionInput,
})
export const exportRecordsInput = recordsInput.omit({ page: true })
export type RecordsFilter = Omit<z.infer<typeof recordsInput>, 'page'>

/** What to ask the banks about: deadlines passed, contracts without cash out, reports that contradict each other. */
export const exceptionKinds = ['overdue', 'silent', 'conflicts'] as const
export type ExceptionKind = (typeof exceptionKinds)[number]
export const exceptionsInput = z.strictObject({
  page: z.int().min(1).max(10_000).default(1),
  size: z.int().min(1).max(10_000).default(8),
})

/** A contract that long without any cash out is silent: worth a call to the bank. */
export const silentAfterWorkingDays = 15
