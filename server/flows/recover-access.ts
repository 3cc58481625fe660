import { uuidv7 } from 'uuidv7'
import { inRoleTransaction } from '@/server/db/transaction'
import type { Locale } from '@/server/i18n/locales'
import { challengeExpiry } from '@/server/identity/domain/challenge'
import { createRecovery, findAccountByLogin, recoveriesSince } from '@/server/identity/recovery.repository'
import { creditCodeOf, organisationsOf } from '@/server/identity/repository'
import { codeHashOf, newCode } from '@/server/identity/secret-codes'
import { type SourceClient, sendChallenge } from '@/server/sources/client'

const challengesAnHour = 3

/**
 * Opens a challenge for a forgotten password. For an account that works for enterprises only, a code goes to the contact on
 * the register of the firm that it joined first; staff of other organisations turn to their administrator. Whoever asks
 * learns nothing: an unknown name gets a challenge as well, whose code nobody has, and the sending is not waited for.
 * @returns `sending` settles when the message was handed to the agency; for tests, callers do not wait for it
 */
export async function startRecovery(
  client: SourceClient,
  typed: string,
  { now, locale }: { now: Date; locale: Locale },
): Promise<{ recoveryId: string; sending: Promise<'sent' | 'nothing' | 'failed'> }> {
  const loginName = typed.normalize('NFKC').trim().toLowerCase()
  const recoveryId = uuidv7()
  const code = newCode()
  const creditCode = await inRoleTransaction('auth', async (tx) => {
    const account = await findAccountByLogin(tx, loginName)
    const accountId = account?.id ?? uuidv7()
    const recent = await recoveriesSince(tx, accountId, new Date(now.getTime() - 3600_000))
    const codeHash = codeHashOf(recoveryId, code)
    await createRecovery(tx, { id: recoveryId, accountId, codeHash, expiresAt: challengeExpiry(now) })
    const organisations = await organisationsOf(accountId, now, tx)
    const [first] = organisations
    const served = recent < challengesAnHour && organisations.every(({ kind }) => kind === 'ENTERPRISE')
    return served && first ? creditCodeOf(tx, first.id) : null
  })
  return { recoveryId, sending: creditCode ? send(client, creditCode, code, locale) : Promise.resolve('nothing') }
}

async function send(client: SourceClient, creditCode: string, code: string, language: Locale): Promise<'sent' | 'failed'> {
  const sent = await sendChallenge(client, { creditCode, code, purpose: 'recover-access', language })
  if (!sent.ok) console.error(`recovery code not sent: ${sent.refusal}`)
  return sent.ok ? 'sent' : 'failed'
}
