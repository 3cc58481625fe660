import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

/** What was taken under a consent: of each class, how often and when last. */
export type Taken = { consentId: string; dataClass: string; times: number; lastAt: Date }

/**
 * Under every consent of the enterprise: records that the platform fetched, and classes that an institution was shown
 * (an access record names them in its fields as `coverage.<class>`).
 */
export const listTaken = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.$queryRaw<Taken[]>`
    SELECT s."consentId", s."dataClass", count(*)::integer AS times, max(s."receivedAt") AS "lastAt"
    FROM snapshot s WHERE s."enterpriseId" = ${enterpriseId}::uuid GROUP BY 1, 2
    UNION ALL
    SELECT r."consentId", substr(f, 10), count(*)::integer, max(r.at)
    FROM access_record r, unnest(r.fields) f
    WHERE r."enterpriseId" = ${enterpriseId}::uuid AND r."consentId" IS NOT NULL AND f LIKE 'coverage.%' GROUP BY 1, 2`

/** How often anything was used under one consent, and when last. */
export async function countUse(tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) {
  const [row] = await tx.$queryRaw<{ count: number; lastUseAt: Date | null }[]>`
    SELECT count(*)::integer AS count, max(at) AS "lastUseAt" FROM (
      SELECT s."receivedAt" AS at FROM snapshot s WHERE s."enterpriseId" = ${enterpriseId}::uuid AND s."consentId" = ${consentId}::uuid
      UNION ALL
      SELECT r.at FROM access_record r WHERE r."enterpriseId" = ${enterpriseId}::uuid AND r."consentId" = ${consentId}::uuid) used`
  return row ?? { count: 0, lastUseAt: null }
}
