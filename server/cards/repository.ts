import type { InstitutionScope } from '@/server/auth/scope'
import { isUniqueViolation, type Tx } from '@/server/db/transaction'
import { ChangedMeanwhile } from '@/server/kernel/refused'
import type { MappedField } from './domain/mapping'
import { MappedField as StoredField } from './schema'

const columns = {
  id: true,
  code: true,
  version: true,
  modelName: true,
  fileName: true,
  digest: true,
  uploadedByName: true,
  uploadedAt: true,
  mappedByName: true,
  mappedAt: true,
  inUseSince: true,
  retiredAt: true,
} as const

/** Every version of the institution's cards, by name, newest first. */
export const listCards = (tx: Tx, { institutionId }: InstitutionScope) =>
  tx.bankCard.findMany({ where: { institutionId }, orderBy: [{ code: 'asc' }, { version: 'desc' }], select: columns })

export async function findCard(tx: Tx, { institutionId }: InstitutionScope, id: string) {
  const row = await tx.bankCard.findUnique({
    where: { institutionId_id: { institutionId, id } },
    select: { ...columns, source: true, mapping: true },
  })
  return row && { ...row, mapping: row.mapping === null ? null : StoredField.array().parse(row.mapping) }
}
export type StoredCard = NonNullable<Awaited<ReturnType<typeof findCard>>>

/** The versions in use, by name. */
export async function listInUse(tx: Tx, institutionId: string) {
  const rows = await tx.bankCard.findMany({
    where: { institutionId, inUseSince: { not: null }, retiredAt: null },
    orderBy: { code: 'asc' },
    select: { id: true, code: true, version: true, modelName: true, digest: true, source: true, mapping: true },
  })
  return rows.map((row) => ({ ...row, mapping: StoredField.array().parse(row.mapping) }))
}

type Upload = { id: string; code: string; modelName: string; fileName: string; source: string; digest: string }
type By = { accountId: string; name: string }

/** Stores the next version of the card. @throws ChangedMeanwhile when somebody else has just uploaded that version */
export async function insertCard(tx: Tx, { institutionId }: InstitutionScope, upload: Upload, by: By, at: Date): Promise<number> {
  const { _max } = await tx.bankCard.aggregate({ where: { institutionId, code: upload.code }, _max: { version: true } })
  const version = (_max.version ?? 0) + 1
  try {
    await tx.bankCard.create({
      data: { ...upload, institutionId, version, uploadedBy: by.accountId, uploadedByName: by.name, uploadedAt: at },
      select: { id: true },
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new ChangedMeanwhile('card')
    throw error
  }
  return version
}

/** Sets the mapping of a version that has none. False when it has one. */
export async function setMapping(
  tx: Tx,
  { institutionId }: InstitutionScope,
  id: string,
  mapping: MappedField[],
  by: By,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.bankCard.updateMany({
    where: { institutionId, id, mappedAt: null },
    data: { mapping, mappedByName: by.name, mappedAt: at },
  })
  return count === 1
}

/** Puts a mapped version to use in place of the one before. False when it isn't mapped, or was in use already. */
export async function putInUse(
  tx: Tx,
  { institutionId }: InstitutionScope,
  card: { id: string; code: string },
  at: Date,
): Promise<boolean> {
  await tx.bankCard.updateMany({
    where: { institutionId, code: card.code, inUseSince: { not: null }, retiredAt: null },
    data: { retiredAt: at },
  })
  const { count } = await tx.bankCard.updateMany({
    where: { institutionId, id: card.id, mappedAt: { not: null }, inUseSince: null },
    data: { inUseSince: at },
  })
  return count === 1
}

/** Takes the version out of use. False when it wasn't in use. */
export async function retire(tx: Tx, { institutionId }: InstitutionScope, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.bankCard.updateMany({
    where: { institutionId, id, inUseSince: { not: null }, retiredAt: null },
    data: { retiredAt: at },
  })
  return count === 1
}
