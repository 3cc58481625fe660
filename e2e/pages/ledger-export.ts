import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cosign, type Signer, signerOf, vkeyOf } from '@/server/ledger/notes/signed-note'
import { LogFolder } from '@/server/ledger/sequencer/log-folder'

const signer = (name: string, type: 1 | 4): Signer =>
  signerOf(name, type, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))

/** The leaf of a record as the database makes it: what names somebody is sealed under a salt of its own. */
function leafOf(record: ReturnType<typeof recordOf>, keyId: string, key: Buffer): Buffer {
  const salt = createHmac('sha256', key).update(record.id).digest()
  const sealed = (label: string, value: string) => createHash('sha256').update(salt).update(`${label}:${value}`).digest('hex')
  const leaf = {
    act: record.act,
    actor: sealed('actor', record.actorId),
    at: record.at,
    authorisation: null,
    detail: sealed('detail', JSON.stringify(record.detail)),
    enterprise: sealed('enterprise', record.enterpriseId),
    fields: null,
    key: keyId,
    kind: record.kind,
    organisation: sealed('organisation', record.organisationId),
    purpose: null,
    record: sealed('record', record.id),
    v: 1,
  }
  return Buffer.from(JSON.stringify(leaf))
}

const recordOf = (owner: string, amount: number) => ({
  kind: 'act',
  id: randomUUID(),
  act: 'disbursement.reported',
  organisationId: owner,
  actorId: owner,
  enterpriseId: owner,
  at: new Date().toISOString(),
  purpose: null,
  fields: null,
  consentId: null,
  detail: [null, `{"amountFen": "${amount}"}`],
})

/** An export of a small ledger, as npm run ledger:export writes it; `edited`: one of its records was changed after it was sealed. */
export async function aLedgerExport(edited: boolean): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledger-export-'))
  const [log, witness, owner, key, keyId] = [
    signer('e2e/log', 1),
    signer('e2e/witness', 4),
    randomUUID(),
    randomBytes(32),
    '0123456789abcdef',
  ]
  const records = Array.from({ length: 300 }, (_, at) => recordOf(owner, at * 100))
  const built = await LogFolder.open(path.join(folder, 'log'), log)
  for (const record of records) built.append(leafOf(record, keyId, key))
  await built.publish(new Date())
  const target = path.join(folder, 'export')
  mkdirSync(target)
  for (const name of readdirSync(path.join(folder, 'log'), { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const from = path.join(name.parentPath, name.name)
    const to = path.join(target, path.relative(path.join(folder, 'log'), from))
    mkdirSync(path.dirname(to), { recursive: true })
    writeFileSync(to, readFileSync(from))
  }
  const note = cosign(readFileSync(path.join(target, 'checkpoint'), 'utf8'), witness, Math.ceil(Date.now() / 1000))
  const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const told = records.map((record, at) => (edited && at === 7 ? { ...record, detail: [null, '{"amountFen": "1"}'] } : record))
  const files = {
    checkpoint: note,
    'cosigned.jsonl': lines([note]),
    'witness.vkey': `${vkeyOf(witness)}\n`,
    'records.jsonl': lines(told),
    'pseudonym-keys.jsonl': lines([{ owner, keyId, key: key.toString('base64') }]),
    // Beside the export: what an auditor has from elsewhere.
    '../keys.txt': `${vkeyOf(log)}\n${vkeyOf(witness)}\n`,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(target, name), text)
  return target
}
