import type { EnterpriseScope } from '@/server/auth/scope'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import { openValues } from '@/server/keys/sealed.repository'
import type { OwedList } from './domain/owed-lists'
import type { ItemCheck } from './domain/quality'
import { asideCell } from './feed/delivery.repository'

/** Enterprises with a snapshot that the rules have not seen yet. */
export const enterprisesUnchecked = async (most: number): Promise<string[]> =>
  (
    await clientOf('worker').$queryRaw<{ id: string }[]>`
      SELECT enterprise_id AS id FROM guard.snapshots_unchecked(${most}::integer)`
  ).map(({ id }) => id)

type Checked = { snapshotId: string; dataClass: string; receivedAt: Date; checks: readonly ItemCheck[] }

/** Stores what the rules found; a snapshot that was checked before keeps what was found then. */
export async function insertChecks(tx: Tx, { enterpriseId }: EnterpriseScope, checked: readonly Checked[]): Promise<void> {
  const rows = checked.flatMap(({ checks, ...snapshot }) => checks.map((check) => ({ enterpriseId, ...snapshot, ...check })))
  await tx.sourceCheck.createMany({ data: rows, skipDuplicates: true })
}

/** The day on which the register says that the firm was founded, `YYYY-MM-DD`. */
export async function findFoundingDay(tx: Tx, { enterpriseId }: EnterpriseScope): Promise<string> {
  const { foundedOn } = await tx.enterprise.findUniqueOrThrow({ where: { enterpriseId }, select: { foundedOn: true } })
  return foundedOn.toISOString().slice(0, 10)
}

/** Adds up today's scores of every source and item; lists are complete by what was owed of them. */
export const foldQuality = (lists: readonly OwedList[]) =>
  clientOf('worker').$executeRaw`SELECT guard.fold_quality(${JSON.stringify(lists)}::jsonb)`

/** Lets landed records go that no look-back reaches any more; returns how many went. `before`: `YYYY-MM`. */
export async function purgeLanding(before: string, most: number): Promise<number> {
  const [row] = await clientOf('worker').$queryRaw<{ purged: bigint }[]>`
    SELECT guard.purge_landing(${before}, ${most}::integer) AS purged`
  return Number(row?.purged ?? 0)
}

export type Quality = {
  agencyId: string
  dataClass: string
  itemId: string
  day: Date
  checked: number
  completenessBps: number
  rangeBps: number
  continuityBps: number
  consistencyBps: number
  scoreBps: number
  latestPeriod: string | null
  lastReceivedAt: Date
}

/** The newest score of every source and item. */
export const listQuality = (tx: Tx): Promise<Quality[]> =>
  tx.sourceQuality.findMany({
    distinct: ['agencyId', 'dataClass', 'itemId'],
    orderBy: [{ agencyId: 'asc' }, { dataClass: 'asc' }, { itemId: 'asc' }, { day: 'desc' }],
  })

const deliveryShown = {
  agencyId: true,
  id: true,
  dataClass: true,
  fileName: true,
  format: true,
  encoding: true,
  kind: true,
  sequence: true,
  periodFrom: true,
  periodTo: true,
  issuedAt: true,
  receivedAt: true,
  publishedAt: true,
  records: true,
  sha256: true,
  state: true,
  failure: true,
  accepted: true,
  setAside: true,
  corrected: true,
} as const

/** Deliveries that the asker may see (its own agency's, or all for the operator), the newest first. */
export const listDeliveries = (tx: Tx, page: number, size: number) =>
  tx.feedDelivery.findMany({
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    skip: (page - 1) * size,
    take: size,
    select: deliveryShown,
  })

export const countDeliveries = (tx: Tx) => tx.feedDelivery.count()

/** One delivery of the asker's own agency. */
export const findOwnDelivery = (tx: Tx, agencyId: string, id: string) =>
  tx.feedDelivery.findUnique({ where: { agencyId_id: { agencyId, id } }, select: deliveryShown })

/** Lines of a delivery that were set aside, by their number, with their text (null where the key is gone): for the agency that wrote them. */
export async function listSetAside(tx: Tx, agencyId: string, deliveryId: string, most: number) {
  const lines = await tx.feedLine.findMany({ where: { agencyId, deliveryId }, orderBy: { line: 'asc' }, take: most })
  const sealed = lines.map(({ line, raw: value }) => ({ ownerId: agencyId, cell: asideCell(agencyId, deliveryId, line), value }))
  const raws = await openValues(tx, 'RECORDS', sealed)
  return lines.map((line, at) => ({ ...line, raw: raws[at] ?? null }))
}
