import type { Tx } from '@/server/db/transaction'
import type { Provenance } from '@/server/sources/schema'
import type { DataClass } from './schema'

/** A record that a portrait was drawn from, as it is stored: the agency's signed answer is sealed, and null once erased. */
export type SealedRecord = Omit<Provenance, 'snapshotId'> & { id: string; dataClass: string; signedAnswer: string | null }

/**
 * The records of these classes that a portrait was drawn from, in the transaction that has opened the portrait by `openPortrait`
 * with fields that name them (`records.TAX.…`).
 * @throws the guard's refusal: nothing on record, or a class that the consent does not cover
 */
export const openedRecords = (tx: Tx, opened: { enterpriseId: string; portraitId: string }, classes: readonly DataClass[]) =>
  tx.$queryRaw<SealedRecord[]>`
    SELECT * FROM guard.opened_records(${opened.enterpriseId}::uuid, ${opened.portraitId}::uuid, ${[...classes]}::text[])`
