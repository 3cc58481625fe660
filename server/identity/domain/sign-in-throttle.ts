/**
 * Slows guessing down without ever locking anybody out: a stranger who fails on purpose costs the owner minutes, not the
 * account. Counted separately for the account name, known or not, and for the address it came from.
 */
type Limit = {
  /** The failure from which on one has to wait; those before are typing errors. */
  from: number
  /** Seconds to wait after it; doubled with each further one. */
  firstWait: number
  longestWait: number
  /** Failures older than this are forgotten, in seconds. */
  window: number
}

const account: Limit = { from: 5, firstWait: 30, longestWait: 15 * 60, window: 60 * 60 }
/** An office behind one address has many people. */
const address: Limit = { from: 30, firstWait: 10, longestWait: 15 * 60, window: 60 * 60 }

export type Throttle = { ok: true } | { ok: false; retryAfterSeconds: number }

/** Whether a sign-in may be tried now, given the times of recent failures in any order. */
export function signInThrottle(failures: { account: readonly Date[]; address: readonly Date[] }, now: Date): Throttle {
  const wait = Math.max(waitOf(failures.account, account, now), waitOf(failures.address, address, now))
  return wait > 0 ? { ok: false, retryAfterSeconds: Math.ceil(wait) } : { ok: true }
}

function waitOf(failures: readonly Date[], limit: Limit, now: Date): number {
  // A failure dated after now is a clock that was set back: it counts, but cannot make anybody wait longer than the limit.
  const ages = failures.map((at) => Math.max(0, (now.getTime() - at.getTime()) / 1000)).filter((age) => age < limit.window)
  const beyond = ages.length - limit.from
  if (beyond < 0) return 0
  const wait = Math.min(limit.longestWait, limit.firstWait * 2 ** beyond)
  return wait - Math.min(...ages)
}
