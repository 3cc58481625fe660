import type { EnterpriseScope } from '@/server/auth/scope'
import { ProductTerms } from '@/server/catalogue/schema'
import type { Tx } from '@/server/db/transaction'
import { DataClass } from '@/server/sources/schema'

type Named = { institutionId: string; productId: string }

/** A product with the version that is asked for (the one on offer, where none is named) and its institution. */
export async function findOffered(tx: Tx, { institutionId, productId }: Named, version?: number) {
  const product = await tx.product.findUnique({
    where: { institutionId_id: { institutionId, id: productId } },
    select: { state: true, currentVersion: true },
  })
  const number = version ?? product?.currentVersion
  if (!product || !number) return null
  const [row, institution] = [
    await tx.productVersion.findUnique({
      where: { institutionId_productId_version: { institutionId, productId, version: number } },
      select: { name: true, nameEn: true, terms: true },
    }),
    await tx.institution.findUnique({ where: { institutionId }, select: { name: true, nameEn: true, servicePhone: true } }),
  ]
  if (!row || !institution) return null
  const onOffer = product.state === 'PUBLISHED' && product.currentVersion === number
  return { version: number, onOffer, name: row.name, nameEn: row.nameEn, terms: ProductTerms.parse(row.terms), institution }
}

export const findApplicant = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.enterprise.findUniqueOrThrow({ where: { enterpriseId }, select: { name: true, creditCode: true } })

/** The consent that an application is to stand on; `isLive` by the database's clock. */
export async function findConsentFor(tx: Tx, { enterpriseId }: EnterpriseScope, id: string) {
  const [row] = await tx.$queryRaw<
    { institutionId: string | null; applicationId: string | null; dataClasses: string[]; live: boolean }[]
  >`
    SELECT c."institutionId", c."applicationId", c."dataClasses",
      c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now() AS live
    FROM consent c WHERE c."enterpriseId" = ${enterpriseId}::uuid AND c.id = ${id}::uuid`
  return row && { ...row, dataClasses: DataClass.array().parse(row.dataClasses) }
}

/** The newest live consent to the institution for an application that is not submitted yet. */
export const findConsentOf = (tx: Tx, { enterpriseId }: EnterpriseScope, institutionId: string, applicationId: string) =>
  tx.consent.findFirst({
    where: { enterpriseId, institutionId, applicationId, state: 'ACTIVE' },
    orderBy: { grantedAt: 'desc' },
    select: { id: true, dataClasses: true, expiresAt: true },
  })

/** Number and day of the portrait that counts now, or null. */
export async function findPortraitDay(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const row = await tx.portrait.findFirst({
    where: { enterpriseId, supersededAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, asOf: true },
  })
  return row && { id: row.id, asOf: row.asOf.toISOString().slice(0, 10) }
}

/** States of the enterprise's applications for this product; `but` is the one that is being submitted, maybe for the second time. */
export async function statesForProduct(tx: Tx, { enterpriseId }: EnterpriseScope, productId: string, but?: string) {
  const others = but ? { id: { not: but } } : {}
  const rows = await tx.application.findMany({ where: { enterpriseId, productId, ...others }, select: { state: true } })
  return rows.map(({ state }) => state)
}

export async function findNumber(tx: Tx, { enterpriseId }: EnterpriseScope, id: string): Promise<string | null> {
  const row = await tx.application.findUnique({ where: { enterpriseId_id: { enterpriseId, id } }, select: { number: true } })
  return row?.number ?? null
}
