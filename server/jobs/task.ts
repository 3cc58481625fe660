import { z } from 'zod'
import { type EnterpriseScope, enterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

/** Runs work in one transaction that has entered a tenant's context. */
export type InTenant = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

/** What a process that works on jobs gives them. */
export type Runtime = {
  now: () => Date
  /** The actor is whoever asked for the job; nobody (the nil UUID) where time alone did. */
  inTenant: (tenantId: string, actorId: string) => InTenant
}

/** A task of the queue, or, with `cron`, what time alone brings about. */
export type Task = { cron?: string; run: (payload: unknown, runtime: Runtime) => Promise<void> }

/** The actor of what nobody asked for. */
export const nobody = '00000000-0000-0000-0000-000000000000'

export type EnterpriseJob<Payload> = {
  payload: Payload
  scope: EnterpriseScope
  actorId: string
  inTenant: InTenant
  now: () => Date
}

const Sender = z.object({ tenantId: z.uuid(), actorId: z.uuid() })

/**
 * A task on an enterprise's own data. The tenant comes from the job's row, where the database put it when it was queued
 * (guard.enqueue); a payload of another shape fails for good.
 */
export const enterpriseTask = <Payload>(
  schema: z.ZodType<Payload>,
  run: (job: EnterpriseJob<Payload>) => Promise<void>,
): Task => ({
  async run(raw, { now, inTenant }) {
    const { tenantId, actorId } = Sender.parse(raw)
    const payload = schema.parse(raw)
    await run({ payload, scope: enterpriseScope(tenantId), actorId, inTenant: inTenant(tenantId, actorId), now })
  },
})

/** What happens by the clock; `cron` in five fields, UTC. A run that fails is logged and comes again. */
export const timer = (cron: string, run: (runtime: Runtime) => Promise<void>): Task => ({
  cron,
  run: (_, runtime) => run(runtime),
})

/** Does `act` for each, so that one that fails does not keep the others waiting. */
export async function eachOnItsOwn<Item>(what: string, items: readonly Item[], act: (item: Item) => Promise<void>) {
  for (const item of items) {
    await act(item).catch((error: unknown) => console.error(`[worker] ${what} failed for`, item, error))
  }
}
