import type { InstitutionScope } from '@/server/auth/scope'
import { ProductTerms } from '@/server/catalogue/schema'
import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'

/** The product version that an application is pinned to, with its terms. */
export async function findProductVersion(tx: Tx, key: { institutionId: string; productId: string; productVersion: number }) {
  const { institutionId, productId, productVersion: version } = key
  const row = await tx.productVersion.findUnique({
    where: { institutionId_productId_version: { institutionId, productId, version } },
    select: { name: true, nameEn: true, terms: true },
  })
  return row && { ...row, terms: ProductTerms.parse(row.terms) }
}

type Key = { enterpriseId: string; consentId: string }

/** Whether the consent is in force by the database's own clock. */
export async function isConsentLive(tx: Tx, { enterpriseId, consentId }: Key): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ live: boolean }[]>`
    SELECT c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now() AS live FROM consent c
    WHERE c."enterpriseId" = ${enterpriseId}::uuid AND c.id = ${consentId}::uuid`
  return row?.live ?? false
}

/** Whether the consent ended for good: a pause may end, and is no reason to end anything else. */
export async function hasConsentEnded(tx: Tx, { enterpriseId, consentId }: Key): Promise<boolean> {
  const row = await tx.consent.findUnique({
    where: { enterpriseId_id: { enterpriseId, id: consentId } },
    select: { state: true },
  })
  return row?.state === 'REVOKED' || row?.state === 'EXPIRED'
}

/** Keeps the consent from being withdrawn until this transaction ends. @throws the guard's refusal when it isn't live */
export const holdConsent = (tx: Tx, { enterpriseId, consentId }: Key) =>
  tx.$executeRaw`SELECT guard.consent_hold(${enterpriseId}::uuid, ${consentId}::uuid)`

/** The enterprise's portrait of today, by number only. @throws the guard's refusal when the consent isn't live */
export async function currentPortraitId(tx: Tx, applicationId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`SELECT guard.current_portrait(${applicationId}::uuid) AS id`
  return row?.id ?? null
}

/** From now on the application stands on this consent. @throws the guard's refusal */
export const standOnConsent = (tx: Tx, applicationId: string, consentId: string) =>
  tx.$executeRaw`SELECT guard.stand_on_consent(${applicationId}::uuid, ${consentId}::uuid)`

export type Officer = { accountId: string; name: string; roles: Role[]; branchId: string | null }

/** People of the institution who handle applications, by name. */
export async function listOfficers(tx: Tx, { institutionId }: InstitutionScope): Promise<Officer[]> {
  const rows = await tx.membership.findMany({
    where: { organisationId: institutionId, role: 'BANK_OFFICER', disabledAt: null, account: { disabledAt: null } },
    orderBy: { account: { name: 'asc' } },
    select: { accountId: true, role: true, branchId: true, account: { select: { name: true } } },
  })
  return rows.map(({ accountId, role, branchId, account }) => ({ accountId, name: account.name, roles: [role], branchId }))
}

export const listBranches = (tx: Tx, { institutionId }: InstitutionScope) =>
  tx.branch.findMany({
    where: { institutionId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, nameEn: true, countyCode: true },
  })

/** Every product that the institution has or had on offer, by its current name. */
export async function listProducts(tx: Tx, { institutionId }: InstitutionScope) {
  const rows = await tx.product.findMany({
    where: { institutionId, currentVersion: { not: null } },
    orderBy: { code: 'asc' },
    select: {
      id: true,
      currentVersion: true,
      versions: { orderBy: { version: 'desc' }, select: { version: true, name: true, nameEn: true } },
    },
  })
  return rows.map(({ id, currentVersion, versions }) => {
    const current = versions.find(({ version }) => version === currentVersion)
    return { id, name: current?.name ?? '', nameEn: current?.nameEn ?? '' }
  })
}
