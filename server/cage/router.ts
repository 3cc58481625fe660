import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'
import { NotFound, Refused } from '@/server/kernel/refused'
import { agencyProcedure, officeProcedure, operatorProcedure, router } from '@/server/trpc/init'
import {
  addStep,
  listAgencyUse,
  listAlerts,
  listBudgets,
  listCanaries,
  listFlows,
  listSteps,
  listUse,
  type Span,
  setBudget,
  setCanary,
  type WatchScope,
} from './repository'
import {
  alertListInput,
  alertStepInput,
  budgetInput,
  canaryInput,
  useInput,
  usesShown,
  type Window,
  windowInput,
  windows,
} from './schema'

const pageSize = 20
const spanOf = (window: Window, now: Date): Span => ({ from: new Date(now.getTime() - windows[window] * 86_400_000), to: now })
const usesOf = (tx: Tx, scope: WatchScope, { window, dimension, whole }: z.infer<typeof useInput>, now: Date) =>
  listUse(tx, scope, dimension, spanOf(window, now), whole ? null : usesShown)
const byId = z.strictObject({ id: z.uuidv7() })

const watching = operatorProcedure.meta({ permission: 'cage.watch' })
const overseeing = officeProcedure.meta({ permission: 'cage.oversee' })
const setting = operatorProcedure.meta({ permission: 'cage.set' })

/** Rows of one export. */
const exportLimit = 10_000
const skipOf = (page: number) => ({ skip: (page - 1) * pageSize, take: pageSize })
async function alertsOf(tx: Tx, scope: WatchScope, { page, whole, ...filter }: z.infer<typeof alertListInput>) {
  const found = await listAlerts(tx, scope, { ...filter, ...(whole ? { skip: 0, take: exportLimit } : skipOf(page)) })
  if (whole && found.total > exportLimit) throw new Refused('statistics.too-many-rows')
  return { ...found, pageSize }
}
function demand(refusal: string | null, field?: string): void {
  if (refusal === 'not-found') throw new NotFound('alert')
  if (refusal) throw new Refused(refusal, field ? { field } : {})
}

/** The cage's eyes: for the operator's auditor, and in the same pictures for the office. */
export const cageRouter = router({
  flows: watching.input(windowInput).query(async ({ ctx: { tx, scope, now }, input }) => ({
    rows: await listFlows(tx, scope, spanOf(input.window, now)),
    asOf: now,
  })),
  use: watching.input(useInput).query(({ ctx: { tx, scope, now }, input }) => usesOf(tx, scope, input, now)),
  alerts: watching.input(alertListInput).query(({ ctx: { tx, scope }, input }) => alertsOf(tx, scope, input)),
  alert: watching.input(byId).query(async ({ ctx: { tx, scope }, input }) => {
    const [alert] = (await listAlerts(tx, scope, { id: input.id, skip: 0, take: 1 })).rows
    if (!alert) throw new NotFound('alert')
    return { alert, steps: await listSteps(tx, scope, alert.id) }
  }),
  settings: watching.query(async ({ ctx: { tx, scope } }) => ({
    budgets: await listBudgets(tx, scope),
    canaries: await listCanaries(tx, scope),
  })),
  handle: operatorProcedure
    .meta({ permission: 'cage.handle' })
    .input(alertStepInput)
    .mutation(async ({ ctx: { tx, scope }, input }) => {
      demand(await addStep(tx, scope, input))
      return {}
    }),
  setBudget: setting.input(budgetInput).mutation(async ({ ctx: { tx, scope, now }, input }) => {
    demand(await setBudget(tx, scope, { ...input, since: input.since ?? now }), 'since')
    return {}
  }),
  setCanary: setting.input(canaryInput).mutation(async ({ ctx: { tx, scope }, input }) => {
    demand(await setCanary(tx, scope, input), 'creditCode')
    return {}
  }),

  officeFlows: overseeing.input(windowInput).query(async ({ ctx: { tx, scope, now }, input }) => ({
    rows: await listFlows(tx, scope, spanOf(input.window, now)),
    asOf: now,
  })),
  officeUse: overseeing.input(useInput).query(({ ctx: { tx, scope, now }, input }) => usesOf(tx, scope, input, now)),
  officeAlerts: overseeing.input(alertListInput).query(({ ctx: { tx, scope }, input }) => alertsOf(tx, scope, input)),

  /** For an agency's steward: who used its classes and for what. */
  agencyUse: agencyProcedure
    .meta({ permission: 'feed.read' })
    .input(windowInput)
    .query(async ({ ctx: { tx, scope, now }, input }) => ({
      rows: await listAgencyUse(tx, scope, spanOf(input.window, now)),
      asOf: now,
    })),
})
