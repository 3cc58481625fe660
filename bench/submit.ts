import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { poolOf } from '@/server/db/client'
import {
  type NewApplication,
  submissionStatement,
  submissionValues,
  writeSubmission,
} from '@/server/lending/submission.repository'
import { type Bench, median, rounded } from './row'

const concurrency = 8
const seconds = 4
const rounds = 3

type Stage = {
  enterpriseId: string
  accountId: string
  institutionId: string
  productId: string
  portraitId: string
  token: string
}

/** One firm, one bank, one product, one portrait; every application gets a consent of its own, as in life. */
async function setTheStage(owner: pg.Client): Promise<Stage> {
  const [enterpriseId, institutionId, productId, portraitId, accountId, personId, consentId] = Array.from({ length: 7 }, () =>
    uuidv7(),
  ) as [string, string, string, string, string, string, string]
  const run = (text: string, values: unknown[]) => owner.query(text, values)
  await run("INSERT INTO organisation (id, kind, name) VALUES ($1, 'ENTERPRISE', 'Firm'), ($2, 'INSTITUTION', 'Bank')", [
    enterpriseId,
    institutionId,
  ])
  await run(
    `INSERT INTO enterprise ("enterpriseId", "creditCode", name, "legalForm", industry, "countyCode", address, "foundedOn", "registeredCapitalFen",
       "legalRepresentative", size, "registerStatus", "registerReadAt")
     VALUES ($1, '91610802MA70ABCD7Q', 'Firm', 'COMPANY', 'C2522', '610881', 'x', '2018-05-01', 100, 'x', 'small', 'ACTIVE', now())`,
    [enterpriseId],
  )
  await run(
    `INSERT INTO institution ("institutionId", kind, code, name, "nameEn", "servicePhone") VALUES ($1, 'BANK', 'B', 'Bank', 'Bank', '1')`,
    [institutionId],
  )
  await run('INSERT INTO person (id, name, "contactHash") VALUES ($1, $2, $3)', [personId, 'x', randomBytes(32)])
  await run(
    `INSERT INTO account (id, "personId", "loginName", name, contact, "passwordHash") VALUES ($1, $2, $3, $3, 'enc.v1.none', $3)`,
    [accountId, personId, 'x'],
  )
  await run(`INSERT INTO membership ("organisationId", id, "accountId", role) VALUES ($1, $2, $3, 'ENTERPRISE_OWNER')`, [
    enterpriseId,
    uuidv7(),
    accountId,
  ])
  await run(`INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, 'P', 'PUBLISHED', 1)`, [
    institutionId,
    productId,
  ])
  await run(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, 1, 'x', 'x', 'x', 'x', '{}', $3, now())`,
    [institutionId, productId, accountId],
  )
  await makeConsents(owner, { enterpriseId, institutionId, accountId }, [{ consentId, applicationId: uuidv7() }])
  await run(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest)
     VALUES ($1, $2, $3, 'x', now(), 700, 'B', 9000, '{}', 'd')`,
    [enterpriseId, portraitId, consentId],
  )
  // The bench measures the write, not the rule that a firm has one open application a product.
  await owner.query('DROP INDEX application_one_open')
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest()
  await poolOf('auth').query("SELECT guard.open_session($1, $2, $3, '1 hour', '1 day')", [hash, enterpriseId, accountId])
  return { enterpriseId, institutionId, productId, portraitId, accountId, token }
}

type Pair = { consentId: string; applicationId: string }

const makeConsents = (owner: pg.Client, stage: Pick<Stage, 'enterpriseId' | 'institutionId' | 'accountId'>, pairs: Pair[]) =>
  owner.query(
    `INSERT INTO consent ("enterpriseId", id, state, "recipientKind", "institutionId", "applicationId", purpose, "dataClasses", "consentMode",
       "fetchType", "startsAt", "expiresAt", "lookbackMonths", "retentionUnit", "retentionValue", "noticeVersion", "noticeHash", "noticeLanguage",
       "schemaVersion", "signedConsent", "grantedBy", "grantedByName", "grantedAt")
     SELECT $1, c, 'ACTIVE', 'INSTITUTION', $2, a, 'LOAN_APPLICATION', '{TAX}', 'STORE', 'ONETIME', now() - interval '1 minute', now() + interval '90 days',
       24, 'YEAR', 1, '1', 'h', 'zh-CN', '1', 'j', $3, 'x', now() FROM unnest($4::uuid[], $5::uuid[]) AS pair (c, a)`,
    [
      stage.enterpriseId,
      stage.institutionId,
      stage.accountId,
      pairs.map(({ consentId }) => consentId),
      pairs.map(({ applicationId }) => applicationId),
    ],
  )

const application = (stage: Stage, { consentId, applicationId }: Pair): NewApplication => ({
  ...stage,
  applicationId,
  consentId,
  productVersion: 1,
  amountFen: 1_000_000_00n,
  termMonths: 12,
  method: 'equal_instalment',
  purpose: 'WORKING_CAPITAL',
  purposeDetail: '',
  debtsElsewhere: [],
  hasLoanHistory: false,
  commitment: { version: '1', sha256: 'a'.repeat(64) },
  submittedAt: new Date(),
  byName: 'x',
  deadline: { kind: 'ACCEPT', dueOn: '2026-11-23', ceilingOn: '2026-12-20', provisional: false },
})

const drawPairs = (count: number): Pair[] =>
  Array.from({ length: count }, () => ({ consentId: uuidv7(), applicationId: uuidv7() }))

/** Applications a second through the product's own path: session, sealed context, policies. */
async function measureOurs(stage: Stage, pairs: Pair[]): Promise<number> {
  let next = 0
  const from = performance.now()
  const until = from + seconds * 1000
  const worker = async () => {
    while (performance.now() < until) {
      const pair = pairs[next++]
      if (!pair) throw new Error('the bench ran out of prepared consents')
      if (!(await writeSubmission({ sessionToken: stage.token }, application(stage, pair))))
        throw new Error('a submission was refused')
    }
  }
  const before = next
  await Promise.all(Array.from({ length: concurrency }, worker))
  return ((next - before) * 1000) / (performance.now() - from)
}

/** The parameters as SQL literals, so that pgbench sends the very same statement. */
const asLiteral = (value: unknown): string => {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString())
  return pg.escapeLiteral(String(value))
}

function pgbenchScript(stage: Stage, statement: string, context: boolean): string {
  const values = submissionValues(application(stage, { consentId: '', applicationId: '' }))
  // Each transaction takes the next prepared consent: its ids come from a table, numbered.
  const text = statement.replace(/\$(\d+)(?!\d)/g, (_, number) => {
    const index = Number(number)
    if (index === 2) return ':application'
    if (index === 7) return ':consent'
    const value = asLiteral(values[index - 1])
    return [1, 3, 4, 6].includes(index) ? `${value}::uuid` : value
  })
  const one = text
    .replaceAll(':application', '(SELECT a FROM bench_pair WHERE n = :n)')
    .replaceAll(':consent', '(SELECT c FROM bench_pair WHERE n = :n)')
  const enter = context ? `SELECT guard.enter(${pg.escapeLiteral(stage.token)});\n` : ''
  return `SELECT nextval('bench_number') AS n \\gset\nBEGIN;\n${enter}${one.replaceAll('\n', ' ')};\nCOMMIT;\n`
}

/** Transactions a second of a script through pgbench, prepared, at our concurrency. */
function pgbench(script: string, url: string): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'))
  const file = path.join(folder, 'submit.sql')
  writeFileSync(file, script)
  const args = ['-n', '-M', 'prepared', '-c', String(concurrency), '-j', '2', '-T', String(seconds), '-f', file, url]
  const result = spawnSync('pgbench', args, { encoding: 'utf8' })
  rmSync(folder, { recursive: true, force: true })
  const rate = /tps = ([\d.]+)/.exec(result.stdout)?.[1]
  if (!rate || result.status !== 0) throw new Error(`pgbench: ${result.stderr}`)
  return Number(rate)
}

/** Where pgbench isn't installed: the same statement through bare pg, as the owner, without context or policies. */
async function barePg(stage: Stage, url: string, pairs: Pair[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency, options: `-c bench.actor=${stage.accountId}` })
  let next = 0
  const from = performance.now()
  const until = from + seconds * 1000
  const worker = async () => {
    const client = await pool.connect()
    while (performance.now() < until) {
      const pair = pairs[next++]
      if (!pair) throw new Error('the bench ran out of prepared consents')
      await client.query('BEGIN')
      await client.query({
        name: 'submit',
        text: withoutGuard(submissionStatement, stage),
        values: submissionValues(application(stage, pair)),
      })
      await client.query('COMMIT')
    }
    client.release()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  await pool.end()
  return (next * 1000) / (performance.now() - from)
}

/** Without a context there is no actor, and the notice is a plain insert: the same rows, no guard. */
const withoutGuard = (statement: string, stage: Stage) =>
  statement.replaceAll('guard.actor()', `'${stage.accountId}'::uuid`).replace(
    /SELECT guard\.notify\([\s\S]*?AS done FROM written/,
    `INSERT INTO notice ("organisationId", id, role, kind, params, href)
       SELECT "institutionId", uuidv7(), 'BANK_OFFICER', 'application.submitted', jsonb_build_object('number', number, 'enterprise', "enterpriseName"),
       '/bank/applications/' || id FROM written RETURNING 1 AS done`,
  )

export const submitBench: Bench = {
  name: 'submit',
  async run({ ownerUrl }) {
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    const stage = await setTheStage(owner)
    const supply = async (count: number) => {
      const pairs = drawPairs(count)
      for (let at = 0; at < count; at += 10_000) await makeConsents(owner, stage, pairs.slice(at, at + 10_000))
      return pairs
    }
    const hasPgbench = spawnSync('pgbench', ['--version']).status === 0
    if (hasPgbench) {
      await owner.query('CREATE TABLE bench_pair (n bigint PRIMARY KEY, c uuid, a uuid); CREATE SEQUENCE bench_number')
      await owner.query('GRANT SELECT ON bench_pair TO app_tenant; GRANT USAGE ON SEQUENCE bench_number TO app_tenant')
    }
    const figures = { ours: [] as number[], plain: [] as number[], context: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      const pairs = await supply(40_000)
      await owner.query('ANALYZE') // as autovacuum would have done; a plan made for empty tables measures nothing
      figures.ours.push(await measureOurs(stage, pairs))
      if (hasPgbench) {
        await stock(owner, await supply(80_000))
        await owner.query('ANALYZE')
        figures.plain.push(pgbench(pgbenchScript(stage, withoutGuard(submissionStatement, stage), false), ownerUrl))
        figures.context.push(pgbench(pgbenchScript(stage, submissionStatement, true), process.env.TENANT_DATABASE_URL ?? ''))
      } else figures.plain.push(await barePg(stage, ownerUrl, await supply(60_000)))
    }
    await owner.end()
    const ours = median(figures.ours)
    const plain = hasPgbench ? 'pgbench, same rows, no row-level security' : 'bare pg, same rows, no row-level security'
    const same = 'pgbench, same SQL: sealed context, policies, statement'
    const peers: Record<string, number> = { [plain]: rounded(median(figures.plain)) }
    if (hasPgbench) peers[same] = rounded(median(figures.context))
    const ratio = Object.fromEntries(Object.entries(peers).map(([peer, figure]) => [peer, rounded(ours / figure)]))
    // The target speaks of the same SQL; what isolation itself costs is the other row, printed beside it.
    const measure = hasPgbench ? same : plain
    return {
      bench: 'submit',
      unit: 'applications/s',
      ours: rounded(ours),
      peers,
      ratio,
      target: `≥ 0.5 of ${measure}`,
      met: (ratio[measure] ?? 0) >= 0.5,
    }
  },
}

async function stock(owner: pg.Client, pairs: Pair[]): Promise<void> {
  await owner.query('TRUNCATE bench_pair; ALTER SEQUENCE bench_number RESTART')
  await owner.query(
    'INSERT INTO bench_pair SELECT row_number() OVER (), c, a FROM unnest($1::uuid[], $2::uuid[]) AS pair (c, a)',
    [pairs.map(({ consentId }) => consentId), pairs.map(({ applicationId }) => applicationId)],
  )
}
