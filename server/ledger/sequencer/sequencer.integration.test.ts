import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { appendToLedger } from '@/server/ledger/append'
import { exported, foundIn, ledgerPlaces, openLog, openWitness } from '@/tests/ledger-world'
import { startSequencer, stopSequencer } from '@/tests/standing-sequencer'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { countingLog, LedgerFork, Sequencer } from './sequencer'

let firm: Session
const places = ledgerPlaces()
const url = () => process.env.SEQUENCER_DATABASE_URL ?? ''

beforeAll(async () => {
  firm = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
})
beforeEach(() => stopSequencer())
afterAll(() => rmSync(places.root, { recursive: true, force: true }))

const act = (name: string) => as(firm, (tx) => appendToLedger(tx, firm, { act: name, enterpriseId: firm.organisationId }))

async function drained() {
  while ((await owner('SELECT FROM guard.ledger_pending LIMIT 1')).length > 0) await sleep(10)
}

/** The acts of these names in the order of their leaves. */
const order = async (prefix: string) =>
  (
    await owner<{ act: string }>(
      `SELECT convert_from(body, 'UTF8')::json->>'act' AS act FROM guard.ledger_leaf
       WHERE convert_from(body, 'UTF8')::json->>'act' LIKE $1 ORDER BY index`,
      [`${prefix}%`],
    )
  ).map(({ act }) => act)

async function connection() {
  const client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
  await client.connect()
  return client
}

const insert = (client: pg.Client, name: string) =>
  client.query(`INSERT INTO ledger_entry ("organisationId", id, act, "actorId", body) VALUES ($1, $2, $3, $4, '{}')`, [
    firm.organisationId,
    uuidv7(),
    name,
    firm.accountId,
  ])

describe('the order of leaves', () => {
  it('is the order of commits, not that of inserts or of transaction numbers', async () => {
    const [first, second] = [await connection(), await connection()]
    await first.query('BEGIN')
    await insert(first, 'order.begun-first') // number and row come first, the commit last
    await second.query('BEGIN')
    await insert(second, 'order.committed-first')
    await second.query('COMMIT')
    await first.query('COMMIT')
    startSequencer()
    await drained()
    expect(await order('order.')).toEqual(['order.committed-first', 'order.begun-first'])
    // The control: by the rows' own numbers, which are as old as the inserts, it would be the other way round.
    const byInsert = await owner<{ act: string }>(`SELECT act FROM ledger_entry WHERE act LIKE 'order.%' ORDER BY id`)
    expect(byInsert.map(({ act }) => act)).toEqual(['order.begun-first', 'order.committed-first'])
    await Promise.all([first.end(), second.end()])
  })

  it('contradicts no commit that had ended before another began, however they race', async () => {
    startSequencer()
    const commits: { act: string; from: number; to: number }[] = []
    const writer = async (number: number) => {
      const client = await connection()
      for (let turn = 0; turn < 12; turn++) {
        const name = `race.${number}-${turn}`
        await client.query('BEGIN')
        await insert(client, name)
        await sleep(Math.random() * 6)
        const from = performance.now()
        await client.query('COMMIT')
        commits.push({ act: name, from, to: performance.now() })
      }
      await client.end()
    }
    await Promise.all(Array.from({ length: 6 }, (_, number) => writer(number)))
    await drained()
    const place = new Map((await order('race.')).map((name, at) => [name, at]))
    expect(place.size).toBe(72)
    const contradicted = commits.flatMap((a) =>
      commits.filter((b) => a.to < b.from && (place.get(a.act) ?? 0) > (place.get(b.act) ?? 0)).map((b) => `${a.act} > ${b.act}`),
    )
    expect(contradicted).toEqual([])
  })
})

describe('a sequencer', () => {
  it('works alone: a second one stands by until the first is gone', async () => {
    const [first, second] = [countingLog(), countingLog()]
    const one = new Sequencer({ url: url(), log: first, now: () => new Date() })
    while (first.size === 0) await sleep(10)
    const other = new Sequencer({ url: url(), log: second, now: () => new Date() })
    await act('alone.first')
    await drained()
    await sleep(100)
    expect(second.size).toBe(0)
    await one.stop()
    await act('alone.second')
    while (second.size < first.size + 1) await sleep(20)
    await other.stop()
  })

  it('does not go on where the disk holds more than the database: that is a rolled-back database', async () => {
    const ahead = { ...countingLog(), size: 1_000_000 }
    const sequencer = new Sequencer({ url: url(), log: ahead, now: () => new Date() })
    await expect(sequencer.ended).rejects.toThrow(LedgerFork)
  })

  it('goes on after the disk was full: what could not be written is written with the next', async () => {
    const log = await openLog(places)
    let full = true
    const failing = {
      get size() {
        return log.size
      },
      get isDirty() {
        return log.isDirty
      },
      append: (body: Buffer) => log.append(body),
      publish: async (at: Date) => {
        if (full) mkdirSync(path.join(places.log, '.tmp-checkpoint'), { recursive: true }) // no file can be put there
        return log.publish(at)
      },
    }
    startSequencer(failing, { checkpointMs: 0 })
    await act('disk.full')
    await drained()
    await sleep(50)
    full = false
    rmSync(path.join(places.log, '.tmp-checkpoint'), { recursive: true, force: true })
    await act('disk.free')
    await drained()
    await stopSequencer()
    await (await openWitness(places)).look(new Date())
    expect(await foundIn(await exported(places))).toEqual([])
  })

  it('loses nothing when it is killed at any moment, and comes back to the same tree', async () => {
    const key = path.join(places.root, 'key.json')
    const jwk = places.logKey.privateKey.export({ format: 'jwk' })
    writeFileSync(key, JSON.stringify({ name: places.logKey.name, jwk }))
    const start = () =>
      spawn(process.execPath, ['--import=tsx', 'server/ledger/sequencer/main.ts'], {
        env: { ...process.env, LEDGER_FOLDER: places.log, LEDGER_KEY_FILE: key, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    let writing = true
    const writer = (async () => {
      for (let n = 0; writing; n++) {
        await act(`crash.${n}`)
        await sleep(5)
      }
    })()
    for (let round = 0; round < (process.env.TEST_FULL ? 8 : 2); round++) {
      const child = start()
      await once(child.stdout, 'data') // it has said that it is ready
      await sleep(100 + Math.random() * 1200)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await (await openWitness(places)).look(new Date())
    }
    writing = false
    await writer
    startSequencer(await openLog(places), { checkpointMs: 0 })
    await drained()
    await stopSequencer()
    const status = await (await openWitness(places)).look(new Date())
    expect(status?.refused).toBeNull()
    expect(await foundIn(await exported(places))).toEqual([])
    const [leaves] = await owner<{ n: number }>('SELECT count(*)::int AS n FROM guard.ledger_leaf')
    expect(readFileSync(path.join(places.log, 'checkpoint'), 'utf8').split('\n')[1]).toBe(String(leaves?.n))
  }, 180_000)
})

describe('the witness', () => {
  it('refuses a shorter log, another history, another key and an unsigned head, and says so', async () => {
    const witness = await openWitness(places)
    const kept = readFileSync(path.join(places.log, 'checkpoint'), 'utf8')
    const look = async (note: string) => {
      writeFileSync(path.join(places.log, 'checkpoint'), note)
      return (await witness.look(new Date()))?.refused
    }
    expect(await look(kept)).toBeNull()
    expect(await look(kept.replace(/time .*/, 'time 2020-01-01T00:00:00.000Z'))).toBe('not-signed-by-log')
    const lines = readFileSync(path.join(places.log, 'checkpoints.jsonl'), 'utf8').trim().split('\n')
    expect(await look(JSON.parse(lines[0] ?? ''))).toBe('rolled-back')
    const other = { ...ledgerPlaces(), logKey: places.logKey }
    const forked = await openLog(other)
    const size = Number(kept.split('\n')[1])
    for (let n = 0; n <= size; n++) forked.append(Buffer.from(`{"n":${n}}`))
    await forked.publish(new Date())
    const fork = readFileSync(path.join(other.log, 'checkpoint'), 'utf8')
    expect(await look(fork)).toBe('unproven') // its tiles are not there
    cpSync(path.join(other.log, 'tile'), path.join(places.log, 'tile'), { recursive: true })
    expect(await look(fork)).toBe('fork')
    const vkey = readFileSync(path.join(places.log, 'log.vkey'), 'utf8')
    writeFileSync(path.join(places.log, 'log.vkey'), readFileSync(path.join(places.witness, 'witness.vkey')))
    expect(await look(kept)).toBe('log-key-changed')
    writeFileSync(path.join(places.log, 'log.vkey'), vkey)
    expect(await look(kept)).toBeNull()
    rmSync(other.root, { recursive: true, force: true })
  })
})
