import { type Actor, operatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { findFirm } from '../claims.repository'
import { settleDispute as decide, roleOfClaim } from '../domain/claim'
import { addMember, clearOrganisation, findClaim, findClaimantAccount, storeSettlement } from '../operator.repository'
import { ClaimantKind, type SettleDisputeInput } from '../schema'

type Former = { accountId: string; name: string }
/** Tells those who lost the firm in person; returns how many messages were taken for delivery. */
export type TellFormer = (people: readonly Former[], words: { enterprise: string; claimant: string }) => Promise<number>

/**
 * The operator settles a second claim on a firm. CONFIRM: the firm passes to the claimant and whoever had it loses access at
 * once and is told in person, since the firm's board is no longer theirs to read; REJECT: nothing changes for those who have
 * it. Either way the firm is told, and the act is on record.
 */
export async function settleDispute(
  tx: Tx,
  operator: Actor,
  input: SettleDisputeInput,
  { now, tellFormer }: { now: Date; tellFormer: TellFormer },
): Promise<'CONFIRMED' | 'REJECTED'> {
  const scope = operatorScope(operator.organisationId)
  const claim = await findClaim(tx, scope, input.claimId)
  const firm = claim && (await findFirm(tx, claim.creditCode))
  const claimant = claim && (await findClaimantAccount(tx, claim.loginName))
  if (!claim || !firm || !claimant) throw new NotFound('claim')

  const holders = firm.members.map(({ account }) => account.personId)
  const settled = decide(
    {
      state: claim.state,
      claimantPersonId: claimant.personId,
      holderPersonId: holders.find((holder) => holder === operator.personId) ?? holders[0] ?? null,
    },
    input.verdict,
    operator.personId,
  )
  if (!settled.ok) throw new Refused(settled.refusal)
  const stored = await storeSettlement(tx, scope, claim.id, {
    state: settled.value,
    settledBy: operator.accountId,
    settledAt: now,
    settlementNote: input.grounds,
  })
  if (!stored) throw new ChangedMeanwhile('claim')

  const { organisationId } = firm
  const words = { enterprise: claim.enterpriseName, claimant: claim.claimantName }
  const former = new Map(firm.members.map(({ accountId, account }) => [accountId, { accountId, name: account.name }]))
  if (settled.value === 'CONFIRMED') {
    await clearOrganisation(tx, scope, organisationId, now)
    const role = roleOfClaim(ClaimantKind.parse(claim.relation))
    await addMember(tx, scope, { organisationId, accountId: claimant.id, role, endsOn: claim.mandateEndsOn })
  }
  await notify(tx, {
    organisationId,
    kind: settled.value === 'CONFIRMED' ? 'identity.claim-passed-over' : 'identity.claim-rejected',
    params: words,
    href: '/sme/staff',
  })
  const told = settled.value === 'CONFIRMED' ? await tellFormer([...former.values()], words) : 0
  await appendToLedger(tx, operator, {
    act: 'claim.settled',
    enterpriseId: organisationId,
    subjectId: claim.id,
    body: { verdict: settled.value, told },
  })
  return settled.value
}
