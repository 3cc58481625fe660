import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Dimension } from '../domain/definitions'
import type { Period } from '../domain/figures'
import type { Selection } from '../schema'

/** Distinct enterprises with cash out in the period, by key; of `all` one row whose key is null. Doesn't add up. */
export async function borrowersBy(
  tx: Tx,
  _office: OfficeScope,
  by: Dimension | 'all',
  period: Period,
  { institution, county, industry, size }: Selection,
): Promise<Map<string | null, number>> {
  const rows = await tx.$queryRaw<{ key: string | null; borrowers: bigint }[]>`
    SELECT * FROM totals.borrowers(${by}, ${period.from}::date, ${period.to}::date, ${institution ?? null}::uuid, ${county ?? null},
      ${industry ?? null}, ${size ?? null})`
  return new Map(rows.map(({ key, borrowers }) => [key, Number(borrowers)]))
}
