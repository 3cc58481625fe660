import { z } from 'zod'
import { counties } from '@/server/kernel/areas'
import type { ApplicationState } from './schema'

/** The views of a bank's queue and the states that each holds; ALL holds every one, OPEN those that wait on anybody. */
export const queueTabs = {
  OPEN: ['SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED'],
  INTAKE: ['SUBMITTED'],
  DILIGENCE: ['ACCEPTED', 'DUE_DILIGENCE'],
  WAITING: ['SUPPLEMENT'],
  APPROVAL: ['IN_APPROVAL'],
  OFFER: ['GRANTED', 'OFFERED'],
  LOAN: ['CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED'],
  CLOSED: ['DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'SETTLED', 'RENEWED'],
} as const satisfies Record<string, readonly ApplicationState[]>

export type QueueTab = keyof typeof queueTabs | 'ALL'
export const queueTabNames = [...(Object.keys(queueTabs) as (keyof typeof queueTabs)[]), 'ALL'] as const

export const queueSorts = ['deadline', 'submitted', 'amount'] as const
const countyCodes = counties.map(({ code }) => code)

/** What narrows a queue. `officer`: an account, ME, or NONE for those that nobody handles. Amounts in fen, bounds included. */
export const queueFilters = z.strictObject({
  tab: z.enum(queueTabNames),
  productId: z.uuidv7().optional(),
  countyCode: z.enum(countyCodes).optional(),
  officer: z.union([z.uuidv7(), z.enum(['ME', 'NONE'])]).optional(),
  minFen: z.bigint().nonnegative().optional(),
  maxFen: z.bigint().nonnegative().optional(),
  overdue: z.boolean().optional(),
  /** Part of a name, a credit code or a number. */
  search: z.string().trim().max(60).optional(),
  sort: z.enum(queueSorts).default('deadline'),
  direction: z.enum(['asc', 'desc']).default('asc'),
})
export type QueueFilters = z.infer<typeof queueFilters>

/** A row that was ticked, as the version that was on screen: `id@version`. */
const ticked = z
  .string()
  .regex(/^[0-9a-f-]{36}@[1-9]\d{0,8}$/)
  .transform((text) => ({ applicationId: text.slice(0, 36), version: Number(text.slice(37)) }))
export const tickedInput = z.strictObject({ applications: z.array(ticked).min(1, 'lending.none-chosen').max(50) })

export const queuePageSize = 20
export const queueInput = queueFilters.extend({ page: z.int().min(1).max(10_000).default(1) })
