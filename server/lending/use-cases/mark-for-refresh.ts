import type { Tx } from '@/server/db/transaction'
import { listOnOtherPortraits } from '../application.repository'
import { systemName } from './by-the-clock'
import { toOfficer } from './contexts'
import { flag } from './flag'

/**
 * Marks the enterprise's applications under way that stand on a portrait other than this new one: nobody decides them until
 * the officer has taken the new one. In the transaction that stores the portrait.
 */
export async function markForRefresh(
  { tx, enterpriseId, actorId, now }: { tx: Tx; enterpriseId: string; actorId: string; now: Date },
  portraitId: string,
): Promise<void> {
  const person = { accountId: actorId, organisationId: enterpriseId, name: systemName }
  for (const application of await listOnOtherPortraits(tx, enterpriseId, portraitId)) {
    await flag({ tx, person, now, tenantId: enterpriseId }, application, {
      event: 'REFRESH_NEEDED',
      detail: {},
      notices: [toOfficer(application)],
    })
  }
}
