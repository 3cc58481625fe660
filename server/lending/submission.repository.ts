import type { DatabaseActor } from '@/server/db/pool'
import { tenantQuery } from '@/server/db/transaction'

/** An application ready to be written; dates `YYYY-MM-DD`, amounts in fen. Everything that may have changed is checked again. */
export type NewApplication = {
  enterpriseId: string
  applicationId: string
  institutionId: string
  productId: string
  productVersion: number
  portraitId: string
  consentId: string
  amountFen: bigint
  termMonths: number
  method: string
  purpose: string
  purposeDetail: string
  debtsElsewhere: readonly { lender: string; balanceFen: bigint; endsOn: string }[]
  hasLoanHistory: boolean
  commitment: { version: string; sha256: string }
  submittedAt: Date
  byName: string
  deadline: { kind: string; dueOn: string; ceilingOn: string; provisional: boolean }
}

/**
 * The whole submission as one statement: the product is still on offer in that version, the consent to this bank for this
 * application is live (and held until the commit), the portrait is still the current one; then the application, its event,
 * the ledger entry and the bank's notice. Nothing is written when any of these no longer holds.
 */
export const submissionStatement = `
WITH offered AS (
  SELECT p."institutionId" FROM product p
  WHERE p."institutionId" = $3 AND p.id = $4 AND p.state = 'PUBLISHED' AND p."currentVersion" = $5
), consented AS (
  SELECT c.id FROM consent c
  WHERE c."enterpriseId" = $1 AND c.id = $7 AND c.state = 'ACTIVE' AND c."institutionId" = $3 AND c."applicationId" = $2
    AND c."startsAt" <= now() AND c."expiresAt" > now()
  FOR SHARE
), current_portrait AS (
  SELECT p.id FROM portrait p WHERE p."enterpriseId" = $1 AND p.id = $6 AND p."supersededAt" IS NULL
), written AS (
  INSERT INTO application ("enterpriseId", id, "institutionId", number, "productId", "productVersion", "portraitId", "consentId",
    "enterpriseName", "creditCode", "countyCode", industry, size, "amountFen", "termMonths", method, purpose, "purposeDetail",
    "debtsElsewhere", "hasLoanHistory", "commitmentVersion", "commitmentHash", "commitmentSignedBy", "commitmentSignedAt",
    "submittedAt", "deadlineKind", "dueOn", "ceilingOn", provisional)
  SELECT $1, $2, offered."institutionId",
    'SQ' || to_char($17::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('application_number')::text, 6, '0'),
    $4, $5, current_portrait.id, consented.id, e.name, e."creditCode", e."countyCode", e.industry, e.size, $8, $9, $10, $11, $12,
    $13::jsonb, $14, $15, $16, guard.actor(), $17, $17, $18, $19, $20, $21
  FROM offered, consented, current_portrait, enterprise e WHERE e."enterpriseId" = $1
  RETURNING id, number, "enterpriseId", "institutionId", "enterpriseName"
), event AS (
  INSERT INTO application_event ("enterpriseId", id, "applicationId", "institutionId", event, "toState", "byOrganisation",
    "byAccount", "byName", at, detail)
  SELECT "enterpriseId", uuidv7(), id, "institutionId", 'SUBMITTED', 'SUBMITTED', "enterpriseId", guard.actor(), $22, $17, '{}'
  FROM written
), entry AS (
  INSERT INTO ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  SELECT "enterpriseId", uuidv7(), 'application.submitted', guard.actor(), "enterpriseId", id,
    jsonb_build_object('institutionId', "institutionId", 'productId', $4, 'productVersion', $5, 'portraitId', $6, 'consentId', $7)
  FROM written
), told AS (
  SELECT guard.notify("institutionId", NULL, 'BANK_OFFICER', 'application.submitted',
    jsonb_build_object('number', number, 'enterprise', "enterpriseName"), '/bank/applications/' || id) AS done FROM written
)
SELECT number, (SELECT count(done) FROM told) AS told FROM written`

/** Writes the application in one round trip and returns its number; null when something it rests on has changed meanwhile. */
export async function writeSubmission(actor: DatabaseActor, application: NewApplication): Promise<string | null> {
  const [row] = await tenantQuery<{ number: string }>('tenant', actor, submissionStatement, submissionValues(application))
  return row?.number ?? null
}

export const submissionValues = (application: NewApplication): unknown[] => [
  application.enterpriseId,
  application.applicationId,
  application.institutionId,
  application.productId,
  application.productVersion,
  application.portraitId,
  application.consentId,
  application.amountFen,
  application.termMonths,
  application.method,
  application.purpose,
  application.purposeDetail,
  JSON.stringify(application.debtsElsewhere.map((debt) => ({ ...debt, balanceFen: String(debt.balanceFen) }))),
  application.hasLoanHistory,
  application.commitment.version,
  application.commitment.sha256,
  application.submittedAt,
  application.deadline.kind,
  application.deadline.dueOn,
  application.deadline.ceilingOn,
  application.deadline.provisional,
  application.byName,
]
