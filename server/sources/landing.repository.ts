import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { codec, isSealed } from '@/server/keys/envelope'
import { sealingKey } from '@/server/keys/sealed.repository'
import { openLanded } from './feed/corrections.repository'
import { landedCell } from './feed/landed'
import type { PushedClass } from './schema'

export type LandedDelivery = { id: string; sequence: bigint; sha256: string; manifest: string; issuedAt: Date; receivedAt: Date }
export type Landed = {
  rows: { deliveryId: string; sequence: bigint; part: number; body: string }[]
  deliveries: LandedDelivery[]
}

type Stored = Landed['rows'][number] & { enterpriseId: string; creditCode: string }

/** Seals what was delivered before the firm came, at its first use. */
async function sealStrays(tx: Tx, enterpriseId: string, found: readonly Stored[]): Promise<void> {
  const strays = found.filter(({ body }) => !isSealed(body))
  if (strays.length === 0) return
  const key = await sealingKey(tx, { ownerId: enterpriseId, purpose: 'LANDING' })
  const bodies = strays.map(({ creditCode, deliveryId, part, body }) =>
    codec.seal(key, landedCell(creditCode, deliveryId, part), body),
  )
  await tx.$executeRaw`SELECT guard.seal_landed(${strays.map(({ deliveryId }) => deliveryId)}::uuid[],
    ${strays.map(({ part }) => part)}::integer[], ${bodies}::text[])`
}

/**
 * What lies in the landing zone of one enterprise and class, with the deliveries that it came by. Row-level security shows it
 * to the enterprise's own job, and only while an authorisation covers the class: without one it is empty.
 */
export async function readLanded(tx: Tx, { enterpriseId }: EnterpriseScope, dataClass: PushedClass): Promise<Landed> {
  const found = await tx.$queryRaw<Stored[]>`
    SELECT e."enterpriseId", r."creditCode", r."deliveryId", d.sequence, r.part, r.body FROM feed_record r
    JOIN enterprise e ON e."creditCode" = r."creditCode"
    JOIN feed_delivery d ON d."agencyId" = r."agencyId" AND d.id = r."deliveryId"
    WHERE e."enterpriseId" = ${enterpriseId}::uuid AND r."dataClass" = ${dataClass}`
  const rows = await openLanded(tx, found)
  await sealStrays(tx, enterpriseId, found)
  const deliveries = await tx.feedDelivery.findMany({
    where: { dataClass, state: 'PUBLISHED' },
    orderBy: { sequence: 'desc' },
    select: { id: true, sequence: true, sha256: true, manifest: true, issuedAt: true, receivedAt: true },
  })
  return { rows, deliveries }
}

/** Classes of which something of the enterprise lies in the landing zone: that it does, not what. */
export async function landedClasses(tx: Tx, { enterpriseId }: EnterpriseScope): Promise<string[]> {
  const rows = await tx.$queryRaw<{ dataClass: string }[]>`
    SELECT DISTINCT r."dataClass" FROM feed_record r JOIN enterprise e ON e."creditCode" = r."creditCode"
    WHERE e."enterpriseId" = ${enterpriseId}::uuid`
  return rows.map(({ dataClass }) => dataClass)
}

type Correction = { id: string; dataClass: string; snapshotId: string; keys: string[]; at: Date }

/** Puts on record what an agency states otherwise than before, and makes stale what stands on it, in this transaction. */
export async function recordCorrection(tx: Tx, { enterpriseId }: EnterpriseScope, correction: Correction): Promise<void> {
  await tx.sourceCorrection.createMany({ data: { enterpriseId, ...correction } })
  await tx.$executeRaw`SELECT guard.source_corrected(${correction.dataClass})`
}

/** Corrections that the enterprise is told of, the newest first. */
export const listCorrections = (tx: Tx, { enterpriseId }: EnterpriseScope, since: Date) =>
  tx.sourceCorrection.findMany({
    where: { enterpriseId, at: { gte: since } },
    orderBy: { at: 'desc' },
    take: 50,
    select: { id: true, dataClass: true, deliveryId: true, snapshotId: true, keys: true, at: true },
  })

/** Since when the enterprise's portrait of today is stale; null when it is not. */
export async function staleSince(tx: Tx, { enterpriseId }: EnterpriseScope): Promise<Date | null> {
  const current = await tx.portrait.findFirst({
    where: { enterpriseId, supersededAt: null },
    orderBy: { createdAt: 'desc' },
    select: { staleSince: true },
  })
  return current?.staleSince ?? null
}
