import type { InstitutionScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { classesInForce, coveringFields } from '@/server/consent/schema'
import { inTransaction, isBudgetSpent, isGuardRefusal, type Tx } from '@/server/db/transaction'
import { NotFound } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { discloseOnceLogged } from '@/server/ledger/disclosure'
import { Portrait } from './schema'
import type { Granted } from './use-cases/trim-for-reader'

/**
 * An application of the reader's own institution with the consent that it stands on; null when there is none that lies with the
 * reader's branch, or with no branch yet. The head office (no branch) finds all.
 */
export async function findGrant(tx: Tx, reader: Pick<InstitutionScope, 'institutionId' | 'branchId'>, applicationId: string) {
  const { institutionId, branchId } = reader
  const application = await tx.application.findFirst({
    where: { institutionId, id: applicationId, ...(branchId ? { OR: [{ branchId: null }, { branchId }] } : {}) },
    select: { id: true, enterpriseId: true, enterpriseName: true, consentId: true, state: true },
  })
  if (!application) return null
  const { enterpriseId, consentId } = application
  const consent = await tx.consent.findUnique({
    where: { enterpriseId_id: { enterpriseId, id: consentId } },
    select: { state: true, startsAt: true, expiresAt: true, consentMode: true, fetchType: true },
  })
  return consent && { ...application, consent }
}

/**
 * Holds the consent and returns the classes that may be shown under it now, and how many months of them: from here until this
 * transaction ends neither the consent nor the person's sign-off on personal data can be taken back.
 * @throws the guard's refusal: the consent isn't live
 */
export async function holdGranted(
  tx: Tx,
  { enterpriseId, consentId }: { enterpriseId: string; consentId: string },
): Promise<Granted> {
  await tx.$executeRaw`SELECT guard.consent_hold(${enterpriseId}::uuid, ${consentId}::uuid)`
  const covering = await tx.consent.findUniqueOrThrow({
    where: { enterpriseId_id: { enterpriseId, id: consentId } },
    select: { ...coveringFields, lookbackMonths: true },
  })
  return { classes: classesInForce(covering), lookbackMonths: covering.lookbackMonths }
}

/**
 * Puts the read on record, holds the consent, and returns the portrait's id. The row is visible to this transaction only, and
 * what it answers is held back until the read is a leaf of the ledger.
 * @throws the guard's refusal: no such application, it is over, or its consent isn't live
 */
export async function openPortrait(tx: Tx, applicationId: string, purpose: string, fields: string[]): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string; transaction: bigint }[]>`
    SELECT id, guard.transaction_number() AS transaction
    FROM (SELECT guard.open_portrait(${applicationId}::uuid, ${purpose}, ${fields}::text[]) AS id OFFSET 0) AS opened`
  if (!row) throw new Error('guard.open_portrait returned nothing')
  discloseOnceLogged(tx, row.transaction)
  return row.id
}

/** The card of the portrait pinned to an application of the reader's own institution. */
export async function cardOfApplication(tx: Tx, applicationId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ card: string | null }[]>`SELECT guard.card_of_application(${applicationId}::uuid) AS card`
  return row?.card ?? ''
}

/**
 * The portrait that this transaction has opened.
 * @throws NotFound once its data has reached its term
 */
export async function readOpened(tx: Tx, enterpriseId: string, id: string) {
  const row = await tx.portrait.findUniqueOrThrow({
    where: { enterpriseId_id: { enterpriseId, id } },
    select: { id: true, digest: true, createdAt: true, body: true },
  })
  if (row.body === null) throw new NotFound('portrait')
  return { ...row, body: Portrait.parse(row.body) }
}

/** The reader has looked at too many enterprises within the hour; nothing was read. */
export class BudgetSpent extends Error {}

/**
 * Reads in a transaction of the reader's own; null when the database's guard refused.
 * @throws BudgetSpent
 */
export async function inReadersTransaction<Result>(
  reader: Pick<Session, 'token'>,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await inTransaction('tenant', { sessionToken: reader.token }, work)
  } catch (error) {
    if (isGuardRefusal(error)) return null
    if (isBudgetSpent(error)) throw new BudgetSpent()
    throw error
  }
}

/** Puts a refused read on record, in a transaction of its own: the refusal has rolled the reader's back. */
export const recordRefusal = (
  reader: Pick<Session, 'token' | 'accountId' | 'organisationId'>,
  refusal: { applicationId: string; enterpriseId: string | null; reason: string; purpose: string },
): Promise<void> =>
  inTransaction('tenant', { sessionToken: reader.token }, (tx) =>
    appendToLedger(tx, reader, {
      act: 'portrait.read-refused',
      enterpriseId: refusal.enterpriseId,
      subjectId: refusal.applicationId,
      body: { reason: refusal.reason, purpose: refusal.purpose },
    }),
  )
