import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import process from 'node:process'
import pg from 'pg'
import { alertNoteCell } from '@/server/cage/schema'
import { lineCell } from '@/server/disbursement/batch.repository'
import { contentCell } from '@/server/documents/repository'
import { blindIndex } from '@/server/keys/blind-index'
import { type Cell, isSealed, seal } from '@/server/keys/envelope'
import { keyEncryption } from '@/server/keys/key-encryption'
import type { KeyPurpose } from '@/server/keys/schema'
import { boundTo } from '@/server/keys/sealed.repository'
import { type CaseText, caseTextCell } from '@/server/lending/case-texts.repository'
import { asideCell } from '@/server/sources/feed/delivery.repository'
import { claimCell, declarationCell } from '@/server/sources/own.repository'
import { answerCell } from '@/server/sources/repository'

/**
 * Seals what was stored before data keys came, once: all of it in one transaction, after which the database itself vouches
 * that nothing is in the clear. `npm start` runs it where that is not so yet. As the database's owner.
 */
const part = 2_000

type Waiting = { place: string; row: string; owner: string; value: string; cell: Cell }

async function keysFor(client: pg.Client, purpose: KeyPurpose, ownerIds: readonly string[]): Promise<Map<string, KeyObject>> {
  const keys = new Map<string, KeyObject>()
  const { rows } = await client.query<{ owner_id: string; version: number; kek_id: string; wrapped: Buffer }>(
    'SELECT owner_id, version, kek_id, wrapped FROM guard.data_key WHERE purpose = $1 AND owner_id = ANY ($2) AND destroyed_at IS NULL',
    [purpose, ownerIds],
  )
  for (const { owner_id: ownerId, version, kek_id: kekId, wrapped } of rows) {
    if (version !== 1) throw new Error(`${ownerId} has a later key and a value that was never sealed`)
    const bound = boundTo({ ownerId, purpose }, version)
    keys.set(ownerId, await keyEncryption().unwrap({ kekId, wrapped: new Uint8Array(wrapped) }, bound))
  }
  for (const ownerId of new Set(ownerIds)) {
    if (keys.has(ownerId)) continue
    const bytes = randomBytes(32)
    const { kekId, wrapped } = await keyEncryption().wrap(bytes, boundTo({ ownerId, purpose }, 1))
    await client.query('INSERT INTO guard.data_key (owner_id, purpose, version, kek_id, wrapped) VALUES ($1, $2, 1, $3, $4)', [
      ownerId,
      purpose,
      kekId,
      Buffer.from(wrapped),
    ])
    keys.set(ownerId, createSecretKey(bytes))
  }
  return keys
}

type Column = {
  /** With its schema where that isn't `public`. */
  table: string
  column: string
  purpose: KeyPurpose
  /** SQL for the owner of the key. */
  owner: string
  /** Where the value's blind index stands. */
  index?: string
  /** SQL for what a row is known by; its number where nothing is said. */
  row?: string
  /** The value is JSON, and its sealed form a JSON string. */
  json?: true
  /** The value is bytes: its text is their base64, and its sealed form is kept as bytes. So few of them at once, for they are large. */
  bytes?: true
  /** SQL for the rows that have a key at all; every row where nothing is said. */
  only?: string
  /** The constraint that asks for it; null where not every row has a key. */
  constraint: string | null
  cell: (row: string, owner: string) => Cell
}

const plain = (table: string, column: string) => (row: string) => ({ table, column, row })
const caseText = (text: CaseText, constraint: string): Column => {
  const { table, column } = caseTextCell(text, '', '')
  const cell = (row: string, owner: string) => caseTextCell(text, owner, row)
  return { table, column, purpose: 'CASES', owner: '"enterpriseId"', constraint, cell }
}
/** A line's key as its cell names it. */
const lineOf = (row: string): [string, string, number] => {
  const [owner = '', file = '', line] = row.split('/')
  return [owner, file, Number(line)]
}
const columns: Column[] = [
  {
    table: 'account',
    column: 'contact',
    purpose: 'PEOPLE',
    owner: '"personId"',
    constraint: 'account_contact_sealed',
    cell: plain('account', 'contact'),
  },
  {
    table: 'invitation',
    column: 'contact',
    purpose: 'PEOPLE',
    owner: 'id',
    index: 'contactIndex',
    constraint: 'invitation_contact_sealed',
    cell: plain('invitation', 'contact'),
  },
  {
    table: 'enterprise_claim',
    column: 'contact',
    purpose: 'PEOPLE',
    owner: 'id',
    index: 'contactIndex',
    constraint: 'claim_contact_sealed',
    cell: plain('enterprise_claim', 'contact'),
  },
  {
    table: 'snapshot',
    column: 'signedAnswer',
    purpose: 'RECORDS',
    owner: '"enterpriseId"',
    constraint: 'snapshot_answer_sealed',
    cell: (row, owner) => answerCell(owner, row),
  },
  {
    table: 'verification',
    column: 'signedAnswer',
    purpose: 'RECORDS',
    owner: '"enterpriseId"',
    constraint: 'verification_answer_sealed',
    cell: (row, owner) => claimCell(owner, row),
  },
  {
    table: 'feed_line',
    column: 'raw',
    purpose: 'RECORDS',
    owner: '"agencyId"',
    row: `concat_ws('/', "agencyId", "deliveryId", line)`,
    constraint: 'feed_line_raw_sealed',
    cell: (row) => asideCell(...lineOf(row)),
  },
  {
    table: 'report_line',
    column: 'raw',
    purpose: 'RECORDS',
    owner: '"institutionId"',
    row: `concat_ws('/', "institutionId", "batchId", line)`,
    json: true,
    constraint: 'report_line_raw_sealed',
    cell: (row) => lineCell(...lineOf(row)),
  },
  {
    table: 'feed_record',
    column: 'body',
    purpose: 'LANDING',
    owner: '(SELECT e."enterpriseId" FROM public.enterprise e WHERE e."creditCode" = feed_record."creditCode")',
    row: `concat_ws('/', "creditCode", "deliveryId", part)`,
    only: 'EXISTS (SELECT FROM public.enterprise e WHERE e."creditCode" = feed_record."creditCode")',
    constraint: null,
    cell: plain('feed_record', 'body'),
  },
  {
    table: 'document',
    column: 'content',
    purpose: 'RECORDS',
    owner: '"organisationId"',
    bytes: true,
    constraint: 'document_content_sealed',
    cell: (row, owner) => contentCell(owner, row),
  },
  {
    table: 'declaration',
    column: 'values',
    purpose: 'RECORDS',
    owner: '"enterpriseId"',
    json: true,
    // What an erasure left is nothing to seal.
    only: `"values" <> '{}'`,
    constraint: 'declaration_values_sealed',
    cell: (row, owner) => declarationCell(owner, row),
  },
  caseText('contact_log.note', 'contact_note_sealed'),
  caseText('due_diligence_note.findings', 'note_findings_sealed'),
  caseText('due_diligence_note.conclusion', 'note_conclusion_sealed'),
  caseText('supplement_request.request', 'supplement_request_sealed'),
  caseText('supplement_request.answer', 'supplement_answer_sealed'),
  caseText('recommendation.opinion', 'recommendation_opinion_sealed'),
  {
    table: 'guard.alert_step',
    column: 'note',
    purpose: 'CASES',
    owner: '(SELECT coalesce(a.enterprise_id, a.id) FROM guard.alert a WHERE a.id = alert_id)',
    constraint: 'alert_note_sealed',
    cell: alertNoteCell,
  },
]
const nameOf = ({ table }: Column) => (table.includes('.') ? table : `public.${table}`)

async function sealColumn(client: pg.Client, target: Column): Promise<number> {
  const { table, column, purpose, owner, index, json, bytes, cell, ...rest } = target
  let sealed = 0
  const row = rest.row ?? 'id::text'
  const begins = bytes ? `encode(substring("${column}" FROM 1 FOR 7), 'escape')` : json ? `"${column}" #>> '{}'` : `"${column}"`
  const clear = bytes ? `replace(encode("${column}", 'base64'), E'\\n', '')` : `"${column}"::text`
  const stored = bytes ? `convert_to(n.value, 'UTF8')` : json ? 'to_jsonb(n.value)' : 'n.value'
  for (;;) {
    const { rows } = await client.query<Omit<Waiting, 'cell'>>(
      `SELECT ctid::text AS place, ${row} AS row, ${owner} AS owner, ${clear} AS value FROM ${nameOf(target)}
       WHERE NOT starts_with(${begins}, 'enc.v1.') AND ${rest.only ?? 'true'} LIMIT ${bytes ? 50 : part}`,
    )
    if (rows.length === 0) return sealed
    const keys = await keysFor(
      client,
      purpose,
      rows.map((one) => one.owner),
    )
    const values = rows.map((one) => {
      const key = keys.get(one.owner)
      if (!key || isSealed(one.value)) throw new Error(`${table} ${one.row} cannot be sealed`)
      return seal({ version: 1, key }, cell(one.row, one.owner), one.value)
    })
    const indexes = rows.map((one) => (index ? Buffer.from(blindIndex('mobile', one.value)) : null))
    await client.query(
      `UPDATE ${nameOf(target)} t SET "${column}" = ${stored} ${index ? `, "${index}" = n.index` : ''}
       FROM unnest($1::tid[], $2::text[], $3::bytea[]) AS n (place, value, index) WHERE t.ctid = n.place`,
      [rows.map(({ place }) => place), values, indexes],
    )
    sealed += rows.length
  }
}

/** People were known by a plain hash of their number; from now on by the blind index. While the numbers can still be read. */
async function indexPeople(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string; contact: string }>(
    `SELECT DISTINCT ON ("personId") "personId" AS id, contact FROM public.account WHERE NOT starts_with(contact, 'enc.v1.')`,
  )
  await client.query(
    `UPDATE public.person p SET "contactHash" = n.value FROM unnest($1::uuid[], $2::bytea[]) AS n (id, value) WHERE p.id = n.id`,
    [rows.map(({ id }) => id), rows.map(({ contact }) => Buffer.from(blindIndex('mobile', contact)))],
  )
}

/**
 * Lifts the rules that demand sealed columns: of a row with two of them the first could not be sealed while the second isn't.
 * @returns the statements that put them back, for the same transaction; they then hold for all rows
 */
async function liftRules(client: pg.Client): Promise<string[]> {
  const rules: string[] = []
  for (const column of columns) {
    if (!column.constraint) continue
    const table = nameOf(column)
    const { rows } = await client.query<{ rule: string }>(
      'SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2',
      [table, column.constraint],
    )
    const [found] = rows
    if (!found) throw new Error(`no rule ${column.constraint} on ${table}`)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${column.constraint}`)
    rules.push(`ALTER TABLE ${table} ADD CONSTRAINT ${column.constraint} ${found.rule.replace(/ NOT VALID$/, '')}`)
  }
  return rules
}

/** @returns how many values were sealed now */
export async function sealExisting(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC' })
  await client.connect()
  try {
    const names = [...new Set(columns.map(nameOf))]
    await client.query('BEGIN')
    // Whoever is still working from before finishes first; nobody else seals at the same time.
    await client.query(`LOCK TABLE ${names.join(', ')} IN EXCLUSIVE MODE`)
    await indexPeople(client)
    const rules = await liftRules(client)
    let sealed = 0
    for (const column of columns) sealed += await sealColumn(client, column)
    for (const rule of rules) await client.query(rule)
    await client.query('COMMIT')
    // The old rows are dead, not gone: rewriting the tables leaves nothing of them in their files.
    if (sealed > 0) for (const name of names) await client.query(`VACUUM FULL ${name}`)
    return sealed
  } finally {
    await client.end()
  }
}

if (process.argv[1]?.endsWith('seal-existing.ts')) {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set')
  console.log(`[keys] ${await sealExisting(url)} values sealed`)
}
