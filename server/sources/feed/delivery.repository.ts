import { inTransaction, type Tx, tenantQuery } from '@/server/db/transaction'
import { codec } from '@/server/keys/envelope'
import { sealingKey, sealingKeys } from '@/server/keys/sealed.repository'
import { correctionsOf } from './corrections.repository'
import { landedCell } from './landed'
import type { FeedManifest, FeedRefusal } from './manifest'

/** An agency's job: its tenant is the agency. */
export type AgencyJob = { agencyId: string; jobId: string }

export type Delivery = {
  id: string
  state: 'RECEIVED' | 'LOADING' | 'PUBLISHED' | 'REFUSED'
  bytesDone: bigint
  linesDone: number
  accepted: number
  setAside: number
}

const shown = { id: true, state: true, bytesDone: true, linesDone: true, accepted: true, setAside: true } as const

/** The delivery of this very file that was not refused, or null. */
export const findDelivery = (tx: Tx, { agencyId }: AgencyJob, sha256: string): Promise<Delivery | null> =>
  tx.feedDelivery.findFirst({ where: { agencyId, sha256, state: { not: 'REFUSED' } }, select: shown })

const rowOf = (id: string, manifest: FeedManifest, text: string, receivedAt: Date) => ({
  id,
  dataClass: manifest.dataClass,
  fileName: manifest.file,
  format: manifest.format,
  encoding: manifest.encoding,
  kind: manifest.kind,
  sequence: BigInt(manifest.sequence),
  periodFrom: manifest.period.from,
  periodTo: manifest.period.to,
  issuedAt: new Date(manifest.issuedAt),
  receivedAt,
  records: manifest.records,
  bytes: BigInt(manifest.bytes),
  sha256: manifest.sha256,
  manifest: text,
})

/** Enters a delivery that is about to be loaded. */
export async function beginDelivery(
  tx: Tx,
  { agencyId }: AgencyJob,
  id: string,
  manifest: FeedManifest,
  text: string,
  at: Date,
): Promise<Delivery> {
  await tx.feedDelivery.createMany({ data: { agencyId, ...rowOf(id, manifest, text, at), state: 'LOADING' } })
  return { id, state: 'LOADING', bytesDone: 0n, linesDone: 0, accepted: 0, setAside: 0 }
}

/** Puts a delivery on record that was refused before any of it was loaded; a byte of zero, which no text may hold, is left out. */
export async function recordRefusal(
  tx: Tx,
  { agencyId }: AgencyJob,
  id: string,
  manifest: FeedManifest,
  text: string,
  refusal: { failure: FeedRefusal; at: Date },
): Promise<void> {
  await tx.feedDelivery.createMany({
    data: {
      agencyId,
      ...rowOf(id, manifest, text.replaceAll('\0', '').slice(0, 8_192), refusal.at),
      state: 'REFUSED',
      failure: refusal.failure,
    },
  })
}

/** Refuses a delivery under way: what was loaded of it stays unseen, and is purged. */
export const refuseDelivery = (tx: Tx, { agencyId }: AgencyJob, id: string, failure: FeedRefusal) =>
  tx.feedDelivery.updateMany({ where: { agencyId, id, state: 'LOADING' }, data: { state: 'REFUSED', failure } })

/** The highest number of the class that is current, or 0. */
export async function currentSequence(tx: Tx, { agencyId }: AgencyJob, dataClass: string): Promise<bigint> {
  const newest = await tx.feedDelivery.findFirst({
    where: { agencyId, dataClass, state: 'PUBLISHED' },
    orderBy: { sequence: 'desc' },
    select: { sequence: true },
  })
  return newest?.sequence ?? 0n
}

/** Where a line that was set aside stands sealed, under its agency's key. */
export const asideCell = (agencyId: string, deliveryId: string, line: number) => ({
  table: 'feed_line',
  column: 'raw',
  row: `${agencyId}/${deliveryId}/${line}`,
})

/** What stood in bad lines may be anything, and anybody's: sealed. Of a block without any the key isn't asked for. */
async function sealedAside({ agencyId, jobId }: AgencyJob, deliveryId: string, setAside: readonly SetAside[]): Promise<string[]> {
  if (setAside.length === 0) return []
  const owner = { ownerId: agencyId, purpose: 'RECORDS' } as const
  const key = await inTransaction('worker', { tenantId: agencyId, jobId }, (tx) => sealingKey(tx, owner))
  return setAside.map(({ line, raw }) => codec.seal(key, asideCell(agencyId, deliveryId, line), raw))
}

/** The firms on the platform by their credit codes: whose lines are sealed. Asked once for a file. */
export async function landingOwners({ agencyId, jobId }: AgencyJob): Promise<ReadonlyMap<string, string>> {
  const rows = await tenantQuery<{ creditCode: string; enterpriseId: string }>(
    'worker',
    { tenantId: agencyId, jobId },
    'SELECT * FROM guard.landing_owners()',
    [],
  )
  return new Map(rows.map(({ creditCode, enterpriseId }) => [creditCode, enterpriseId]))
}

/** The bodies of a block, those of firms on the platform sealed under their own keys. */
async function sealedBodies({ agencyId, jobId }: AgencyJob, { owners, codes, bodies, deliveryId, part }: LoadedPart) {
  const known = codes.flatMap((code, at) => {
    const ownerId = owners.get(code)
    return ownerId ? [{ code, at, ownerId }] : []
  })
  if (known.length === 0) return bodies
  const ownerIds = known.map(({ ownerId }) => ownerId)
  const keys = await inTransaction('worker', { tenantId: agencyId, jobId }, (tx) => sealingKeys(tx, ownerIds, 'LANDING'))
  const sealed = [...bodies]
  for (const { code, at, ownerId } of known) {
    const key = keys.get(ownerId)
    if (!key) throw new Error(`no key to seal with for ${ownerId}`)
    sealed[at] = codec.seal(key, landedCell(code, deliveryId, part), bodies[at] ?? '')
  }
  return sealed
}

export type SetAside = { line: number; reason: string; column: string | null; raw: string }
export type LoadedPart = {
  owners: ReadonlyMap<string, string>
  deliveryId: string
  dataClass: string
  part: number
  codes: string[]
  entries: number[]
  bodies: string[]
  setAside: readonly SetAside[]
  /** Where the delivery stood before and stands after; the database compares the first. */
  from: Pick<Delivery, 'linesDone'>
  to: Pick<Delivery, 'linesDone' | 'bytesDone' | 'accepted' | 'setAside'>
}

// One statement and one round trip a block: the step forward, the lines set aside and the records commit together, and only
// where the delivery stands where this loader left it. So a block is loaded exactly once, whoever died or raced in between.
const loadStatement = `
  WITH step AS (
    UPDATE feed_delivery SET "linesDone" = $4, "bytesDone" = $5, accepted = $6, "setAside" = $7
    WHERE "agencyId" = $1 AND id = $2 AND state = 'LOADING' AND "linesDone" = $3 RETURNING 1
  ), aside AS (
    INSERT INTO feed_line ("agencyId", "deliveryId", line, reason, "column", raw)
    SELECT $1, $2, u.* FROM unnest($8::int[], $9::text[], $10::text[], $11::text[]) u WHERE EXISTS (SELECT FROM step)
  ), landed AS (
    INSERT INTO feed_record ("creditCode", "dataClass", "deliveryId", part, "agencyId", entries, body)
    SELECT u.code, $12, $2, $13, $1, u.entries, u.body
    FROM unnest($14::text[], $15::int[], string_to_array($16, E'\\x1f')) u (code, entries, body) WHERE EXISTS (SELECT FROM step)
  )
  SELECT count(*)::int AS done FROM step`

/** Loads one block; false when another loader was quicker, and this one must stop. */
export async function loadPart({ agencyId, jobId }: AgencyJob, part: LoadedPart): Promise<boolean> {
  const { to, setAside } = part
  const raws = await sealedAside({ agencyId, jobId }, part.deliveryId, setAside)
  const bodies = await sealedBodies({ agencyId, jobId }, part)
  const [step] = await tenantQuery<{ done: number }>('worker', { tenantId: agencyId, jobId }, loadStatement, [
    agencyId,
    part.deliveryId,
    part.from.linesDone,
    to.linesDone,
    to.bytesDone,
    to.accepted,
    to.setAside,
    setAside.map(({ line }) => line),
    setAside.map(({ reason }) => reason),
    setAside.map(({ column }) => column),
    raws,
    part.dataClass,
    part.part,
    // Written as literals here: codes and numbers need no quoting, bodies hold no control character but TAB and LF, and the
    // driver's own quoting of a hundred thousand texts would cost more than the rest.
    `{${part.codes.join()}}`,
    `{${part.entries.join()}}`,
    bodies.join('\x1f'),
  ])
  return step?.done === 1
}

/**
 * Makes the whole delivery seen, and portraits stale that stand on records it changed: how many enterprises these
 * are. -1 when a newer delivery is current, -2 when another loader has ended this one.
 */
export async function publishDelivery(tx: Tx, deliveryId: string): Promise<number> {
  const [begun] = await tx.$queryRaw<{ standing: number }[]>`SELECT guard.begin_publishing(${deliveryId}::uuid) AS standing`
  if (begun?.standing !== 0) return begun?.standing ?? -1
  const corrections = JSON.stringify(await correctionsOf(tx, deliveryId))
  const [row] = await tx.$queryRaw<{ corrected: number }[]>`
    SELECT guard.publish_feed(${deliveryId}::uuid, ${corrections}::jsonb) AS corrected`
  return row?.corrected ?? -1
}
