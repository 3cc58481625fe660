import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { challengeAttempts } from '../schema'

/** A six-digit code sent to a contact that the register knows, or to the person's own for a forgotten password. */
export type Challenge = { codeHash: Uint8Array; attempts: number; expiresAt: Date; usedAt: Date | null }

export type ChallengeRefusal = 'challenge.expired' | 'challenge.used' | 'challenge.too-many-attempts' | 'challenge.code-wrong'

export const challengeMinutes = 15

export const challengeExpiry = (sentAt: Date) => new Date(sentAt.getTime() + challengeMinutes * 60_000)

/** `true` when equal, in a time that doesn't depend on the content (crypto.timingSafeEqual). */
export type SameBytes = (a: Uint8Array, b: Uint8Array) => boolean

/**
 * Six digits out of a uniform number in [0, 1,000,000), leading zeros kept. Randomness is the caller's.
 * Throws RangeError outside that range.
 */
export function codeText(random: number): string {
  if (!Number.isInteger(random) || random < 0 || random > 999_999) throw new RangeError(`no six digits: ${random}`)
  return String(random).padStart(6, '0')
}

/**
 * Checks one attempt. `attempts` is what must be stored even when the attempt is refused, or guessing would be free;
 * the fifth wrong one ends the challenge.
 */
export function attemptChallenge(
  challenge: Challenge,
  codeHash: Uint8Array,
  sameBytes: SameBytes,
  now: Date,
): { attempts: number; outcome: Outcome<'MATCHED', ChallengeRefusal> } {
  const { attempts } = challenge
  if (challenge.usedAt) return { attempts, outcome: refused('challenge.used') }
  if (now >= challenge.expiresAt) return { attempts, outcome: refused('challenge.expired') }
  if (attempts >= challengeAttempts) return { attempts, outcome: refused('challenge.too-many-attempts') }
  if (sameBytes(challenge.codeHash, codeHash)) return { attempts: attempts + 1, outcome: done('MATCHED') }
  const last = attempts + 1 >= challengeAttempts
  return { attempts: attempts + 1, outcome: refused(last ? 'challenge.too-many-attempts' : 'challenge.code-wrong') }
}
