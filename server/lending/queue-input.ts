import { z } from 'zod'
import { counties } from '@/server/kernel/areas'
import type { ApplicationState } from './schema'

/** The views of a bank's queue and the states that each holds; ALL holds every one. */
export const queueTabs = {
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

export const queuePageSize = 20
export const queueInput = queueFilters.extend({ page: z.int().min(1).max(10_000).default(1) })
