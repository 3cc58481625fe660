import 'server-only'
import { clientOf } from '@/server/db/client'
import { signInThrottle } from '@/server/identity/domain/sign-in-throttle'
import { verifyPassword } from './password-hash'
import { countTries, forgetTries, forgiveTries, keyOf, triesUnder } from './tries.repository'

/** Verified when the account is unknown, so that both answers take the same time. */
const decoy = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0000000000000000000000000000000000000000000'

export type SignInResult =
  | { ok: true; accountId: string }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'throttled'; retryAfterSeconds: number }

/**
 * Checks a login name and password. Throttled per account and per address, never for good; an unknown name and a wrong
 * password look alike and take alike. Every try is counted before it is made, so that a burst of tries at once counts too.
 */
export async function signIn(loginName: string, password: string, address: string, now: Date): Promise<SignInResult> {
  const keys = [keyOf('account', loginName), keyOf('address', address)] as const
  const own = await countTries(keys, now)
  const [ofAccount = [], ofAddress = []] = await triesUnder(keys, now, own)
  const verdict = signInThrottle({ account: ofAccount, address: ofAddress }, now)
  if (!verdict.ok) {
    await forgetTries(own) // it was not tried, and must not make the owner wait longer
    return { ok: false, reason: 'throttled', retryAfterSeconds: verdict.retryAfterSeconds }
  }
  const account = await clientOf('auth').account.findUnique({
    where: { loginName },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const right = await verifyPassword(account?.passwordHash ?? decoy, password)
  if (!account || !right || account.disabledAt) return { ok: false, reason: 'wrong' }
  await forgiveTries(own, keys[0], now)
  return { ok: true, accountId: account.id }
}
