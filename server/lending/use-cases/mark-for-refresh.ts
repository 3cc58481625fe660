import type { Tx } from '@/server/db/transaction'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import { findForTenant, listOnOtherPortraits, type Standing } from '../application.repository'
import { systemName } from './by-the-clock'
import { toOfficer } from './contexts'
import { allowedFor, take } from './step'

/** How often somebody may be quicker than the mark before the whole is tried again by the queue. */
const attempts = 5

/**
 * Marks the enterprise's applications under way that stand on a portrait other than this new one: nobody decides them until
 * the officer has taken the new one. In the transaction that stores the portrait.
 */
export async function markForRefresh(
  { tx, enterpriseId, actorId, now }: { tx: Tx; enterpriseId: string; actorId: string; now: Date },
  portraitId: string,
): Promise<void> {
  const person = { accountId: actorId, organisationId: enterpriseId, name: systemName }
  const mark = async (application: Standing, left: number): Promise<void> => {
    if (!allowedFor(application, 'SYSTEM').includes('REFRESH_NEEDED')) return
    try {
      const notices = [toOfficer(application)]
      await take({ tx, person, roles: 'SYSTEM', now }, application, { event: 'REFRESH_NEEDED', detail: {}, notices })
    } catch (error) {
      const again = error instanceof ChangedMeanwhile && left > 0 && (await findForTenant(tx, enterpriseId, application.id))
      if (!again) throw error
      await mark(again, left - 1)
    }
  }
  for (const application of await listOnOtherPortraits(tx, enterpriseId, portraitId)) await mark(application, attempts)
}
