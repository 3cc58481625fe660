import { createHash } from 'node:crypto'
import { z } from 'zod'
import { shanghaiDate } from '@/server/kernel/dates'
import { DataClass, type DatedFacts, type EnterpriseFacts } from './schema'
import { type ClassedFacts, transformContent } from './transform-content'

type Stored = {
  id: string
  dataClass: DataClass
  periodFrom: string
  periodTo: string
  issuedAt: Date
  digest: string
  signedAnswer: string
}
/** As it is read from the table. */
type StoredRow = Omit<Stored, 'dataClass' | 'signedAnswer'> & { dataClass: string; signedAnswer: string | null }
const Payload = z.object({ subject: z.string(), content: z.unknown() })

/**
 * The facts of a stored snapshot, by the same transform as on the day it came. Its signature was verified before it was
 * stored; the digest shows that it is still the same.
 * @throws RangeError when the stored answer is not the one that was received
 */
export function readSnapshot(snapshot: Stored): ClassedFacts {
  const { id, dataClass, periodFrom, periodTo, issuedAt, digest, signedAnswer } = snapshot
  const bytes = Buffer.from(signedAnswer.split('.')[1] ?? '', 'base64url')
  if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new RangeError(`snapshot ${id} was altered`)
  const { subject, content } = Payload.parse(JSON.parse(bytes.toString('utf8')))
  const outcome = transformContent(dataClass, content, {
    creditCode: subject,
    from: periodFrom,
    to: periodTo,
    today: shanghaiDate(issuedAt),
  })
  if (!outcome.ok) throw new RangeError(`snapshot ${id} cannot be read: ${outcome.refusal}`)
  return outcome.value
}

/**
 * What stored snapshots say of an enterprise, and on which day each agency said it: what its portrait is drawn from. Erased ones
 * (`signedAnswer` null) are as if they had never come.
 * @throws RangeError as `readSnapshot`
 */
export function factsOf(snapshots: readonly StoredRow[]): DatedFacts {
  const facts: EnterpriseFacts = {}
  const issuedOn: NonNullable<DatedFacts['issuedOn']> = {}
  for (const { signedAnswer, ...snapshot } of snapshots) {
    if (signedAnswer === null) continue
    const read = readSnapshot({ ...snapshot, signedAnswer, dataClass: DataClass.parse(snapshot.dataClass) })
    Object.assign(facts, { [read.dataClass]: read.facts })
    issuedOn[read.dataClass] = shanghaiDate(snapshot.issuedAt)
  }
  return { ...facts, issuedOn }
}
