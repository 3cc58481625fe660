import type { EnterpriseScope } from '@/server/auth/scope'
import { clientOf } from '@/server/db/client'
import type { Tx } from '@/server/db/transaction'
import { ProductTerms, type PublishedProduct } from './schema'

type Row = Omit<PublishedProduct, 'terms'> & { terms: unknown }
type Reader = Pick<Tx, '$queryRaw'>

/**
 * The version on offer of every product, or of those named, or that one version whether still on offer or not. Row-level
 * security decides what the reader sees at all: without a policy for the reader there is no row.
 */
async function read(reader: Reader, productIds: readonly string[] | null): Promise<PublishedProduct[]> {
  const rows = await reader.$queryRaw<Row[]>`
    SELECT p."institutionId", p.id AS "productId", p.code, v.version, v.name, v."nameEn", v.summary, v."summaryEn", v.terms,
      v."publishedAt", i.name AS "institutionName", i."nameEn" AS "institutionNameEn", i.kind AS "institutionKind", i."servicePhone"
    FROM product p
    JOIN product_version v ON v."institutionId" = p."institutionId" AND v."productId" = p.id AND v.version = p."currentVersion"
    JOIN institution i ON i."institutionId" = p."institutionId"
    WHERE p.state = 'PUBLISHED' AND v."publishedAt" IS NOT NULL
      AND (${productIds}::uuid[] IS NULL OR p.id = ANY (${productIds}::uuid[]))
    ORDER BY i.name, p.code`
  return rows.map((row) => ({ ...row, terms: ProductTerms.parse(row.terms) }))
}

/** Everything on offer, for an enterprise: also what it does not qualify for. */
export const listOnOffer = (tx: Tx, _scope: EnterpriseScope) => read(tx, null)

export const listOnOfferByIds = (tx: Tx, _scope: EnterpriseScope, productIds: readonly string[]) => read(tx, productIds)

/** A published version as it was, on offer or superseded: what an application was made for. */
export async function findPublishedVersion(
  tx: Tx,
  _scope: EnterpriseScope,
  { institutionId, productId, version }: { institutionId: string; productId: string; version: number },
) {
  const row = await tx.productVersion.findFirst({
    where: { institutionId, productId, version, publishedAt: { not: null } },
    select: { name: true, nameEn: true, summary: true, summaryEn: true, terms: true, version: true },
  })
  return row && { ...row, terms: ProductTerms.parse(row.terms) }
}

/** Everything on offer, for anybody; the public's login is its own credential, so there is no scope. */
export const listPublic = () => read(clientOf('public'), null)

export const findPublic = async (productId: string) => (await read(clientOf('public'), [productId]))[0] ?? null
