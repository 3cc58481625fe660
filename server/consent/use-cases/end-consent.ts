import { uuidv7 } from 'uuidv7'
import { ChangedMeanwhile, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { type ConsentActor, nextConsentState } from '../domain/consent-lifecycle'
import { receiptNumber } from '../receipt-number'
import { insertEvent, moveConsent } from '../repository'
import type { ConsentEvent, ConsentState } from '../schema'
import type { ConsentContext } from './context'

const reasons = { WITHDRAWN: 'REVOKED', REPLACED: 'REVOKED', EXPIRED: 'EXPIRED' } as const satisfies Record<string, ConsentEvent>
export type EndReason = keyof typeof reasons

type Ending = Pick<ConsentContext, 'tx' | 'scope' | 'person' | 'now'> & { roles: readonly ConsentActor[] }
export type EndedConsent = { consentId: string; receiptNumber: string; endedAt: Date }

/**
 * Ends a consent in the caller's transaction: binding from its commit, for readers hold the row (`holdConsent`).
 * What hangs on the consent ends with it in server/flows/end-consent.ts.
 * @throws ChangedMeanwhile when somebody ended it first
 */
export async function endConsent(
  { tx, scope, person, now, roles }: Ending,
  consent: { id: string; state: ConsentState; version: number },
  reason: EndReason,
): Promise<EndedConsent> {
  const event = reasons[reason]
  const next = nextConsentState(consent.state, event, roles)
  if (!next.ok) throw new Refused(next.refusal)
  const ended = await moveConsent(tx, scope, consent, next.value, { endedAt: now, endReason: reason })
  if (!ended) throw new ChangedMeanwhile('consent')
  const id = uuidv7()
  const { accountId, name } = person
  await insertEvent(tx, scope, {
    id,
    consentId: consent.id,
    event,
    state: next.value,
    actorId: accountId,
    actorName: name,
    at: now,
  })
  const act = event === 'EXPIRED' ? 'consent.expired' : 'consent.withdrawn'
  await appendToLedger(tx, person, { act, enterpriseId: scope.enterpriseId, subjectId: consent.id, body: { reason } })
  return { consentId: consent.id, receiptNumber: receiptNumber('REVOKED', id, now), endedAt: now }
}
