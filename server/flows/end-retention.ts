import { type EnterpriseScope, enterpriseScope } from '@/server/auth/scope'
import { copyDeletionDays } from '@/server/consent/domain/copies'
import { findLiveMatching } from '@/server/consent/repository'
import type { Tx } from '@/server/db/transaction'
import { enqueue } from '@/server/jobs/enqueue'
import { eachOnItsOwn, nobody, type Runtime } from '@/server/jobs/task'
import { shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import { lawMonths, reachedTerm } from '@/server/sources/domain/retention'
import {
  type Erased,
  enterprisesPastRetention,
  eraseRetained,
  holdRetained,
  type Limits,
} from '@/server/sources/retention.repository'

/** Enterprises a question; each is a transaction of its own, so that a run that breaks off goes on where it stood. */
const partSize = 5_000

export const limitsOn = (now: Date): Limits => {
  const today = shanghaiDate(now)
  return { withdrawalDays: copyDeletionDays(today), lawMonths: lawMonths(today) }
}

const sumOf = (erased: readonly Erased[], what: 'records' | 'portraits' | 'claims') =>
  erased.reduce((sum, one) => sum + one[what], 0)

/**
 * Erases of one enterprise what has reached its day, on record, and has its portrait drawn anew where it stood on that and
 * something is left. Null where nothing was to be done (any more).
 */
export async function endRetentionOf(tx: Tx, scope: EnterpriseScope, now: Date): Promise<{ records: number } | null> {
  const limits = limitsOn(now)
  const due = reachedTerm(await holdRetained(tx, scope), shanghaiDate(now), limits.withdrawalDays)
  const erased = await eraseRetained(tx, scope, due, limits)
  if (erased.length === 0) return null
  const { enterpriseId } = scope
  await appendToLedger(
    tx,
    { organisationId: enterpriseId, accountId: nobody },
    {
      act: 'data.deleted',
      enterpriseId,
      body: {
        records: sumOf(erased, 'records'),
        portraits: sumOf(erased, 'portraits'),
        claims: sumOf(erased, 'claims'),
        consents: erased.map(({ consentId }) => consentId).sort(),
        // Each by its digest: whoever checks the ledger names what is blank and stands in no such entry.
        digests: erased.flatMap(({ digests }) => digests).sort(),
      },
    },
  )
  const live = await findLiveMatching(tx, scope, now)
  if (live) await enqueue(tx, 'redraw-portrait', { consentId: live.id }, `redraw:${live.id}`)
  return { records: sumOf(erased, 'records') }
}

/**
 * Every enterprise once, in parts: what was received goes when the retention that was granted has run out, or in time after a
 * withdrawal. @returns of how many enterprises something went
 */
export async function endRetention({ now, inTenant }: Runtime, part = partSize): Promise<number> {
  let done = 0
  for (let after = nobody; ; ) {
    const ids = await enterprisesPastRetention(after, limitsOn(now()), part)
    await eachOnItsOwn('retention', ids, async (enterpriseId) => {
      const erased = await inTenant(enterpriseId, nobody)((tx) => endRetentionOf(tx, enterpriseScope(enterpriseId), now()))
      if (erased) done += 1
    })
    const last = ids.at(-1)
    if (last === undefined || ids.length < part) return done
    after = last
  }
}
