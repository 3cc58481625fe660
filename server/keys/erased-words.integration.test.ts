import { inflateRawSync, unzipSync } from 'node:zlib'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealExisting } from '@/prisma/keys/seal-existing'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { findContentOf, finishDocument, orderDocument } from '@/server/documents/repository'
import { nobody } from '@/server/jobs/task'
import { insertDeclaration, listDeclarations } from '@/server/sources/own.repository'
import { anApplication } from '@/tests/applications'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, as, owner, scopes } from '@/tests/world'
import { SealBroken } from './envelope'
import { callAs, type Firm, snapshotOf } from './sealed-world.fixture'

/** A mark that no dump may hold afterwards, and that no code looks like. */
const markOf = (n: number) => `标记甲${n}乙`

/** As the database's owner over one connection; these tests ask much of it. */
let client: pg.Client
const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  (await client.query<Row>(text, values)).rows

/** Everything that may be said of a firm, by hand in every place where it stands readable; `mark` is in each. */
async function planted(mark: string): Promise<Firm> {
  const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  const bank = await anOrganisation('INSTITUTION')
  const { applicationId, consentId, portraitId } = await anApplication(session, bank)
  const [firm, said] = [
    session.organisationId,
    JSON.stringify({ why: mark, lender: mark, nested: [{ code: 'A1', words: mark }] }),
  ]
  const id = () => `'${uuidv7()}'`
  const own = `'${firm}'`
  const [at, by] = [`'${applicationId}', '${bank}'`, `'${session.accountId}', 'x'`]
  await client.query(`SET session_replication_role = 'replica';
    UPDATE portrait SET body = body || '${said}' WHERE id = '${portraitId}';
    INSERT INTO portrait_answer ("enterpriseId", id, "portraitId", code, months, text, "byAccount", "byName")
      VALUES (${own}, ${id()}, '${portraitId}', 'C', '{}', '${mark}', ${by});
    INSERT INTO credit_report ("enterpriseId", id, number, "portraitId", "consentId", language, sections, addressee, "checkCode", "codeHash", "sealedContent",
        "contentHash", "issuedBy", "issuedByName", "validUntil")
      VALUES (${own}, ${id()}, '${uuidv7()}', '${portraitId}', '${consentId}', 'en', '{}', '${mark}', 'enc.v1.x', '\\x00', 'enc.v1.x', 'h', ${by}, '2099-01-01');
    INSERT INTO verification ("enterpriseId", id, "consentId", "agencyId", "dataClass", "itemId", claim, "claimDigest", "askedBy", "askedByName")
      VALUES (${own}, ${id()}, '${consentId}', ${id()}, 'TAX', 'i', '${mark}', 'd', ${by});
    INSERT INTO source_correction ("enterpriseId", id, "dataClass", keys) VALUES (${own}, ${id()}, 'COURT', '{${mark}}');
    INSERT INTO application_draft ("enterpriseId", id, "productId", "productVersion", answers, "updatedAt", "updatedByName")
      VALUES (${own}, ${id()}, ${id()}, 1, '${said}', now(), 'x');
    UPDATE application SET "purposeDetail" = '${mark}', "debtsElsewhere" = '[${said}]' WHERE id = '${applicationId}';
    INSERT INTO application_event ("enterpriseId", id, "applicationId", "institutionId", event, "toState", "byOrganisation", "byAccount", "byName", at, detail)
      VALUES (${own}, ${id()}, ${at}, 'REJECTED', 'REJECTED', '${bank}', ${by}, now(), '${said}');
    INSERT INTO decision ("enterpriseId", id, "applicationId", "institutionId", outcome, reasons, explanation, adverse, "adverseDigest", "byPerson", "byAccount", "byName", at)
      VALUES (${own}, ${id()}, ${at}, 'REJECT', '{CODE}', '${mark}', '${said}', 'd', ${id()}, ${by}, now());
    INSERT INTO disbursement ("enterpriseId", id, "institutionId", "applicationId", reference, "amountFen", "rateBps", "termMonths", "disbursedOn", renewal,
        "firstLoan", "creditLoan", "recordedBy", "reversalReason")
      VALUES (${own}, ${id()}, '${bank}', '${applicationId}', '${uuidv7()}', 1, 1, 1, now(), false, true, true, '${session.accountId}', '${mark}');
    INSERT INTO repayment ("enterpriseId", id, "institutionId", "applicationId", reference, "principalFen", "interestFen", "repaidOn", "recordedBy", "reversalReason")
      VALUES (${own}, ${id()}, '${bank}', '${applicationId}', '${uuidv7()}', 1, 1, now(), '${session.accountId}', '${mark}');
    INSERT INTO consent_copy ("enterpriseId", id, "consentId", "institutionId", "enterpriseName", "countyCode", "dataClasses", reads, "lastReadAt", basis, "dueOn", note)
      VALUES (${own}, ${id()}, '${consentId}', '${bank}', 'x', 'x', '{}', 1, now(), 'WITHDRAWN', now(), '${mark}');
    INSERT INTO enterprise_claim (id, "creditCode", "enterpriseName", relation, "claimantName", contact, "loginName", "passwordHash", "codeHash", "sentTo",
        "registerEntry", state, "expiresAt", "settlementNote")
      SELECT ${id()}, e."creditCode", 'x', 'x', 'x', 'enc.v1.x', '${uuidv7()}', 'x', '\\x00', 'x', '{}', s.state, now(), '${mark}'
      FROM enterprise e, (SELECT state FROM enterprise_claim UNION ALL SELECT (enum_range(NULL::"ClaimState"))[1] LIMIT 1) s WHERE e."enterpriseId" = ${own};
    INSERT INTO ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", body) VALUES ('${bank}', ${id()}, 'application.rejected', ${id()}, ${own}, '${said}');
    INSERT INTO notice ("organisationId", id, kind, params, href) VALUES (${own}, ${id()}, 'k', '${said}', '/');
    INSERT INTO guard.canary (enterprise_id, note, set_by) VALUES (${own}, '${mark}', ${id()});
    INSERT INTO guard.alert (id, rule, subject, at, enterprise_id, facts) VALUES (${id()}, 'r', 's', now(), ${own}, '${said}');
    INSERT INTO guard.scoring_item (run_id, enterprise_id, state, at, result) VALUES (${id()}, ${own}, 'DONE', now(), '${said}');
    SET session_replication_role = 'origin'`)
  return { session, consentId, agencyId: uuidv7() }
}

/** Whether the text of a row tells the mark, as it is or packed in bytes. */
function tells(text: string, mark: string): boolean {
  if (text.includes(mark) || text.includes(Buffer.from(mark).toString('base64').slice(0, 12))) return true
  return [...text.matchAll(/\\x((?:[0-9a-f]{2})+)/g)].some(([, hex = '']) => {
    const bytes = Buffer.from(hex, 'hex')
    return [(b: Buffer) => b, unzipSync, inflateRawSync].some((read) => {
      try {
        return read(bytes).includes(mark)
      } catch {
        return false
      }
    })
  })
}

/** The tables of the whole database, whoever's they are, in which the mark can be read. */
async function tablesWith(mark: string): Promise<string[]> {
  const tables = await sql<{
    name: string
  }>(`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await sql<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)
    if (rows.some(({ text }) => tells(text.replaceAll('\\\\x', '\\x'), mark))) found.push(name)
  }
  return found
}

beforeAll(async () => {
  aPlatformKey()
  client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL, options: '-c timezone=UTC' })
  await client.connect()
})
afterAll(() => client.end())

describe('an erasure', () => {
  it('leaves nothing that was said of the firm readable in any table; codes and figures stay', async () => {
    const mark = markOf(0)
    const firm = await planted(mark)
    await snapshotOf({ ...firm, agencyId: await anOrganisation('AGENCY') }, `records ${mark}`)
    expect((await tablesWith(mark)).length).toBeGreaterThanOrEqual(18)
    const { organisationId } = firm.session
    const operator = await anOrganisation('OPERATOR')
    const [first, second] = [await aSession(operator, ['OPERATOR']), await aSession(operator, ['OPERATOR'])] as [Session, Session]
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [organisationId])
    const [row] = await sql<{ name: string }>('SELECT "creditCode" AS name FROM enterprise WHERE "enterpriseId" = $1', [
      organisationId,
    ])
    const asked = { subject: 'ENTERPRISE', name: row?.name ?? '', reason: '企业注销，申请删除' } as const
    const { id: erasureId } = await callAs(first).keys.askErasure(asked)
    expect((await tablesWith(mark)).length).toBeGreaterThanOrEqual(18) // the control: asking alone erases nothing
    await callAs(second).keys.settleErasure({ erasureId, verdict: 'CONFIRM' })
    expect(await tablesWith(mark)).toEqual([])
    const [left] = await sql('SELECT outcome, reasons, adverse FROM decision WHERE "enterpriseId" = $1', [organisationId])
    expect(left).toEqual({ outcome: 'REJECT', reasons: ['CODE'], adverse: { lender: '—', nested: [{ code: 'A1', words: '—' }] } })
  })

  it('needs each of its steps: without one, its table tells (controls)', async () => {
    const [found] = await sql<{ text: string }>(`SELECT pg_get_functiondef('guard.erase_words(uuid)'::regprocedure) AS text`)
    const whole = found?.text ?? ''
    // Papers and declarations are sealed: without their steps, too, nobody reads them (see below).
    const steps = [...whole.matchAll(/^ {2}(?:UPDATE|DELETE FROM) (\w+\.\w+)[^;]*;/gm)].filter(
      ([, table = '']) => !['public.document', 'public.declaration'].includes(table),
    )
    expect(steps.length).toBeGreaterThanOrEqual(18)
    const mark = markOf(1)
    const { organisationId } = (await planted(mark)).session
    for (const [step, table = ''] of steps) {
      await client.query('BEGIN')
      await client.query(whole.replace(step, ''))
      await client.query('SELECT guard.erase_words($1)', [organisationId])
      const [name] = [table.replace(/^public\./, '')]
      const rows = await sql<{ text: string }>(`SELECT t::text AS text FROM ${table} t`)
      expect([name, rows.some(({ text }) => tells(text.replaceAll('\\\\x', '\\x'), mark))]).toEqual([name, true])
      await client.query('ROLLBACK')
    }
  })
})

describe('papers and declarations', () => {
  /** As the product keeps them: a paper that was drawn, and what the firm declared; figures, so the mark is one. */
  async function kept(session: Session, mark: string) {
    const { organisationId, accountId } = session
    const [id, order] = [uuidv7(), { kind: 'CREDIT_REPORT', edition: 'issued', requestedBy: accountId } as const]
    await as(session, async (tx) => {
      const scope = scopes.enterprise(session)
      const commitment = { commitmentVersion: 'v', commitmentSha256: 'h', language: 'zh-CN' }
      const by = { declaredBy: accountId, declaredByName: 'x', declaredAt: new Date() }
      await insertDeclaration(tx, scope, { id, values: { 'declared.sales': mark }, ...by, ...commitment })
      await orderDocument(tx, { organisationId, subjectId: id, requestedAt: new Date(), ...order })
    })
    await inTransaction('worker', { jobId: nobody, tenantId: organisationId }, async (tx) => {
      const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM document WHERE "subjectId" = ${id}::uuid`
      expect(await finishDocument(tx, organisationId, row?.id ?? '', Buffer.from(`%PDF ${mark}`), new Date())).toBe(true)
    })
    const read = () =>
      as(session, async (tx) => {
        const paper = await findContentOf(tx, organisationId, 'CREDIT_REPORT', id)
        const [declared] = await listDeclarations(tx, scopes.enterprise(session))
        return [paper && Buffer.from(paper).toString('utf8'), declared?.values['declared.sales']]
      })
    return { id, read }
  }
  const inTheClear = (id: string, mark: string) => [
    `UPDATE document SET content = convert_to('%PDF ${mark}', 'UTF8') WHERE "subjectId" = '${id}'`,
    `UPDATE declaration SET "values" = '{"declared.sales": "${mark}"}' WHERE id = '${id}'`,
  ]
  const rules = ['document_content_sealed', 'declaration_values_sealed']
  const tableOf = (rule: string) => rule.split('_')[0]

  it('are read by their firm alone, lie readable in no table, and the database takes none in the clear', async () => {
    const mark = '7391846205917364'
    const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    const { id, read } = await kept(session, mark)
    expect(await read()).toEqual([`%PDF ${mark}`, mark])
    expect(await tablesWith(mark)).toEqual([])
    for (const [at, text] of inTheClear(id, mark).entries()) await expect(sql(text)).rejects.toThrow(rules[at] ?? '')

    // Another firm's row does not open here, nor one that was moved within the firm.
    const other = await kept(session, '1234567890123456')
    await sql(`UPDATE declaration SET "values" = (SELECT "values" FROM declaration WHERE id = $1) WHERE id = $2`, [id, other.id])
    await expect(read()).rejects.toThrow(SealBroken)
    await sql(`UPDATE declaration SET "values" = '{}' WHERE id = $1`, [other.id]) // as an erasure leaves it
    expect(await other.read()).toEqual(['%PDF 1234567890123456', undefined])
  })

  it('from before are sealed once, at the next start, and read as before (control: until then every dump tells them)', async () => {
    const mark = '8462957310486275'
    const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    const { id, read } = await kept(session, mark)
    const defs = await sql<{ name: string; def: string }>(
      'SELECT conname AS name, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conname = ANY ($1)',
      [rules],
    )
    for (const { name } of defs) await sql(`ALTER TABLE ${tableOf(name)} DROP CONSTRAINT ${name}`)
    for (const text of inTheClear(id, mark)) await sql(text)
    for (const { name, def } of defs)
      await sql(`ALTER TABLE ${tableOf(name)} ADD CONSTRAINT ${name} ${def.replace(/ NOT VALID$/, '')} NOT VALID`)
    expect(await tablesWith(mark)).toEqual(['public.declaration', 'public.document'])
    await sealExisting(process.env.OWNER_DATABASE_URL ?? '')
    expect(await tablesWith(mark)).toEqual([])
    expect(await read()).toEqual([`%PDF ${mark}`, mark])
    const open = 'SELECT FROM pg_constraint WHERE conname = ANY ($1) AND NOT convalidated'
    expect(await sql(open, [rules])).toEqual([])
    expect(await sealExisting(process.env.OWNER_DATABASE_URL ?? '')).toBe(0)
  })
})
