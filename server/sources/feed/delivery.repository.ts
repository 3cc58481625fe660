import { inTransaction, type Tx, tenantQuery } from '@/server/db/transaction'
import { codec } from '@/server/keys/envelope'
import { sealingKey, sealingKeys } from '@/server/keys/sealed.repository'
import { correctionsOf } from './corrections.repository'
import { landedCell } from './landed'
import type { FeedManifest, FeedRefusal } from './manifest'
import { type PackedLines, parting } from './packed-lines'

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

/** The lines of firms on the platform, sealed under their own keys. */
async function sealedBodies({ agencyId, jobId }: AgencyJob, { packed: { owned }, deliveryId, part }: LoadedPart) {
  if (owned.length === 0) return []
  const ownerIds = owned.map(({ ownerId }) => ownerId)
  const keys = await inTransaction('worker', { tenantId: agencyId, jobId }, (tx) => sealingKeys(tx, ownerIds, 'LANDING'))
  return owned.map(({ creditCode, ownerId, body }) => {
    const key = keys.get(ownerId)
    if (!key) throw new Error(`no key to seal with for ${ownerId}`)
    return codec.seal(key, landedCell(creditCode, deliveryId, part), body)
  })
}

export type SetAside = { line: number; reason: string; column: string | null; raw: string }
export type LoadedPart = {
  deliveryId: string
  dataClass: string
  part: number
  packed: PackedLines
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
    FROM unnest(string_to_array($14, ','), string_to_array($15, ',')::int[], string_to_array($16, E'\\x1f')) u (code, entries, body)
    WHERE EXISTS (SELECT FROM step)
  )
  SELECT count(*)::int AS done FROM step`

/** Bytes of values already parted, and of those of the firms on the platform after them. */
const withOwned = (clear: Buffer, by: string, owned: readonly string[]): Buffer =>
  owned.length === 0 ? clear : Buffer.concat([clear, Buffer.from((clear.length > 0 ? by : '') + owned.join(by))])

/** Loads one block; false when another loader was quicker, and this one must stop. */
export async function loadPart({ agencyId, jobId }: AgencyJob, part: LoadedPart): Promise<boolean> {
  const { to, setAside, packed } = part
  const raws = await sealedAside({ agencyId, jobId }, part.deliveryId, setAside)
  const sealed = await sealedBodies({ agencyId, jobId }, part)
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
    // Whole texts, parted in the database, and in bytes: what writing a hundred thousand values of an array would cost is saved.
    withOwned(
      packed.codes,
      ',',
      packed.owned.map(({ creditCode }) => creditCode),
    ),
    [...(packed.entries ? [packed.entries] : []), ...packed.owned.map(({ entries }) => entries)].join(),
    withOwned(packed.bodies, String.fromCharCode(parting), sealed),
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
