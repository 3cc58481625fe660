import 'server-only'
import { signInThrottle } from '@/server/identity/domain/sign-in-throttle'
import { Refused } from '@/server/kernel/refused'
import { countTries, forgetTries, keyOf, triesUnder } from './tries.repository'

/**
 * Counts a look-up of a firm from an address, as sign-in counts its tries there: the thirtieth within an hour has to wait, and
 * each further one twice as long. Asked before the register is, so that the answer is the same whatever was looked up.
 * @param address undefined where nobody asks over the network
 * @throws Refused `claim.look-ups-throttled`
 */
export async function throttleLookUp(address: string | undefined, now: Date): Promise<void> {
  if (address === undefined) return
  const keys = [keyOf('look-up', address)]
  const own = await countTries(keys, now)
  const [before = []] = await triesUnder(keys, now, own)
  const verdict = signInThrottle({ account: [], address: before }, now)
  if (verdict.ok) return
  await forgetTries(own)
  throw new Refused('claim.look-ups-throttled', { seconds: verdict.retryAfterSeconds })
}
