import { timingSafeEqual } from 'node:crypto'
import { hashPassword, verifyPassword } from '@/server/auth/password-hash'
import { inRoleTransaction, type Tx } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { attemptChallenge } from '../domain/challenge'
import { checkPassword } from '../domain/password'
import { findRecovery, holdRecovery, storeRecoveryStep } from '../recovery.repository'
import { endSessions, findCredentials, organisationsOf, putUpNotices, setPasswordHash } from '../repository'
import type { ChangePasswordInput, FinishRecoveryInput, ResetByLinkInput } from '../schema'
import { codeHashOf, tokenHashOf } from '../secret-codes'

function demandGoodPassword(password: string, loginName: string): void {
  const checked = checkPassword(password, loginName)
  if (!checked.ok) throw new Refused(checked.refusal, { field: 'password' })
}

/** Sets a new password for somebody who knows the old one. The caller ends the person's other sessions. */
export async function changePassword(accountId: string, input: ChangePasswordInput): Promise<void> {
  const found = await inRoleTransaction('auth', (tx) => findCredentials(tx, accountId))
  if (!found || !(await verifyPassword(found.passwordHash, input.current)))
    throw new Refused('identity.password-wrong', { field: 'current' })
  demandGoodPassword(input.password, found.loginName)
  const passwordHash = await hashPassword(input.password)
  await inRoleTransaction('auth', (tx) => setPasswordHash(tx, accountId, passwordHash))
}

/** Stores the new password, uses the challenge up, signs the person out everywhere and tells them why. */
async function finish(tx: Tx, id: string, accountId: string, attempts: number, passwordHash: string, now: Date) {
  const organisations = await organisationsOf(accountId, now, tx)
  const notice = { accountId, kind: 'identity.password-reset', params: {}, href: '/account' }
  await putUpNotices(
    tx,
    organisations.map(({ id: organisationId }) => ({ organisationId, ...notice })),
  )
  await storeRecoveryStep(tx, id, { attempts, usedAt: now })
  await setPasswordHash(tx, accountId, passwordHash)
  await endSessions(tx, accountId)
}

/**
 * Sets a new password with the code that the firm's contact received. A challenge of a name that does not exist is answered
 * exactly as one with a wrong code. Returns the refusal rather than throwing: the attempt must stay on record.
 */
export async function finishRecovery(input: FinishRecoveryInput, now: Date): Promise<string | null> {
  demandGoodPassword(input.password, '')
  const passwordHash = await hashPassword(input.password)
  return inRoleTransaction('auth', async (tx) => {
    const challenge = await holdRecovery(tx, input.recoveryId)
    if (!challenge) return 'challenge.expired'
    const { attempts, outcome } = attemptChallenge(challenge, codeHashOf(challenge.id, input.code), timingSafeEqual, now)
    const account = outcome.ok ? await findCredentials(tx, challenge.accountId) : null
    if (outcome.ok && account && !account.disabledAt) {
      demandGoodPassword(input.password, account.loginName)
      await finish(tx, challenge.id, account.id, attempts, passwordHash, now)
      return null
    }
    await storeRecoveryStep(tx, challenge.id, { attempts })
    return outcome.ok ? 'challenge.code-wrong' : outcome.refusal
  })
}

const [idLength, separator] = [36, '.']
const partsOf = (token: string) => ({ id: token.slice(0, idLength), secret: token.slice(idLength + separator.length) })
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** The account that a reset link is for, or null when the link is unknown, used or past its 24 hours. */
export async function readResetLink(tx: Tx, token: string, now: Date) {
  const { id, secret } = partsOf(token)
  const challenge = isUuid(id) ? await findRecovery(tx, id) : null
  if (!challenge || challenge.usedAt || now >= challenge.expiresAt) return null
  const given = tokenHashOf(secret)
  if (challenge.codeHash.length !== given.length || !timingSafeEqual(challenge.codeHash, given)) return null
  const account = await findCredentials(tx, challenge.accountId)
  return account && !account.disabledAt ? { challenge, account } : null
}

/** Sets a new password by the link that an administrator issued; it works once. */
export async function resetByLink(input: ResetByLinkInput, now: Date): Promise<{ loginName: string }> {
  demandGoodPassword(input.password, '')
  const passwordHash = await hashPassword(input.password)
  return inRoleTransaction('auth', async (tx) => {
    const { id } = partsOf(input.token)
    if (isUuid(id)) await holdRecovery(tx, id)
    const link = await readResetLink(tx, input.token, now)
    if (!link) throw new Refused('identity.reset-link-dead')
    demandGoodPassword(input.password, link.account.loginName)
    await finish(tx, link.challenge.id, link.account.id, link.challenge.attempts, passwordHash, now)
    return { loginName: link.account.loginName }
  })
}
