import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { type ProductDraft, ProductTerms, publisherRoles } from './schema'

const versionColumns = {
  version: true,
  name: true,
  nameEn: true,
  summary: true,
  summaryEn: true,
  terms: true,
  createdAt: true,
  editedByPerson: true,
  editedByName: true,
  editedAt: true,
  publishedByName: true,
  publishedAt: true,
} as const

const shown = {
  id: true,
  code: true,
  state: true,
  currentVersion: true,
  versions: { orderBy: { version: 'desc' }, select: versionColumns },
} as const

/** The institution's own products with every version, newest first. */
export const listOwn = (tx: Tx, { institutionId }: InstitutionScope) =>
  tx.product.findMany({ where: { institutionId }, orderBy: [{ state: 'asc' }, { code: 'asc' }], select: shown })

export async function findOwn(tx: Tx, { institutionId }: InstitutionScope, id: string) {
  const product = await tx.product.findUnique({ where: { institutionId_id: { institutionId, id } }, select: shown })
  return (
    product && {
      ...product,
      versions: product.versions.map((version) => ({ ...version, terms: ProductTerms.parse(version.terms) })),
    }
  )
}

export const insertProduct = (tx: Tx, { institutionId }: InstitutionScope, { id, code }: { id: string; code: string }) =>
  tx.product.create({ data: { institutionId, id, code }, select: { id: true } })

type Editor = { accountId: string; personId: string; name: string }
type Key = { productId: string; version: number }

export const insertDraft = (tx: Tx, { institutionId }: InstitutionScope, key: Key, draft: ProductDraft, by: Editor, at: Date) =>
  tx.productVersion.create({
    data: {
      ...draft,
      ...key,
      institutionId,
      createdBy: by.accountId,
      editedByPerson: by.personId,
      editedByName: by.name,
      editedAt: at,
    },
    select: { version: true },
  })

/** Compare and swap: only what is still a draft, and only as it was read. False when somebody else saved or published first. */
export async function updateDraft(
  tx: Tx,
  { institutionId }: InstitutionScope,
  key: Key & { seen: Date | null },
  draft: ProductDraft,
  by: Editor,
  at: Date,
): Promise<boolean> {
  const { productId, version, seen } = key
  const { count } = await tx.productVersion.updateMany({
    where: { institutionId, productId, version, publishedAt: null, editedAt: seen },
    data: { ...draft, editedByPerson: by.personId, editedByName: by.name, editedAt: at },
  })
  return count === 1
}

/** Puts a draft on offer in place of the version before. False when it was saved or published meanwhile. */
export async function publishDraft(
  tx: Tx,
  { institutionId }: InstitutionScope,
  { productId, version, seen }: Key & { seen: Date | null },
  by: Editor,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.productVersion.updateMany({
    where: { institutionId, productId, version, publishedAt: null, editedAt: seen },
    data: { publishedBy: by.accountId, publishedByName: by.name, publishedAt: at },
  })
  if (count !== 1) return false
  await tx.product.updateMany({ where: { institutionId, id: productId }, data: { state: 'PUBLISHED', currentVersion: version } })
  return true
}

/** Takes a product off the shelf, or puts it back; false when it was not in the state it was seen in. */
export async function moveProduct(
  tx: Tx,
  { institutionId }: InstitutionScope,
  id: string,
  from: 'PUBLISHED' | 'WITHDRAWN',
  to: 'PUBLISHED' | 'WITHDRAWN',
): Promise<boolean> {
  const { count } = await tx.product.updateMany({ where: { institutionId, id, state: from }, data: { state: to } })
  return count === 1
}

/** The other accounts of the institution that could publish today. */
export async function listOtherPublishers(tx: Tx, { institutionId }: InstitutionScope, accountId: string, today: Date) {
  const rows = await tx.membership.findMany({
    where: {
      organisationId: institutionId,
      accountId: { not: accountId },
      role: { in: [...publisherRoles] },
      disabledAt: null,
      OR: [{ endsOn: null }, { endsOn: { gte: today } }],
      account: { disabledAt: null },
    },
    distinct: ['accountId'],
    select: { accountId: true },
  })
  return rows.map((row) => row.accountId)
}

export const countOtherPublishers = async (...asked: Parameters<typeof listOtherPublishers>) =>
  (await listOtherPublishers(...asked)).length
