import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Claimed } from './domain/assess-reports'
import type { ReportKind } from './schema'

/**
 * A voucher number that is claimed again after a reversal gets a generation: `A1`, then `A1 2`. Normalised numbers have
 * no spaces, so the two never meet, and the claims stay append-only.
 */
const claimKey = (reference: string, generation: number) => (generation === 1 ? reference : `${reference} ${generation}`)

type ClaimRow = Claimed & { reference: string }

/** Who holds these voucher numbers, oldest claim first. */
export async function claimsOf(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  references: readonly string[],
): Promise<Map<string, Claimed[]>> {
  const rows = await tx.$queryRaw<ClaimRow[]>`
    WITH held AS (
      SELECT split_part(k.reference, ' ', 1) AS reference, k.digest, k."reportId",
        coalesce(nullif(split_part(k.reference, ' ', 2), ''), '1')::integer AS generation
      FROM report_reference k
      WHERE k."institutionId" = ${institutionId}::uuid AND k.kind = ${kind} AND split_part(k.reference, ' ', 1) = ANY (${[...references]})
    ), reversed AS (
      SELECT d."reversesId" AS id FROM disbursement d WHERE d."institutionId" = ${institutionId}::uuid AND d."reversesId" IN (SELECT "reportId" FROM held)
      UNION ALL
      SELECT r."reversesId" FROM repayment r WHERE r."institutionId" = ${institutionId}::uuid AND r."reversesId" IN (SELECT "reportId" FROM held)
    )
    SELECT h.reference, h.digest, h."reportId", EXISTS (SELECT FROM reversed r WHERE r.id = h."reportId") AS reversed
    FROM held h ORDER BY h.reference, h.generation`
  const held = new Map<string, Claimed[]>()
  for (const { reference, ...claim } of rows) held.set(reference, [...(held.get(reference) ?? []), claim])
  return held
}

export type NewClaim = { reference: string; generation: number; digest: string; reportId: string }

/** Claims voucher numbers for reports; returns the ids of those whose number somebody else claimed first. */
export async function claimReferences(
  tx: Tx,
  { institutionId }: InstitutionScope,
  kind: ReportKind,
  claims: readonly NewClaim[],
): Promise<Set<string>> {
  const rows = JSON.stringify(claims.map((claim) => ({ ...claim, key: claimKey(claim.reference, claim.generation) })))
  const lost = await tx.$queryRaw<{ reportId: string }[]>`
    WITH wanted AS (
      SELECT w.key, w.digest, w."reportId" FROM jsonb_to_recordset(${rows}::jsonb) AS w (key text, digest text, "reportId" uuid) ORDER BY w.key
    ), won AS (
      INSERT INTO report_reference ("institutionId", kind, reference, digest, "reportId")
      SELECT ${institutionId}::uuid, ${kind}, key, digest, "reportId" FROM wanted ON CONFLICT DO NOTHING RETURNING "reportId"
    )
    SELECT w."reportId" FROM wanted w WHERE w."reportId" NOT IN (SELECT "reportId" FROM won)
      AND NOT EXISTS (SELECT FROM report_reference k WHERE k."institutionId" = ${institutionId}::uuid AND k.kind = ${kind}
        AND k.reference = w.key AND k."reportId" = w."reportId")`
  return new Set(lost.map(({ reportId }) => reportId))
}

/** A row of either table; of a reversal the amounts are negative and `reversesId` names what it takes back. */
export type NewReport = {
  enterpriseId: string
  id: string
  applicationId: string
  reference: string
  on: string
  reversesId?: string | null
  reversalReason?: string | null
  batchId?: string | null
  recordedBy: string
  recordedAt: Date
} & (
  | {
      kind: 'DISBURSEMENT'
      amountFen: bigint
      rateBps: number
      termMonths: number
      renewal: boolean
      firstLoan: boolean
      creditLoan: boolean
      renewsId: string | null
    }
  | { kind: 'REPAYMENT'; principalFen: bigint; interestFen: bigint; writtenOffFen: bigint; renewedById: string | null }
)

/** Writes reports of one kind or both; throws a unique violation when one reverses what was reversed meanwhile. */
export async function insertReports(tx: Tx, { institutionId }: InstitutionScope, reports: readonly NewReport[]): Promise<void> {
  const rows = (kind: ReportKind) =>
    JSON.stringify(
      reports.filter((report) => report.kind === kind),
      (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    )
  // One statement a table: through the mapper, thousands of rows take a millisecond each.
  if (reports.some(({ kind }) => kind === 'DISBURSEMENT')) {
    await tx.$executeRaw`
      INSERT INTO disbursement ("enterpriseId", id, "institutionId", "applicationId", reference, "amountFen", "rateBps", "termMonths",
        "disbursedOn", renewal, "firstLoan", "creditLoan", "renewsId", "reversesId", "reversalReason", "batchId", "recordedBy", "recordedAt")
      SELECT x."enterpriseId", x.id, ${institutionId}::uuid, x."applicationId", x.reference, x."amountFen", x."rateBps", x."termMonths",
        x."on", x.renewal, x."firstLoan", x."creditLoan", x."renewsId", x."reversesId", x."reversalReason", x."batchId", x."recordedBy", x."recordedAt"
      FROM jsonb_to_recordset(${rows('DISBURSEMENT')}::jsonb) AS x ("enterpriseId" uuid, id uuid, "applicationId" uuid, reference text,
        "amountFen" bigint, "rateBps" integer, "termMonths" integer, "on" date, renewal boolean, "firstLoan" boolean, "creditLoan" boolean,
        "renewsId" uuid, "reversesId" uuid, "reversalReason" text, "batchId" uuid, "recordedBy" uuid, "recordedAt" timestamptz)`
  }
  if (reports.some(({ kind }) => kind === 'REPAYMENT')) {
    await tx.$executeRaw`
      INSERT INTO repayment ("enterpriseId", id, "institutionId", "applicationId", reference, "principalFen", "interestFen", "repaidOn",
        "writtenOffFen", "renewedById", "reversesId", "reversalReason", "batchId", "recordedBy", "recordedAt")
      SELECT x."enterpriseId", x.id, ${institutionId}::uuid, x."applicationId", x.reference, x."principalFen", x."interestFen", x."on",
        x."writtenOffFen", x."renewedById", x."reversesId", x."reversalReason", x."batchId", x."recordedBy", x."recordedAt"
      FROM jsonb_to_recordset(${rows('REPAYMENT')}::jsonb) AS x ("enterpriseId" uuid, id uuid, "applicationId" uuid, reference text,
        "principalFen" bigint, "interestFen" bigint, "on" date, "writtenOffFen" bigint, "renewedById" uuid, "reversesId" uuid, "reversalReason" text, "batchId" uuid, "recordedBy" uuid,
        "recordedAt" timestamptz)`
  }
}
