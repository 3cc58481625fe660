import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { poolOf } from '@/server/db/client'
import { tenantQuery } from '@/server/db/transaction'
import { closeLeafWaits, waitForLeaf } from '@/server/ledger/leaf-waits.repository'
import { checkpointText } from '@/server/ledger/notes/checkpoint'
import { cosign, signerOf, signNote, vkeyOf } from '@/server/ledger/notes/signed-note'
import { GrowingTree } from '@/server/ledger/tree/growing-tree'
import { hasSm3, treeHash } from '@/server/ledger/tree/hashes'
import { tilePath } from '@/server/ledger/tree/tile-path'
import { bundleOf } from '@/server/ledger/tree/tile-reader'
import { verifyExport } from '@/server/ledger/verify/verify.mjs'
import { type Bench, median, rounded } from './row'

const concurrency = 8
const readers = 20
const seconds = 4
const rounds = 3
const leaves = 1_000_000

type Stage = { organisationId: string; accountId: string; token: string }

async function setTheStage(owner: pg.Client): Promise<Stage> {
  const [organisationId, accountId, personId] = [uuidv7(), uuidv7(), uuidv7()]
  await owner.query("INSERT INTO organisation (id, kind, name) VALUES ($1, 'ENTERPRISE', 'Firm')", [organisationId])
  await owner.query('INSERT INTO person (id, name, "contactHash") VALUES ($1, $2, $3)', [personId, 'x', randomBytes(32)])
  await owner.query(
    `INSERT INTO account (id, "personId", "loginName", name, contact, "passwordHash") VALUES ($1, $2, $3, 'x', 'enc.v1.none', 'x')`,
    [accountId, personId, accountId],
  )
  await owner.query(`INSERT INTO membership ("organisationId", id, "accountId", role) VALUES ($1, $2, $3, 'ENTERPRISE_OWNER')`, [
    organisationId,
    uuidv7(),
    accountId,
  ])
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest()
  await poolOf('auth').query("SELECT guard.open_session($1, $2, $3, '1 hour', '1 day')", [hash, organisationId, accountId])
  return { organisationId, accountId, token }
}

/** A small business write of the product: session, sealed context, policies, one row. */
const write = "SELECT guard.notify($1, NULL, NULL, 'bench.done', '{}', '/') AS done"
/** The same, and its entry, whose leaf a trigger makes. */
const audited = `WITH entry AS (
  INSERT INTO ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", body)
  VALUES ($1, uuidv7(), 'bench.done', guard.actor(), $1, '{"n": 1}') RETURNING id)
  SELECT guard.notify($1, NULL, NULL, 'bench.done', '{}', '/') AS done, (SELECT id FROM entry),
    pg_current_xact_id()::text AS transaction`

const send = ({ organisationId, token }: Stage, text: string) =>
  tenantQuery<{ transaction: string }>('tenant', { sessionToken: token }, text, [organisationId])

/** Writes a second. */
async function rate(stage: Stage, text: string): Promise<number> {
  let done = 0
  const from = performance.now()
  const worker = async () => {
    for (; performance.now() < from + seconds * 1000; done++) await send(stage, text)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return (done * 1000) / (performance.now() - from)
}

/** Median milliseconds of an answer that waits for its leaf, or doesn't, with twenty at once. */
async function answerTime(stage: Stage, waits: boolean): Promise<number> {
  const times: number[] = []
  const reader = async () => {
    for (let turn = 0; turn < 20; turn++) {
      const from = performance.now()
      const [row] = await send(stage, audited)
      if (waits && row) await waitForLeaf(BigInt(row.transaction))
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: readers }, reader))
  return median(times)
}

async function startSequencer(folder: string): Promise<ChildProcess> {
  const env = { ...process.env, LEDGER_FOLDER: path.join(folder, 'log'), LEDGER_KEY_FILE: path.join(folder, 'key.json') }
  const child = spawn(process.execPath, ['--import=tsx', 'server/ledger/sequencer/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

/** Seconds that the verifier takes for a million leaves: both trees, every tile, head and cosignature. */
async function verificationTime(seed: number): Promise<number> {
  const files = new Map<string, Buffer>()
  const signer = (name: string, type: 1 | 4) =>
    signerOf(name, type, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
  const [log, witness] = [signer('bench/log', 1), signer('bench/witness', 4)]
  const trees = (['sha256', 'sm3'] as const)
    .filter((one) => one === 'sha256' || hasSm3)
    .map((one) => new GrowingTree(treeHash(one)))
  const at = new Date(2026, 10, 22)
  let bundle: Buffer[] = []
  for (let index = 0; index < leaves; index++) {
    const salted = createHash('sha256').update(`${seed} ${index}`).digest('hex')
    const body = `{"act":"bench.done","actor":"${salted}","at":"${at.toISOString()}","authorisation":null,"detail":"${salted}","enterprise":"${salted}","fields":null,"key":"0000000000000000","kind":"act","organisation":"${salted}","purpose":null,"record":"${salted}","v":1}`
    const leaf = Buffer.from(body)
    for (const tree of trees) tree.append(tree.hash.leaf(leaf))
    bundle.push(leaf)
    if (bundle.length < 256 && index < leaves - 1) continue
    files.set(tilePath('entries', Math.floor(index / 256), bundle.length), bundleOf(bundle))
    bundle = []
  }
  for (const [place, tree] of trees.entries())
    for (const tile of tree.takeTiles()) files.set(`${place === 1 ? 'sm3/' : ''}${tile.path}`, tile.content)
  const head = { origin: log.name, size: leaves, root: (trees[0] as GrowingTree).root(), sm3: trees[1]?.root() ?? null, at }
  const note = signNote(checkpointText(head), log)
  const cosigned = cosign(note, witness, at.getTime() / 1000)
  const texts = {
    'log.vkey': vkeyOf(log),
    'witness.vkey': vkeyOf(witness),
    checkpoint: cosigned,
    'checkpoints.jsonl': JSON.stringify(note),
    'cosigned.jsonl': JSON.stringify(cosigned),
  }
  for (const [name, text] of Object.entries(texts)) files.set(name, Buffer.from(text))
  const from = performance.now()
  const { findings } = await verifyExport(async (name: string) => files.get(name) ?? null)
  // Its leaves are of no business: that they have no records is all that there is to find.
  if (findings.some(({ code }) => code !== 'leaf-without-record'))
    throw new Error(`the bench's own ledger does not verify: ${JSON.stringify(findings[0])}`)
  return (performance.now() - from) / 1000
}

export const ledgerBench: Bench = {
  name: 'ledger',
  async run({ seed, ownerUrl }) {
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    const stage = await setTheStage(owner)
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-ledger-'))
    const sequencer = await startSequencer(folder)
    const figures = { ours: [] as number[], alone: [] as number[] }
    try {
      await rate(stage, audited) // warm
      await owner.query('ANALYZE')
      for (let round = 0; round < rounds; round++) {
        figures.alone.push(await rate(stage, write))
        figures.ours.push(await rate(stage, audited))
      }
      const plain = await answerTime(stage, false)
      const waited = await answerTime(stage, true)
      console.log(
        `  an answer that waits for its leaf: ${waited.toFixed(1)} ms at the median of ${readers} at once, ${(waited - plain).toFixed(1)} more`,
      )
    } finally {
      sequencer.kill('SIGTERM')
      await once(sequencer, 'exit')
      await closeLeafWaits()
      rmSync(folder, { recursive: true, force: true })
      await owner.end()
    }
    const verified = await verificationTime(seed)
    console.log(
      `  ${leaves.toLocaleString('en')} leaves hashed and verified${hasSm3 ? ' over SHA-256 and SM3' : ''} in ${verified.toFixed(1)} s`,
    )
    const [ours, alone] = [median(figures.ours), median(figures.alone)]
    const peer = 'the same write alone'
    return {
      bench: 'ledger',
      unit: 'audited writes/s',
      ours: rounded(ours),
      peers: { [peer]: rounded(alone) },
      ratio: { [peer]: rounded(ours / alone) },
      target: '≥ 0.5 of the same write alone; 1,000,000 leaves verified in < 30 s',
      met: ours / alone >= 0.5 && verified < 30,
    }
  },
}
