import type { Actor } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Prisma } from '@/server/generated/prisma/client'

export type LedgerAct = {
  /** `noun.verb-in-past`, such as consent.granted. */
  act: string
  enterpriseId?: string | null
  /** The row that the act is about. */
  subjectId?: string | null
  /** Facts of the act; no personal data, no secrets. */
  body?: Prisma.InputJsonObject
}

/** Puts an act on record in the transaction of the act. The one module that every other may call. */
export async function appendToLedger(
  tx: Tx,
  actor: Pick<Actor, 'accountId' | 'organisationId'>,
  entry: LedgerAct,
): Promise<void> {
  await tx.ledgerEntry.createMany({
    data: {
      organisationId: actor.organisationId,
      act: entry.act,
      actorId: actor.accountId,
      enterpriseId: entry.enterpriseId ?? null,
      subjectId: entry.subjectId ?? null,
      body: entry.body ?? {},
    },
  })
}
