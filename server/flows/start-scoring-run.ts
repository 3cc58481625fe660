import { uuidv7 } from 'uuidv7'
import type { OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { enqueue } from '@/server/jobs/enqueue'
import { shanghaiDate } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { listCards } from '@/server/portrait/cards.repository'
import { cardOn } from '@/server/portrait/domain/score-card'
import { startRun } from '@/server/portrait/versions.repository'

type Starting = { tx: Tx; scope: OperatorScope; now: Date }

/**
 * Begins a run over the city: portraits drawn anew, or, with a candidate, its shadow beside the card in force. The worker is
 * called in the same transaction.
 * @throws Refused `rescoring.under-way`, NotFound
 */
export async function startScoringRun({ tx, scope, now }: Starting, cardId: string | null): Promise<{ runId: string }> {
  const { version } = cardOn(shanghaiDate(now), await listCards(tx))
  const runId = uuidv7()
  const refusal = await startRun(tx, scope, { id: runId, kind: cardId ? 'SHADOW' : 'RESCORE', cardId, against: version })
  if (refusal === 'not-found') throw new NotFound('card')
  if (refusal) throw new Refused(refusal)
  await enqueue(tx, 'score-city', { runId }, 'score-city')
  return { runId }
}
