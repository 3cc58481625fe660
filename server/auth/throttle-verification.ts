import 'server-only'
import { signInThrottle } from '@/server/identity/domain/sign-in-throttle'
import { countTries, forgetTries, keyOf, triesUnder } from './tries.repository'

export type VerificationThrottle = { ok: true; forgive: () => Promise<void> } | { ok: false; retryAfterSeconds: number }

/**
 * Counts a try to verify a report from an address, as sign-in counts its tries there. Whoever held the right code takes the
 * try back by `forgive`, so that a bank that checks a hundred papers never waits and whoever guesses does.
 * @param address undefined where nobody asks over the network
 */
export async function throttleVerification(address: string | undefined, now: Date): Promise<VerificationThrottle> {
  if (address === undefined) return { ok: true, forgive: async () => {} }
  const keys = [keyOf('verify', address)]
  const own = await countTries(keys, now)
  const [before = []] = await triesUnder(keys, now, own)
  const verdict = signInThrottle({ account: [], address: before }, now)
  if (!verdict.ok) {
    await forgetTries(own)
    return verdict
  }
  return {
    ok: true,
    forgive: async () => {
      await forgetTries(own)
    },
  }
}
