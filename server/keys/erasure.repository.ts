import 'server-only'
import type { OperatorScope } from '@/server/auth/scope'
import { afterCommit, type Tx } from '@/server/db/transaction'
import type { ErasureSubject } from './schema'
import { appendTombstone, Tombstone } from './tombstones'

type Asked = { id: string; subject: ErasureSubject; name: string; reason: string }

/** Asks for the destruction of a subject's keys; on record. Returns the code of a refusal, or null. */
export async function askErasure(tx: Tx, _scope: OperatorScope, { id, subject, name, reason }: Asked): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT guard.ask_erasure(${id}::uuid, ${subject}, ${name}, ${reason}) AS refusal`
  return row?.refusal ?? null
}

/** The second person's word; CONFIRM destroys. On record. Returns the code of a refusal, or null. */
export async function settleErasure(
  tx: Tx,
  _scope: OperatorScope,
  { erasureId, verdict }: { erasureId: string; verdict: 'CONFIRM' | 'REJECT' },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT guard.settle_erasure(${erasureId}::uuid, ${verdict}) AS refusal`
  return row?.refusal ?? null
}

/**
 * Has an erasure that this transaction carries out remembered outside the database once it is committed: a backup from before
 * would bring the keys back. Nothing where it was rejected.
 */
export async function rememberErasure(tx: Tx, _scope: OperatorScope, erasureId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ tombstone: unknown }[]>`SELECT guard.erasure_tombstone(${erasureId}::uuid) AS tombstone`
  const tombstone = Tombstone.nullable().parse(row?.tombstone ?? null)
  if (tombstone) afterCommit(tx, async () => appendTombstone(tombstone))
}

export type Erasure = {
  id: string
  subject: ErasureSubject
  name: string | null
  reason: string
  askedBy: string | null
  askedById: string
  askedAt: Date
  settledBy: string | null
  settledAt: Date | null
  verdict: 'CONFIRM' | 'REJECT' | null
  keys: number | null
}

/** What was asked and what came of it, newest first, at most 200. */
export const listErasures = (tx: Tx, _scope: OperatorScope) => tx.$queryRaw<Erasure[]>`SELECT * FROM guard.erasures()`
