import { z } from 'zod'
import type { EnterpriseScope } from '@/server/auth/scope'
import { CopiedColumn, smallints, uuids } from '@/server/db/binary'
import type { BlockTx, Tx } from '@/server/db/transaction'
import { type PackedRow, rowOf } from './domain/packed/pack'
import type { PartResult } from './domain/packed/score-block'

type Packed = { consentId: string; portraitId: string; rows: readonly PackedRow[] }

/** Puts what is packed of a portrait in the place of the former. Without rows there is nothing: the firm is drawn in full. */
export async function replacePacked(tx: Tx, _scope: EnterpriseScope, { consentId, portraitId, rows }: Packed): Promise<void> {
  const body = rows.length > 0 ? rowOf(rows) : null
  await tx.$executeRaw`SELECT guard.replace_packed(${consentId}::uuid, ${portraitId}::uuid, ${body}::bytea)`
}

const id = z.uuid()
const Taken = z.array(z.object({ part: z.int(), first_id: id, last_id: id })).max(1)

/** Where a part is read to; the next part is written over it. */
export type BlockMemory = CopiedColumn
export const blockMemory = (): BlockMemory => new CopiedColumn()

/** The next part of a run with the packed rows of its firms, read `into`, held until the transaction ends; null where none waits. */
export async function takeBlock(
  tx: BlockTx,
  runId: string,
  into: BlockMemory,
): Promise<{ part: number; block: Uint8Array } | null> {
  const [taken] = Taken.parse(await tx.query('SELECT part, first_id, last_id FROM guard.take_scoring_part($1::uuid)', [runId]))
  if (!taken) return null
  const { part, first_id, last_id } = taken
  // Asked for in the list of columns, not as a table: so each piece is sent when it is ready, and all are never held together.
  const block = await tx.bytes(`SELECT guard.packed_pieces('${id.parse(runId)}', ${part}, '${first_id}', '${last_id}')`, into)
  return { part, block }
}

const Written = z.tuple([z.object({ written: z.int() })])

/** Writes a part's results back and settles it; false where it was settled before. */
export async function recordBlock(
  tx: BlockTx,
  runId: string,
  part: number,
  result: PartResult,
  digest: string,
): Promise<boolean> {
  const reason = (place: number) =>
    smallints(Int16Array.from({ length: result.firms }, (_, at) => result.reasons[4 * at + place] ?? 0))
  const { ids, score, grade, low, high, confidenceBps, gates, moved } = result
  const columns = [score, grade, low, high, confidenceBps, gates].map(smallints)
  const [{ written }] = Written.parse(
    await tx.query(
      `SELECT guard.record_scored_part($1::uuid, $2::integer, $3::uuid[], $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[],
         $8::smallint[], $9::smallint[], $10::smallint[], $11::smallint[], $12::smallint[], $13::smallint[], $14::smallint[], $15) AS written`,
      [runId, part, uuids(ids), ...columns, ...[0, 1, 2, 3].map(reason), smallints(moved), digest],
    ),
  )
  return written === result.firms
}
