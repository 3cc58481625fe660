import { uuidv7 } from 'uuidv7'
import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { notify } from '@/server/notify/notify'
import { correctedKeys } from '@/server/sources/domain/corrections'
import { recordCorrection } from '@/server/sources/landing.repository'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { readSnapshots } from '@/server/sources/repository'
import { DataClass } from '@/server/sources/schema'
import type { ClassedFacts } from '@/server/sources/transform-content'

type Noting = { tx: Tx; scope: EnterpriseScope; at: Date }
type Received = { snapshotId: string; answer: ClassedFacts; period: { from: string; to: string } }

/**
 * Where an agency states otherwise than in the snapshot before: puts it on record, tells the enterprise, and makes stale what
 * stands on the old figures, in the transaction that stores the new ones. The old snapshot stays as it is.
 */
export async function noteCorrection(
  { tx, scope, at }: Noting,
  before: { id: string } | null,
  received: Received,
): Promise<void> {
  if (!before) return
  const { snapshotId, answer, period } = received
  const [stored] = await readSnapshots(tx, scope, [before.id])
  // What was erased can't be compared with.
  if (!stored || stored.signedAnswer === null) return
  const { signedAnswer } = stored
  const earlier = readSnapshot({ ...stored, signedAnswer, dataClass: DataClass.parse(stored.dataClass) })
  const common = { from: period.from, to: stored.periodTo < period.to ? stored.periodTo : period.to }
  const keys = correctedKeys(earlier.facts, answer.facts, common)
  if (keys.length === 0) return
  await recordCorrection(tx, scope, { id: uuidv7(), dataClass: answer.dataClass, snapshotId, keys, at })
  await notify(tx, {
    organisationId: scope.enterpriseId,
    kind: 'source.corrected',
    params: { dataClass: answer.dataClass, count: keys.length },
    href: '/sme/data',
  })
}
