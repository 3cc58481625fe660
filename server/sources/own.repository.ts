import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { sealValue } from '@/server/keys/sealed.repository'
import type { DeclaredValues } from './domain/declaration'

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

/** Stores what the enterprise declares; earlier declarations stay as they were. */
export const insertDeclaration = (tx: Tx, { enterpriseId }: EnterpriseScope, declaration: NewDeclaration) =>
  tx.declaration.createMany({ data: { enterpriseId, ...declaration } })

/** Declarations, the newest first. */
export const listDeclarations = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.declaration.findMany({ where: { enterpriseId }, orderBy: { declaredAt: 'desc' }, take: 12 })

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
