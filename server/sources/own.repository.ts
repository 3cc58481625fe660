import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { openValues, sealValue } from '@/server/keys/sealed.repository'
import { DeclaredValues } from './domain/declaration'

type NewDeclaration = {
  id: string
  values: DeclaredValues
  declaredBy: string
  declaredByName: string
  declaredAt: Date
  commitmentVersion: string
  commitmentSha256: string
  language: string
}

/** Where what was declared stands, sealed under the enterprise's key for its records. */
export const declarationCell = (enterpriseId: string, id: string) => ({
  table: 'declaration',
  column: 'values',
  row: `${enterpriseId}/${id}`,
})

/** Stores what the enterprise declares, sealed; earlier declarations stay as they were. */
export async function insertDeclaration(tx: Tx, { enterpriseId }: EnterpriseScope, declaration: NewDeclaration): Promise<void> {
  const owner = { ownerId: enterpriseId, purpose: 'RECORDS' } as const
  const values = await sealValue(tx, owner, declarationCell(enterpriseId, declaration.id), JSON.stringify(declaration.values))
  await tx.declaration.createMany({ data: { enterpriseId, ...declaration, values } })
}

/** Declarations, the newest first; without values where they were erased. */
export async function listDeclarations(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const rows = await tx.declaration.findMany({ where: { enterpriseId }, orderBy: { declaredAt: 'desc' }, take: 12 })
  const sealed = rows.flatMap(({ id, values: value }) =>
    typeof value === 'string' ? [{ ownerId: enterpriseId, cell: declarationCell(enterpriseId, id), value }] : [],
  )
  const opened = await openValues(tx, 'RECORDS', sealed)
  const byRow = new Map(sealed.map(({ cell }, at) => [cell.row, opened[at] ?? null]))
  return rows.map((row) => {
    const text = byRow.get(declarationCell(enterpriseId, row.id).row)
    return { ...row, values: DeclaredValues.parse(text ? JSON.parse(text) : {}) }
  })
}

type NewVerification = {
  id: string
  consentId: string
  agencyId: string
  dataClass: string
  itemId: string
  claim: string
  claimDigest: string
  askedBy: string
  askedByName: string
  askedAt: Date
}

export const insertVerification = (tx: Tx, { enterpriseId }: EnterpriseScope, claim: NewVerification) =>
  tx.verification.createMany({ data: { enterpriseId, ...claim } })

export const countVerifications = (tx: Tx, { enterpriseId }: EnterpriseScope, since: Date) =>
  tx.verification.count({ where: { enterpriseId, askedAt: { gt: since } } })

const shown = {
  id: true,
  consentId: true,
  dataClass: true,
  itemId: true,
  claim: true,
  claimDigest: true,
  answer: true,
  failure: true,
  askedByName: true,
  askedAt: true,
  answeredAt: true,
  digest: true,
} as const

/** Claims and their answers, the newest first. */
export const listVerifications = (tx: Tx, { enterpriseId }: EnterpriseScope, dataClass: string) =>
  tx.verification.findMany({ where: { enterpriseId, dataClass }, orderBy: { askedAt: 'desc' }, take: 50, select: shown })

export const findVerification = (tx: Tx, { enterpriseId }: EnterpriseScope, id: string) =>
  tx.verification.findUnique({ where: { enterpriseId_id: { enterpriseId, id } }, select: shown })

type Answered = {
  answer: string | null
  failure: string | null
  answeredAt: Date
  digest: string | null
  signedAnswer: string | null
}

/** Where the answer to a claim stands sealed. */
export const claimCell = (enterpriseId: string, id: string) => ({
  table: 'verification',
  column: 'signedAnswer',
  row: `${enterpriseId}/${id}`,
})

/** Ends a claim that has no answer yet, the agency's answer sealed; false when it has one. */
export async function answerVerification(
  tx: Tx,
  { enterpriseId }: EnterpriseScope,
  id: string,
  answered: Answered,
): Promise<boolean> {
  const owner = { ownerId: enterpriseId, purpose: 'RECORDS' } as const
  const signedAnswer = answered.signedAnswer && (await sealValue(tx, owner, claimCell(enterpriseId, id), answered.signedAnswer))
  const { count } = await tx.verification.updateMany({
    where: { enterpriseId, id, answeredAt: null },
    data: { ...answered, signedAnswer },
  })
  return count === 1
}
