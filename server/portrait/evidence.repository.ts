import type { Tx } from '@/server/db/transaction'
import type { ClassOrigin, Provenance } from '@/server/sources/schema'
import { originOf } from '@/server/sources/schema'
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

/**
 * Where the classes of an opened portrait came from, in the transaction that has opened it with fields that name them
 * (`coverage.TAX`), and why the last fetch of one failed; classes that the consent of the look does not cover are left out.
 */
export async function openedSources(tx: Tx, opened: { enterpriseId: string; portraitId: string }): Promise<ClassOrigin[]> {
  const rows = await tx.$queryRaw<Parameters<typeof originOf>[0][]>`
    SELECT * FROM guard.opened_sources(${opened.enterpriseId}::uuid, ${opened.portraitId}::uuid)`
  return rows.map(originOf)
}
