import { nextStep } from '@/server/apply/domain/progress'
import { deleteDraft } from '@/server/apply/repository'
import { type Actor, enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import type { SubmitInput } from '@/server/lending/schema'
import { findNumber } from '@/server/lending/submission-facts.repository'
import { demandOf, showDraft } from './draft-application'
import { type Submitted, submitApplication } from './submit-application'

const actorOf = ({ accountId, personId, name, organisationId }: Session): Actor => ({ accountId, personId, name, organisationId })

/** The application that a finished draft is; its own id is the draft's. @throws Refused for what is missing */
async function inputOf(session: Session, draftId: string, now: Date): Promise<SubmitInput | Submitted> {
  const scope = enterpriseScope(session.organisationId)
  return inTransaction('tenant', { sessionToken: session.token }, async (tx) => {
    const number = await findNumber(tx, scope, draftId)
    if (number) return { applicationId: draftId, number }
    const { draft, offered } = await showDraft({ tx, scope, session, person: actorOf(session), now }, draftId, 'zh-CN')
    if (!offered) throw new Refused('submission.product-withdrawn')
    const { demand, debts, commitment } = draft.answers
    if (nextStep(offered.progress) !== 'check' || !demand || !debts || !commitment || !offered.consent)
      throw new Refused('draft.incomplete')
    const { signedBy, signedAt: _, ...signed } = commitment
    if (signedBy !== session.accountId) throw new Refused('draft.other-signer')
    return {
      applicationId: draftId,
      institutionId: offered.institution.id,
      productId: draft.productId,
      productVersion: draft.productVersion,
      consentId: offered.consent.id,
      demand: demandOf(demand),
      debts:
        debts.listed.length === 0
          ? { kind: 'NONE' }
          : { kind: 'LISTED', debts: debts.listed.map((one) => ({ ...one, balanceFen: BigInt(one.balanceFen) })) },
      hasLoanHistory: debts.hasLoanHistory,
      commitment: signed,
    }
  })
}

/**
 * Submits what a draft holds, then throws the draft away. Sent twice, it is one application: it carries the draft's id.
 * Call it outside a transaction.
 */
export async function sendDraft(session: Session, draftId: string, now: Date): Promise<Submitted> {
  const input = await inputOf(session, draftId, now)
  const sent = 'number' in input ? input : await submitApplication(session, input, now)
  await inTransaction('tenant', { sessionToken: session.token }, (tx) =>
    deleteDraft(tx, enterpriseScope(session.organisationId), draftId),
  )
  return sent
}
