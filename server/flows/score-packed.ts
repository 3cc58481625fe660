import { createHash } from 'node:crypto'
import { inBlockTransaction } from '@/server/db/transaction'
import { todayOf } from '@/server/portrait/domain/packed/calendar'
import { type CompiledCard, compileCard } from '@/server/portrait/domain/packed/compiled-card'
import { type PartResult, scoreBlock } from '@/server/portrait/domain/packed/score-block'
import type { ScoreCard } from '@/server/portrait/domain/score-card'
import { type BlockMemory, blockMemory, recordBlock, takeBlock } from '@/server/portrait/packed.repository'
import type { LeasedRun } from '@/server/portrait/scoring.repository'

/** While the database reads and writes for one, the other reckons. */
const lanes = 2
/** Parts until the lease is renewed: far less than it lasts. */
const partsALease = 24

/** SHA-256 over the columns of a part's results, one after another: what the ledger keeps of them. */
export function digestOfPart({ ids, score, grade, low, high, confidenceBps, gates, reasons, moved }: PartResult): string {
  const hash = createHash('sha256')
  for (const column of [ids, score, grade, low, high, confidenceBps, gates, reasons, moved])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  return hash.digest('hex')
}

/** One part in one transaction: taken, read, scored, written back, on record. False when none was left. */
async function scoreOnePart(run: LeasedRun, card: CompiledCard, day: string, into: BlockMemory): Promise<boolean> {
  const actor = { jobId: run.startedBy, tenantId: run.organisationId }
  return inBlockTransaction('worker', actor, async (tx) => {
    const taken = await takeBlock(tx, run.id, into)
    if (!taken) return false
    const result = scoreBlock(taken.block, card, todayOf(day))
    await recordBlock(tx, run.id, taken.part, result, digestOfPart(result))
    return true
  })
}

/**
 * Step one of a run: scores the firms of its open parts for a day out of their packed rows, so that within seconds it is known
 * who moves; those are drawn first. A card that scores by what is not packed leaves it to step two.
 * @returns whether it came to an end; false: there is more to do under a renewed lease
 */
export async function scorePacked(run: LeasedRun, card: ScoreCard, day: string): Promise<boolean> {
  const compiled = compileCard(card)
  if (!compiled) return true
  let left = partsALease
  const lane = async (): Promise<boolean> => {
    const into = blockMemory()
    while (left > 0) {
      left--
      if (!(await scoreOnePart(run, compiled, day, into))) return true
    }
    return false
  }
  const ended = await Promise.all(Array.from({ length: lanes }, lane))
  return ended.every(Boolean)
}
