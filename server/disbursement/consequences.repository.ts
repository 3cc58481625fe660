import type { Actor, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

/** What follows from reports on an application: its timeline, the ledger, the firm's notice board. */
export type TimelineEntry = {
  enterpriseId: string
  applicationId: string
  event: string
  fromState: string
  toState: string
  detail: Record<string, string | number | boolean | null>
}

/** One statement for all of them; called in the transaction that moved the applications. */
export async function insertEvents(
  tx: Tx,
  { institutionId }: InstitutionScope,
  person: Actor,
  at: Date,
  events: readonly TimelineEntry[],
): Promise<void> {
  if (events.length === 0) return
  await tx.$executeRaw`
    INSERT INTO application_event ("enterpriseId", id, "applicationId", "institutionId", event, "fromState", "toState", "byOrganisation",
      "byAccount", "byName", at, detail)
    SELECT e."enterpriseId", uuidv7(), e."applicationId", ${institutionId}::uuid, e.event, e."fromState"::"ApplicationState",
      e."toState"::"ApplicationState", ${institutionId}::uuid, ${person.accountId}::uuid, ${person.name}, ${at}, e.detail
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      AS e ("enterpriseId" uuid, "applicationId" uuid, event text, "fromState" text, "toState" text, detail jsonb)`
}

export type LedgerLine = { enterpriseId: string; subjectId: string; act: string; body: Record<string, string | null> }

/** As `appendToLedger`, for thousands of acts at once. */
export async function insertLedgerLines(tx: Tx, person: Actor, lines: readonly LedgerLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw`
    INSERT INTO ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
    SELECT ${person.organisationId}::uuid, uuidv7(), x.act, ${person.accountId}::uuid, x."enterpriseId", x."subjectId", x.body
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS x (act text, "enterpriseId" uuid, "subjectId" uuid, body jsonb)`
}

export type FirmNotice = { enterpriseId: string; kind: string; params: Record<string, string | number>; href: string }

/** As `notify`, for many firms at once: everyone of the firm is told. */
export async function insertNotices(tx: Tx, notices: readonly FirmNotice[]): Promise<void> {
  if (notices.length === 0) return
  await tx.$executeRaw`
    SELECT guard.notify(n."enterpriseId", NULL, NULL, n.kind, n.params, n.href)
    FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS n ("enterpriseId" uuid, kind text, params jsonb, href text)`
}
