import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

const shown = {
  id: true,
  consentId: true,
  dataClasses: true,
  accountId: true,
  personName: true,
  noticeVersion: true,
  noticeHash: true,
  noticeLanguage: true,
  signedStatement: true,
  signedAt: true,
  endedAt: true,
  endReason: true,
} as const

type NewSignOff = {
  id: string
  consentId: string
  institutionId: string | null
  dataClasses: string[]
  accountId: string
  personName: string
  noticeVersion: string
  noticeHash: string
  noticeLanguage: string
  signedStatement: string
  signedAt: Date
}

/** The database takes it from the signed-in representative's own account only. */
export const insertSignOff = (tx: Tx, { enterpriseId }: EnterpriseScope, signOff: NewSignOff) =>
  tx.consentSignOff.createMany({ data: { ...signOff, enterpriseId } })

/** Of one consent, oldest first. */
export const listSignOffs = (tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string) =>
  tx.consentSignOff.findMany({ where: { enterpriseId, consentId }, orderBy: { signedAt: 'asc' }, select: shown })

/** All that stand, of every consent. */
export const listStandingSignOffs = (tx: Tx, { enterpriseId }: EnterpriseScope) =>
  tx.consentSignOff.findMany({ where: { enterpriseId, endedAt: null }, select: shown })

type Ended = { endedAt: Date; endReason: 'WITHDRAWN' | 'REGISTER_CHANGED' | 'CONSENT_ENDED' }

/**
 * Ends the sign-off of a consent that stands; how many there were (one or none). It takes the consent's row first, which
 * whoever shows something under it holds: nothing personal is shown after this commits.
 */
export async function endSignOff(tx: Tx, { enterpriseId }: EnterpriseScope, consentId: string, end: Ended): Promise<number> {
  await tx.$queryRaw`
    SELECT 1 FROM consent WHERE "enterpriseId" = ${enterpriseId}::uuid AND id = ${consentId}::uuid FOR NO KEY UPDATE`
  const { count } = await tx.consentSignOff.updateMany({ where: { enterpriseId, consentId, endedAt: null }, data: end })
  return count
}
