import type { Actor, EnterpriseScope, InstitutionScope } from '@/server/auth/scope'
import { afterRollback, isBudgetSpent, isFileClosed, type Tx } from '@/server/db/transaction'
import type { Prisma } from '@/server/generated/prisma/client'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { discloseOnceLogged } from '@/server/ledger/disclosure'
import { withinBranch } from './application.repository'
import { openForBank, openShared } from './case-texts.repository'

/** What both sides see of an application. */
const both = {
  enterpriseId: true,
  id: true,
  institutionId: true,
  number: true,
  state: true,
  version: true,
  suspended: true,
  escalated: true,
  needsRefresh: true,
  productId: true,
  productVersion: true,
  portraitId: true,
  consentId: true,
  enterpriseName: true,
  creditCode: true,
  countyCode: true,
  industry: true,
  size: true,
  amountFen: true,
  termMonths: true,
  method: true,
  purpose: true,
  purposeDetail: true,
  debtsElsewhere: true,
  hasLoanHistory: true,
  commitmentVersion: true,
  commitmentSignedAt: true,
  submittedAt: true,
  branchId: true,
  officerId: true,
  officerName: true,
  acceptedAt: true,
  contactedAt: true,
  decidedAt: true,
  grantedFen: true,
  rateBps: true,
  grantedTermMonths: true,
  grantedMethod: true,
  revolving: true,
  creditLoan: true,
  contractedAt: true,
  contractNumber: true,
  disbursedFen: true,
  outstandingFen: true,
  events: {
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { id: true, event: true, toState: true, byOrganisation: true, byName: true, at: true, detail: true },
  },
  contacts: {
    orderBy: { contactedOn: 'desc' },
    select: { id: true, channel: true, contactedOn: true, reached: true, note: true, byName: true },
  },
  supplements: {
    orderBy: { requestedAt: 'desc' },
    select: { id: true, items: true, request: true, requestedAt: true, answer: true, answeredAt: true },
  },
  decisions: {
    orderBy: { at: 'desc' },
    take: 1,
    select: {
      outcome: true,
      amountFen: true,
      rateBps: true,
      termMonths: true,
      method: true,
      reasons: true,
      explanation: true,
      at: true,
    },
  },
  offers: {
    orderBy: { madeAt: 'desc' },
    take: 1,
    select: {
      id: true,
      amountFen: true,
      rateBps: true,
      termMonths: true,
      method: true,
      upfrontFeesFen: true,
      allInSimpleBps: true,
      allInCompoundBps: true,
      validUntil: true,
      madeAt: true,
      answer: true,
      answeredAt: true,
    },
  },
} as const satisfies Prisma.ApplicationSelect

/** The enterprise's own application with all that it may see: not the bank's notes and recommendations. */
export async function findOwnWhole(tx: Tx, { enterpriseId }: EnterpriseScope, id: string) {
  const row = await tx.application.findUnique({
    where: { enterpriseId_id: { enterpriseId, id } },
    select: {
      ...both,
      decisions: { ...both.decisions, select: { ...both.decisions.select, adverse: true, adverseDigest: true } },
      disbursements: {
        orderBy: { disbursedOn: 'asc' },
        select: { id: true, amountFen: true, disbursedOn: true, reversesId: true },
      },
      // What the bank wrote off was not paid, and is none of the firm's repayments.
      repayments: {
        where: { writtenOffFen: 0n },
        orderBy: { repaidOn: 'asc' },
        select: { id: true, principalFen: true, interestFen: true, repaidOn: true, reversesId: true },
      },
    },
  })
  if (!row) return null
  const outstandingFen = row.outstandingFen + ((await writtenOffOf(tx, enterpriseId)).get(id) ?? 0n)
  return { ...(await openShared(tx, enterpriseId, row)), outstandingFen }
}

/** Principal that banks took off their books, by application: the firm goes on owing it. */
async function writtenOffOf(tx: Tx, enterpriseId: string): Promise<Map<string, bigint>> {
  const rows = await tx.repayment.groupBy({
    by: ['applicationId'],
    where: { enterpriseId, writtenOffFen: { not: 0n } },
    _sum: { writtenOffFen: true },
  })
  return new Map(rows.map(({ applicationId, _sum }) => [applicationId, _sum.writtenOffFen ?? 0n]))
}

/** What the enterprise says of itself in an application; a bank's look at it is recorded with these names. */
const said = [
  'enterpriseName',
  'creditCode',
  'countyCode',
  'industry',
  'size',
  'amountFen',
  'termMonths',
  'method',
  'purpose',
  'purposeDetail',
  'debtsElsewhere',
  'hasLoanHistory',
  'supplements',
] as const satisfies (keyof typeof both)[]

/**
 * Puts the bank's look at the file of its own application on record, under the consent while that is in force; what this
 * transaction answers is held back until the look is a leaf of the ledger.
 * @throws Refused `portrait.budget-spent`: the person opened too many files within the hour; `lending.file-closed`: a case that
 *   came to nothing, half a year after its end. The look that was refused is on record.
 */
export async function openFile(
  tx: Tx,
  reader: Pick<Actor, 'accountId' | 'organisationId'>,
  { id: applicationId, enterpriseId }: { id: string; enterpriseId: string },
  purpose: string,
): Promise<void> {
  const fields = said.map((name) => `application.${name}`)
  const opened = tx.$queryRaw<{ transaction: bigint }[]>`
    SELECT guard.transaction_number() AS transaction
    FROM (SELECT guard.open_file(${applicationId}::uuid, ${purpose}, ${fields}::text[]) OFFSET 0) AS opened`
  const [row] = await opened.catch((error: unknown) => {
    const reason = isBudgetSpent(error) ? 'portrait.budget-spent' : isFileClosed(error) ? 'lending.file-closed' : null
    if (!reason) throw error
    const body = { reason, purpose, of: 'FILE' }
    const refused = { act: 'portrait.read-refused', enterpriseId, subjectId: applicationId, body }
    afterRollback(tx, (own) => appendToLedger(own, reader, refused))
    throw new Refused(reason)
  })
  if (!row) throw new Error('guard.open_file returned nothing')
  discloseOnceLogged(tx, row.transaction)
}

/** The bank's view of an application: with its own notes and recommendations. */
export async function findWholeForInstitution(tx: Tx, scope: InstitutionScope, id: string) {
  const row = await tx.application.findFirst({
    where: { id, AND: withinBranch(scope) },
    select: {
      ...both,
      decisions: { ...both.decisions, select: { ...both.decisions.select, adverse: true } },
      notes: {
        orderBy: { at: 'desc' },
        select: { id: true, visitedOn: true, findings: true, conclusion: true, byName: true, at: true },
      },
      recommendations: {
        orderBy: { at: 'desc' },
        select: {
          id: true,
          proposal: true,
          amountFen: true,
          rateBps: true,
          termMonths: true,
          method: true,
          reasons: true,
          adverse: true,
          opinion: true,
          byPerson: true,
          byName: true,
          at: true,
        },
      },
    },
  })
  return row && openForBank(tx, row.enterpriseId, row)
}

/** The enterprise's applications, newest first. */
export async function listOwn(tx: Tx, { enterpriseId }: EnterpriseScope) {
  const rows = await tx.application.findMany({
    where: { enterpriseId },
    orderBy: { submittedAt: 'desc' },
    take: 200,
    select: {
      id: true,
      number: true,
      state: true,
      version: true,
      suspended: true,
      needsRefresh: true,
      escalated: true,
      institutionId: true,
      productId: true,
      productVersion: true,
      amountFen: true,
      termMonths: true,
      submittedAt: true,
      deadlineKind: true,
      dueOn: true,
      provisional: true,
      clockStoppedAt: true,
      grantedFen: true,
      disbursedFen: true,
      outstandingFen: true,
      offers: { orderBy: { madeAt: 'desc' }, take: 1, select: { id: true, answer: true, validUntil: true } },
    },
  })
  const off = await writtenOffOf(tx, enterpriseId)
  return rows.map((row) => ({ ...row, outstandingFen: row.outstandingFen + (off.get(row.id) ?? 0n) }))
}

type VersionKey = { institutionId: string; productId: string; productVersion: number }

/** Names of product versions and institutions, by the keys that the rows carry. */
export async function namesFor(tx: Tx, rows: readonly VersionKey[]) {
  const institutions = await tx.institution.findMany({
    where: { institutionId: { in: [...new Set(rows.map(({ institutionId }) => institutionId))] } },
    select: { institutionId: true, name: true, nameEn: true, servicePhone: true },
  })
  const products = await tx.productVersion.findMany({
    where: { productId: { in: [...new Set(rows.map(({ productId }) => productId))] } },
    select: { institutionId: true, productId: true, version: true, name: true, nameEn: true },
  })
  const nothing = { name: '--', nameEn: '--' }
  return ({ institutionId, productId, productVersion }: VersionKey) => ({
    institution: institutions.find((one) => one.institutionId === institutionId) ?? {
      ...nothing,
      institutionId,
      servicePhone: '',
    },
    product: products.find((one) => one.productId === productId && one.version === productVersion) ?? nothing,
  })
}

/** State of a consent as the two sides of an application may know it. */
export const findConsentState = (tx: Tx, key: { enterpriseId: string; consentId: string }) =>
  tx.consent.findUnique({
    where: { enterpriseId_id: { enterpriseId: key.enterpriseId, id: key.consentId } },
    select: { id: true, state: true, startsAt: true, expiresAt: true, endedAt: true, dataClasses: true, lookbackMonths: true },
  })
