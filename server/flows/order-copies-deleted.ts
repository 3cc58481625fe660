import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { type DeletionOrder, orderDeletion, orderPersonalDeletion } from '@/server/consent/copies.repository'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'

type Ended = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/** Tells one institution, and puts the order on record. `dataClasses`: where not everything that was read has to go. */
async function tell({ tx, scope, person }: Ended, consentId: string, order: DeletionOrder & { dataClasses?: string[] }) {
  const { institutionId, dueOn, basis, dataClasses } = order
  const due = dueOn.toISOString().slice(0, 10)
  await notify(tx, { organisationId: institutionId, kind: 'consent.copies-to-delete', params: { due }, href: '/bank/copies' })
  await appendToLedger(tx, person, {
    act: 'copies.deletion-ordered',
    enterpriseId: scope.enterpriseId,
    subjectId: consentId,
    body: { institutionId, due, basis, ...(dataClasses ? { dataClasses } : {}) },
  })
}

/**
 * In the transaction that ended a consent: whatever is queued under it stops, and every institution that read under it is
 * told to delete its copies by a day and to confirm it. On record for each.
 */
export async function orderCopiesDeleted(ended: Ended, consentId: string): Promise<void> {
  const days = copyDeletionDays(shanghaiDate(ended.now))
  for (const order of await orderDeletion(ended.tx, consentId, days)) await tell(ended, consentId, order)
}

/**
 * In the transaction in which the person took the sign-off back: the same for the personal classes that were read since it was
 * signed; the consent stands, and so do the copies of the rest.
 */
export async function orderPersonalCopiesDeleted(ended: Ended, consentId: string): Promise<void> {
  const days = copyDeletionDays(shanghaiDate(ended.now))
  for (const order of await orderPersonalDeletion(ended.tx, consentId, days)) await tell(ended, consentId, order)
}
