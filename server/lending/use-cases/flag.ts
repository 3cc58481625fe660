import type { Actor } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { findForTenant, type Standing } from '../application.repository'
import { allowedFor, type Step, take } from './step'

/** How often somebody may be quicker than the flag before the whole is refused. */
const attempts = 5

type Flagging = { tx: Tx; person: Pick<Actor, 'accountId' | 'organisationId' | 'name'>; now: Date; tenantId: string }

/**
 * Says of an application what another fact has brought about (its consent ended, its portrait is no longer the current one),
 * whoever is at work on it: a colleague's step in between does not lose the fact. Nothing where the lifecycle has no room.
 * @throws ChangedMeanwhile when others were quicker again and again
 */
export async function flag(ctx: Flagging, application: Standing, step: Step, left = attempts): Promise<void> {
  const { tx, person, now, tenantId } = ctx
  if (!allowedFor(application, 'SYSTEM').includes(step.event)) return
  try {
    await take({ tx, person, roles: 'SYSTEM', now }, application, step)
  } catch (error) {
    const again = error instanceof ChangedMeanwhile && left > 0 && (await findForTenant(tx, tenantId, application.id))
    if (!again) throw error
    await flag(ctx, again, step, left - 1)
  }
}
