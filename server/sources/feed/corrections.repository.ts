import type { Tx } from '@/server/db/transaction'
import { isSealed } from '@/server/keys/envelope'
import { openValues } from '@/server/keys/sealed.repository'
import { changedKeys } from './changed-keys'
import { landedCell } from './landed'

type Landed = { enterpriseId: string; creditCode: string; deliveryId: string; part: number; body: string }

/** Landed rows as they were delivered; without those that were erased. What came before its firm did is not sealed yet. */
export async function openLanded<Row extends Landed>(tx: Tx, rows: readonly Row[]): Promise<Row[]> {
  const sealed = rows.filter(({ body }) => isSealed(body))
  const values = sealed.map(({ enterpriseId, creditCode, deliveryId, part, body }) => ({
    ownerId: enterpriseId,
    cell: landedCell(creditCode, deliveryId, part),
    value: body,
  }))
  const bodies = await openValues(tx, 'LANDING', values)
  const opened = new Map(sealed.map((row, at) => [row, bodies[at] ?? null]))
  return rows.flatMap((row) => {
    const body = opened.has(row) ? opened.get(row) : row.body
    return body === null || body === undefined ? [] : [{ ...row, body }]
  })
}

type LandedOfUsed = Landed & { sequence: bigint; fresh: boolean }
/** So many firms are compared at a time. */
const comparedAtOnce = 500

/** Whose records, of those that somebody has used, the delivery states otherwise than before, and which. */
export async function correctionsOf(tx: Tx, deliveryId: string) {
  const corrections: { enterpriseId: string; keys: string[] }[] = []
  for (let after = ''; ; ) {
    const rows = await tx.$queryRaw<LandedOfUsed[]>`
      SELECT * FROM guard.landed_of_used(${deliveryId}::uuid, ${after}, ${comparedAtOnce}::integer)`
    const opened = await openLanded(tx, rows)
    for (const enterpriseId of new Set(opened.map((row) => row.enterpriseId))) {
      const all = opened.filter((row) => row.enterpriseId === enterpriseId)
      const keys = changedKeys(
        all.filter(({ fresh }) => fresh),
        all.filter(({ fresh }) => !fresh),
      )
      if (keys.length > 0) corrections.push({ enterpriseId, keys })
    }
    const last = rows.reduce((most, { creditCode }) => (creditCode > most ? creditCode : most), after)
    if (last === after) return corrections
    after = last
  }
}
