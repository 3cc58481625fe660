import { timingSafeEqual } from 'node:crypto'
import { inRoleTransaction, type Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { findFirm, holdClaim, lockFirm, openFirm, type StoredClaim, storeClaimStep } from '../claims.repository'
import { confirmClaim as confirmByCode, joinsAsRepresentative, roleOfClaim } from '../domain/claim'
import { StoredRegisterEntry } from '../register-entry'
import { createAccount, grantMembership, isLoginNameTaken, operatorOrganisations, personOf, putUpNotices } from '../repository'
import { ClaimantKind, type ClaimState } from '../schema'
import { codeHashOf, contactHashOf } from '../secret-codes'

export type ClaimStep = { state: ClaimState; refusal: string | null; field?: 'code' | 'loginName' }

/**
 * One attempt to confirm a claim with the code that the contact on the register received. The attempt is on record even
 * when it is refused, so a refusal is a value here and not an exception, which would undo it.
 */
export async function confirmClaim(
  input: { claimId: string; code: string; loginName?: string | undefined },
  now: Date,
): Promise<ClaimStep> {
  return inRoleTransaction('auth', async (tx) => {
    const claim = await holdClaim(tx, input.claimId)
    if (!claim) return { state: 'EXPIRED', refusal: 'claim.unknown' }
    await lockFirm(tx, claim.creditCode)
    const firm = await findFirm(tx, claim.creditCode)
    const holders = firm?.members.filter(({ endsOn }) => isLive(endsOn, now)) ?? []
    const joins = firm !== null && !firm.disabled && holders.length > 0 && (await comesBeside(tx, claim, holders))
    const held = firm !== null && (firm.disabled || holders.length > 0)
    const step = confirmByCode(
      { ...claim, usedAt: claim.confirmedAt },
      codeHashOf(claim.id, input.code),
      held && !joins,
      timingSafeEqual,
      now,
    )
    if (step.refusal) {
      await storeClaimStep(tx, claim.id, { state: step.state, attempts: step.attempts })
      return { state: step.state, refusal: step.refusal, field: 'code' }
    }
    // Told only to somebody who had the code: before it, a stranger could ask which names exist.
    const loginName = input.loginName ?? claim.loginName
    if (await isLoginNameTaken(tx, loginName))
      return { state: 'CHALLENGED', refusal: 'identity.login-name-taken', field: 'loginName' }
    await storeClaimStep(tx, claim.id, { state: step.state, attempts: step.attempts, loginName, confirmedAt: now })
    if (firm && step.state === 'DISPUTED') await dispute(tx, { ...claim, loginName }, firm.organisationId)
    else if (firm && joins) await joinHolders(tx, { ...claim, loginName }, firm.organisationId)
    else await handOver(tx, { ...claim, loginName }, now)
    return { state: step.state, refusal: null }
  })
}

const isLive = (endsOn: Date | null, now: Date) => endsOn === null || endsOn >= new Date(shanghaiDate(now))

type Firm = NonNullable<Awaited<ReturnType<typeof findFirm>>>

async function comesBeside(tx: Tx, claim: StoredClaim, holders: Firm['members']): Promise<boolean> {
  if (!claim.contact) return false
  const claimantPersonId = await personOf(tx, contactHashOf(claim.contact), claim.claimantName)
  return joinsAsRepresentative(
    { relation: ClaimantKind.parse(claim.relation), claimantName: claim.claimantName, claimantPersonId },
    StoredRegisterEntry.parse(claim.registerEntry).legalRepresentative,
    holders.map(({ role, account }) => ({ role, ...account })),
  )
}

async function openAccount(tx: Tx, claim: StoredClaim): Promise<string> {
  const { claimantName: name, contact, loginName, passwordHash } = claim
  if (!contact) throw new Refused('claim.erased')
  const personId = await personOf(tx, contactHashOf(contact), name)
  return createAccount(tx, { personId, loginName, name, contact, passwordHash })
}

/** The firm's organisation, the claimant's account, and the membership that joins them. */
async function handOver(tx: Tx, claim: StoredClaim, now: Date): Promise<void> {
  const entry = StoredRegisterEntry.parse(claim.registerEntry)
  const organisationId = await openFirm(tx, entry, now)
  const accountId = await openAccount(tx, claim)
  const relation = ClaimantKind.parse(claim.relation)
  await grantMembership(tx, { organisationId, accountId, role: roleOfClaim(relation), endsOn: claim.mandateEndsOn })
  await appendToLedger(
    tx,
    { accountId, organisationId },
    { act: 'claim.confirmed', enterpriseId: organisationId, subjectId: claim.id, body: { relation } },
  )
}

/**
 * The legal representative comes beside those who have the firm, who are told and keep what they have. What is stored of the
 * firm stays: whether the register names another than before, and what ends by that, is for those who follow it.
 */
async function joinHolders(tx: Tx, claim: StoredClaim, organisationId: string): Promise<void> {
  const accountId = await openAccount(tx, claim)
  await grantMembership(tx, { organisationId, accountId, role: 'LEGAL_REPRESENTATIVE' })
  const params = { enterprise: claim.enterpriseName, claimant: claim.claimantName }
  await putUpNotices(tx, [{ organisationId, kind: 'identity.representative-joined', params, href: '/sme/staff' }])
  await appendToLedger(
    tx,
    { accountId, organisationId },
    {
      act: 'claim.confirmed',
      enterpriseId: organisationId,
      subjectId: claim.id,
      body: { relation: claim.relation, joined: true },
    },
  )
}

/** The claimant gets an account without a firm; those who have the firm, and the operator, are told. */
async function dispute(tx: Tx, claim: StoredClaim, organisationId: string): Promise<void> {
  const accountId = await openAccount(tx, claim)
  const params = { enterprise: claim.enterpriseName, claimant: claim.claimantName }
  const operators = await operatorOrganisations(tx)
  await putUpNotices(tx, [
    { organisationId, kind: 'identity.claim-disputed', params, href: '/sme/staff' },
    ...operators.map((operator) => ({
      organisationId: operator,
      kind: 'identity.claim-to-settle',
      params,
      href: `/operator/claims/${claim.id}`,
    })),
  ])
  await appendToLedger(
    tx,
    { accountId, organisationId },
    { act: 'claim.disputed', enterpriseId: organisationId, subjectId: claim.id, body: { relation: claim.relation } },
  )
}
