import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { orderDeletion } from '@/server/consent/copies.repository'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'

type Ended = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/**
 * In the transaction that ended a consent: whatever is queued under it stops, and every institution that read under it is
 * told to delete its copies by a day and to confirm it. On record for each.
 */
export async function orderCopiesDeleted({ tx, scope, person, now }: Ended, consentId: string): Promise<void> {
  for (const { institutionId, dueOn, basis } of await orderDeletion(tx, consentId, copyDeletionDays(shanghaiDate(now)))) {
    const due = dueOn.toISOString().slice(0, 10)
    await notify(tx, { organisationId: institutionId, kind: 'consent.copies-to-delete', params: { due }, href: '/bank/copies' })
    await appendToLedger(tx, person, {
      act: 'copies.deletion-ordered',
      enterpriseId: scope.enterpriseId,
      subjectId: consentId,
      body: { institutionId, due, basis },
    })
  }
}
