import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { inRoleTransaction, inTransaction } from '@/server/db/transaction'
import { contactOf, createAccount, personOf } from '@/server/identity/repository'
import { contactHashOf } from '@/server/identity/secret-codes'
import { openValue } from '@/server/keys/sealed.repository'
import { caseTextCell } from '@/server/lending/case-texts.repository'
import { insertSnapshot } from '@/server/sources/pull.repository'
import { readSnapshots } from '@/server/sources/repository'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anOrganisation, aSession, as, contextOf, owner, scopes } from '@/tests/world'

export const callAs = (session: Session) => createCallerFactory(appRouter)(contextOf(session))
export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { cause?: { code?: string }; message: string }) => error.cause?.code ?? error.message,
  )
const worker = <Result>(enterpriseId: string, work: Parameters<typeof inTransaction<Result>>[2]) =>
  inTransaction('worker', { jobId: uuidv7(), tenantId: enterpriseId }, work)

export type Firm = { session: Session; consentId: string; agencyId: string }

export async function aFirm(): Promise<Firm> {
  const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const [consentId, agencyId] = [uuidv7(), await anOrganisation('AGENCY')]
  const row = JSON.stringify(await consentRow(session, consentId))
  // How a consent comes about is not what this is about: no triggers.
  await owner(`SET session_replication_role = 'replica';
    INSERT INTO consent SELECT * FROM json_populate_record(NULL::consent, '${row}'::json)`)
  return { session, consentId, agencyId }
}

/** Any consent will do: every column that must be there, with a value of its type. */
async function consentRow(session: Session, id: string): Promise<Record<string, unknown>> {
  const columns = await owner<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = 'consent'::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull`,
  )
  const made: Record<string, unknown> = { uuid: uuidv7(), integer: 1, boolean: false, jsonb: {}, '"ConsentState"': 'ACTIVE' }
  const known = { enterpriseId: session.organisationId, id, recipientKind: 'PLATFORM', retentionUnit: 'MONTH', state: 'ACTIVE' }
  const times = { startsAt: '2026-01-01', expiresAt: '2099-01-01', grantedAt: '2026-01-01' }
  const values = columns.map(({ name, type }) => [
    name,
    made[type] ?? (type.endsWith('[]') ? [] : type.startsWith('timestamp') ? '2026-01-01' : 'x'),
  ])
  return { ...Object.fromEntries(values), ...known, ...times }
}

export async function snapshotsOf({ session, consentId, agencyId }: Firm, answers: readonly string[]): Promise<string[]> {
  const periods = { periodFrom: '2026-01', periodTo: '2026-10', issuedAt: new Date(), receivedAt: new Date() }
  return worker(session.organisationId, async (tx) => {
    const ids: string[] = []
    for (const signedAnswer of answers) {
      const id = uuidv7()
      const digest = createHash('sha256').update(signedAnswer).digest('hex')
      const from = { dataClass: 'TAX', agencyId, consentId, ...periods } as const
      await insertSnapshot(tx, scopes.enterprise(session), { id, ...from, digest, nonce: id, signedAnswer })
      ids.push(id)
    }
    return ids
  })
}
export const snapshotOf = async (of: Firm, signedAnswer: string) => (await snapshotsOf(of, [signedAnswer]))[0] ?? ''
export const answerOf = ({ session }: Firm, id: string) =>
  as(session, async (tx) => (await readSnapshots(tx, scopes.enterprise(session), [id]))[0]?.signedAnswer)

/** An account opened as registration opens it. */
export const account = (mobile: string, loginName: string) =>
  inRoleTransaction('auth', async (tx) => {
    const personId = await personOf(tx, contactHashOf(mobile), 'x')
    return { personId, id: await createAccount(tx, { personId, loginName, name: 'x', contact: mobile, passwordHash: 'none' }) }
  })
export const numberOf = (accountId: string) => inRoleTransaction('auth', (tx) => contactOf(tx, accountId))

/** What a bad line of a file may hold. */
export const lineText = '61080219800101001X 王某'
const lineColumns = [
  { table: 'contact_log', constraint: 'contact_note_sealed', condition: `starts_with(note, 'enc.v1.')` },
  { table: 'due_diligence_note', constraint: 'note_findings_sealed', condition: `starts_with(findings, 'enc.v1.')` },
  { table: 'due_diligence_note', constraint: 'note_conclusion_sealed', condition: `starts_with(conclusion, 'enc.v1.')` },
  { table: 'feed_line', constraint: 'feed_line_raw_sealed', condition: `starts_with(raw, 'enc.v1.')` },
  {
    table: 'report_line',
    constraint: 'report_line_raw_sealed',
    condition: `jsonb_typeof(raw) = 'string' AND starts_with(raw #>> '{}', 'enc.v1.')`,
  },
] as const

/** A line of an agency's file, one of a bank's, a note, and a row of two columns, from before they were sealed; `opened` reads them as their owners do. */
export async function linesInTheClear({ agencyId, session }: Firm) {
  const firm = session.organisationId
  const [institutionId, file] = [await anOrganisation('INSTITUTION'), uuidv7()]
  for (const { table, constraint } of lineColumns) await owner(`ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`)
  // How a file comes is not what this is about: no foreign keys. A row that is sealed column by column has them asked again.
  await owner('ALTER TABLE due_diligence_note DROP CONSTRAINT "due_diligence_note_enterpriseId_applicationId_fkey"')
  await owner(`SET session_replication_role = 'replica';
    INSERT INTO feed_line ("agencyId", "deliveryId", line, reason, raw) VALUES ('${agencyId}', '${file}', 2, 'line.columns', '${lineText}');
    INSERT INTO report_line ("institutionId", "batchId", line, outcome, raw)
    VALUES ('${institutionId}', '${file}', 2, 'REFUSED', '${JSON.stringify({ reference: lineText })}');
    INSERT INTO contact_log ("enterpriseId", id, "applicationId", "institutionId", channel, "contactedOn", reached, note, "byAccount", "byName")
    VALUES ('${firm}', '${file}', '${file}', '${institutionId}', 'PHONE', now(), true, '${lineText}', '${file}', 'x');
    INSERT INTO due_diligence_note ("enterpriseId", id, "applicationId", "institutionId", "visitedOn", findings, conclusion, "byAccount", "byName", at)
    VALUES ('${firm}', '${file}', '${file}', '${institutionId}', now(), '${lineText}', 'of two columns', '${file}', 'x', now())`)
  for (const { table, constraint, condition } of lineColumns)
    await owner(`ALTER TABLE ${table} ADD CONSTRAINT ${constraint} CHECK (${condition}) NOT VALID`)
  const read = async (table: string, ownerId: string) => {
    const [row] = await owner<{ value: string }>(`SELECT raw #>> '{}' AS value FROM (SELECT to_jsonb(raw) AS raw FROM ${table}
      WHERE line = 2 AND ${table === 'feed_line' ? '"deliveryId"' : '"batchId"'} = '${file}') AS one`)
    const cell = { table, column: 'raw', row: `${ownerId}/${file}/2` }
    return worker(ownerId, (tx) => openValue(tx, 'RECORDS', { ownerId, cell, value: row?.value ?? '' }))
  }
  const note = async () => {
    const [row] = await owner<{ note: string }>('SELECT note FROM contact_log WHERE id = $1', [file])
    const cell = caseTextCell('contact_log.note', firm, file)
    return worker(firm, (tx) => openValue(tx, 'CASES', { ownerId: firm, cell, value: row?.note ?? '' }))
  }
  const visit = async () => {
    const [row] = await owner<{ findings: string; conclusion: string }>(
      'SELECT findings, conclusion FROM due_diligence_note WHERE id = $1',
      [file],
    )
    const open = (text: 'findings' | 'conclusion') =>
      worker(firm, (tx) =>
        openValue(tx, 'CASES', {
          ownerId: firm,
          cell: caseTextCell(`due_diligence_note.${text}`, firm, file),
          value: row?.[text] ?? '',
        }),
      )
    return [await open('findings'), await open('conclusion')]
  }
  return {
    visit,
    id: file,
    opened: async () => [await read('feed_line', agencyId), await read('report_line', institutionId), await note()],
  }
}
