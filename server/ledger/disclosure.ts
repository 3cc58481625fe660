import type { Actor } from '@/server/auth/scope'
import { afterCommit, type Tx } from '@/server/db/transaction'
import { appendToLedger, type LedgerAct } from './append'
import { waitForLeaf } from './leaf-waits.repository'

// Log before disclose: what shows one organisation's data to another commits the read on record first, and its answer waits in
// memory until that record is a leaf of the ledger. When no leaf comes nothing is shown (ADR 0010).

/**
 * Holds the answer of `tx` back until its reads are leaves. Whoever calls a guard function that records a read calls this.
 * @param transaction the running transaction's number, from guard.transaction_number()
 */
export function discloseOnceLogged(tx: Tx, transaction: bigint): void {
  afterCommit(tx, () => waitForLeaf(transaction))
}

/** For an answer that no open transaction holds back: resolves once what the committed one put on record is a leaf. @throws Unavailable */
export const untilLogged = (transaction: bigint): Promise<void> => waitForLeaf(transaction)

/**
 * Puts a look on record as an act, and holds the answer back until it is a leaf: a look at what is of no enterprise on the platform
 * (yet), or that is no use of an enterprise's data under a purpose of its own.
 */
export async function recordLook(tx: Tx, actor: Pick<Actor, 'accountId' | 'organisationId'>, look: LedgerAct): Promise<void> {
  await appendToLedger(tx, actor, look)
  const [row] = await tx.$queryRaw<{ transaction: bigint }[]>`SELECT guard.transaction_number() AS transaction`
  if (!row) throw new Error('guard.transaction_number returned nothing')
  discloseOnceLogged(tx, row.transaction)
}

/**
 * Puts the reader's look at these enterprises on record, one read an enterprise, and holds the answer back until they are leaves.
 * For those who read ex officio: the office, and the operator's auditor.
 */
export async function recordSupervision(tx: Tx, enterpriseIds: readonly string[], purpose: string, fields: readonly string[]) {
  if (enterpriseIds.length === 0) return
  const [row] = await tx.$queryRaw<{ transaction: bigint }[]>`
    SELECT guard.transaction_number() AS transaction
    FROM (SELECT guard.record_supervision(${[...enterpriseIds]}::uuid[], ${purpose}, ${[...fields]}::text[]) OFFSET 0) AS recorded`
  if (!row) throw new Error('guard.record_supervision returned nothing')
  discloseOnceLogged(tx, row.transaction)
}
