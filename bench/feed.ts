import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CompactSign, exportJWK } from 'jose'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { createCodes } from '@/sandbox/city/codes'
import { type FeedJob, loadFeed } from '@/server/flows/load-feed'
import { runtime } from '@/server/jobs/run-tasks'
import { nobody } from '@/server/jobs/task'
import { headerOf, layouts } from '@/server/sources/feed/layouts'
import { manifestType } from '@/server/sources/feed/manifest'
import { type Bench, type BenchOptions, rounded } from './row'

/** So many monthly records are delivered; a smaller number only to try the bench. */
const total = Number(process.env.BENCH_FEED_RECORDS ?? 1_000_000)
const kid = 'bench-1'

/** A file of `total` monthly records: `months` a firm, so a first delivery (24) or one month of everybody (1). */
function fileOf(seed: number, months: number): string[] {
  const codes = createCodes(seed)
  const lines: string[] = []
  for (let at = 0; lines.length < total; at++) {
    const code = codes.codeOf(at % 1_000_000, '91610802')
    for (let month = 0; month < months && lines.length < total; month++) {
      const period = `${2024 + Math.floor((10 + month) / 12)}${String(((10 + month) % 12) + 1).padStart(2, '0')}`
      const people = 3 + ((at * 7 + month) % 90)
      lines.push(`${code},${period},${people},${people * 5_200}.00,${people * 832}.00,正常,I`)
    }
  }
  return lines
}

type CopyQuery = pg.Submittable & { handleError: (error: Error) => void }

/** COPY … FROM STDIN by the driver's own protocol: what any loader of PostgreSQL is measured against. */
function copy(client: pg.Client, statement: string, chunks: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    type Connection = { query: (text: string) => void; sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }
    const query = {
      submit: (connection: unknown) => (connection as Connection).query(statement),
      handleCopyInResponse: (connection: Connection) => {
        for (const chunk of chunks) connection.sendCopyFromChunk(Buffer.from(chunk))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => done(),
      handleError: fail,
    }
    client.query(query as unknown as CopyQuery)
  })
}

async function setUp(owner: pg.Client) {
  const agencyId = uuidv7()
  const pair = generateKeyPairSync('ed25519')
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid }
  await owner.query(`INSERT INTO organisation (id, kind, name) VALUES ($1, 'AGENCY', 'bench')`, [agencyId])
  const job: FeedJob = {
    agencyId,
    jobId: nobody,
    endpoint: { agency: 'fund', baseUrl: 'http://127.0.0.1:1', publicJwk },
    now: () => new Date(),
    inTenant: runtime.inTenant(agencyId, nobody),
  }
  const sign = (manifest: object) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: manifestType })
      .sign(pair.privateKey)
  return { job, sign }
}

/** Records a second of our loader: manifest, digest, every line checked, landed under row-level security, published. */
async function ours(setting: Awaited<ReturnType<typeof setUp>>, lines: readonly string[], sequence: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-feed-'))
  try {
    const file = path.join(folder, 'feed.csv')
    const text = `${headerOf(layouts.HOUSING_FUND).join(',')}\r\n${lines.map((line) => `${line}\r\n`).join('')}`
    writeFileSync(file, text)
    const manifestText = await setting.sign({
      agency: 'fund',
      dataClass: 'HOUSING_FUND',
      file: 'feed.csv',
      format: 'CSV',
      encoding: 'UTF-8',
      kind: 'REGULAR',
      sequence,
      period: { from: '2024-11', to: '2026-10' },
      issuedAt: new Date().toISOString(),
      records: lines.length,
      bytes: statSync(file).size,
      sha256: createHash('sha256').update(text).digest('hex'),
    })
    const from = performance.now()
    const outcome = await loadFeed(setting.job, { manifestText, pathOf: () => file })
    const seconds = (performance.now() - from) / 1000
    if (outcome.state !== 'PUBLISHED' || outcome.accepted !== lines.length) throw new Error(JSON.stringify(outcome))
    return lines.length / seconds
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Records a second of a bare COPY of the same records into a table of the same key, one row a record, nothing checked. */
async function plain(owner: pg.Client, lines: readonly string[]) {
  await owner.query(`DROP TABLE IF EXISTS bench_feed; CREATE TABLE bench_feed (code text, period text, people text, base text, deposited text, state text,
      op text, PRIMARY KEY (code, period))`)
  const chunks: string[] = []
  for (let at = 0; at < lines.length; at += 10_000) chunks.push(`${lines.slice(at, at + 10_000).join('\n')}\n`)
  const from = performance.now()
  await copy(owner, 'COPY bench_feed FROM STDIN (FORMAT csv)', chunks)
  const seconds = (performance.now() - from) / 1000
  const { rows } = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM bench_feed')
  if (rows[0]?.n !== lines.length) throw new Error('COPY lost records')
  await owner.query('DROP TABLE bench_feed')
  return lines.length / seconds
}

async function run({ seed, ownerUrl }: BenchOptions) {
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  const setting = await setUp(owner)
  const speeds: { ours: number; plain: number }[] = []
  let sequence = 0
  let memory = 0
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().arrayBuffers + process.memoryUsage().external)
  }, 50)
  for (const months of [24, 1]) {
    const lines = fileOf(seed, months)
    speeds.push({ plain: await plain(owner, lines), ours: await ours(setting, lines, ++sequence) })
  }
  clearInterval(watch)
  await owner.query('DELETE FROM feed_record WHERE "agencyId" = $1', [setting.job.agencyId])
  await owner.query('DELETE FROM feed_delivery WHERE "agencyId" = $1', [setting.job.agencyId])
  await owner.query('DELETE FROM ledger_entry WHERE "organisationId" = $1', [setting.job.agencyId]).catch(() => undefined)
  await owner.end()
  const [packed, spread] = speeds
  if (!packed || !spread) throw new Error('no measurement')
  // Both forms must hold; the verdict is the harder one's: a million rows of one month each.
  const ratio = { packed: packed.ours / packed.plain, spread: spread.ours / spread.plain }
  return {
    bench: 'feed',
    unit: 'records/s',
    ours: Math.round(Math.min(packed.ours, spread.ours)),
    peers: {
      'COPY, 24 months a firm': Math.round(packed.plain),
      'COPY, one month a firm': Math.round(spread.plain),
    },
    ratio: { 'COPY, 24 months a firm': rounded(ratio.packed), 'COPY, one month a firm': rounded(ratio.spread) },
    target: `≥ 0.5 × COPY of the same records, both forms (buffers at most ${Math.ceil(memory / 1_048_576)} MB)`,
    met: Math.min(ratio.packed, ratio.spread) >= 0.5,
  }
}

export const feedBench: Bench = { name: 'feed', run }
