import { randomUUID } from 'node:crypto'
import { enterpriseScope } from '@/server/auth/scope'
import { inTransaction } from '@/server/db/transaction'
import { digestOf } from '@/server/portrait/canonical-json'
import { listCards } from '@/server/portrait/cards.repository'
import { type Replay, replay } from '@/server/portrait/domain/replay'
import { findPortrait, listToReplay } from '@/server/portrait/repository'
import { factsOf } from '@/server/sources/read-snapshot'
import { readSnapshots } from '@/server/sources/repository'
import type { DatedFacts } from '@/server/sources/schema'

/** ERASED: a snapshot's key was destroyed at its owner's wish, so nobody can draw it again. UNREADABLE: a snapshot was altered. */
export type Replayed = { portraitId: string; cardVersion: string; result: Replay | 'ERASED' | 'UNREADABLE' }

/** The facts, or null where a snapshot is not what was received. */
function readable(snapshots: Parameters<typeof factsOf>[0]): DatedFacts | null {
  try {
    return factsOf(snapshots)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

async function replayOne(enterpriseId: string, portraitId: string): Promise<Replayed | null> {
  const scope = enterpriseScope(enterpriseId)
  return inTransaction('worker', { jobId: randomUUID(), tenantId: enterpriseId }, async (tx) => {
    const stored = await findPortrait(tx, scope, portraitId)
    if (!stored) return null
    const { cardVersion } = stored
    const snapshots = await readSnapshots(tx, scope, stored.snapshotIds)
    if (snapshots.some(({ signedAnswer }) => signedAnswer === null)) return { portraitId, cardVersion, result: 'ERASED' }
    const facts = readable(snapshots)
    if (!facts) return { portraitId, cardVersion, result: 'UNREADABLE' }
    return { portraitId, cardVersion, result: replay(stored, digestOf(stored.body), facts, digestOf, await listCards(tx)) }
  })
}

/** Draws a sample of all portraits ever drawn again, each out of its very snapshots, by its own card and day. */
export async function replayPortraits(
  sample: number,
  seed: string,
  onEach: (done: Replayed) => void = () => {},
): Promise<Replayed[]> {
  const replayed: Replayed[] = []
  for (const { enterpriseId, portraitId } of await listToReplay(seed, sample)) {
    const one = await replayOne(enterpriseId, portraitId)
    if (!one) continue
    onEach(one)
    replayed.push(one)
  }
  return replayed
}
