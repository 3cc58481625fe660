import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { owner } from '@/tests/world'
import { cyclesOf, dependencies, type Transaction } from './cycles'

type Level = 'SERIALIZABLE' | 'REPEATABLE READ'
const [lanes, perLane, keys] = [8, process.env.TEST_FULL ? 600 : 60, 6]

/** One transaction that reads two lists and appends to one of them; null where the database refused it. */
async function attempt(client: pg.Client, level: Level, id: number, pick: () => number): Promise<Transaction | null> {
  const [first, second] = [pick(), pick()]
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${level}`)
    const reads: Transaction['reads'] = []
    for (const key of new Set([first, second])) {
      const { rows } = await client.query<{ list: number[] }>('SELECT list FROM isolation WHERE key = $1', [key])
      reads.push({ key, list: rows[0]?.list ?? [] })
    }
    await client.query('UPDATE isolation SET list = list || $2::integer WHERE key = $1', [first, id])
    await client.query('COMMIT')
    return { id, reads, appends: [{ key: first, value: id }] }
  } catch (error) {
    await client.query('ROLLBACK')
    if (error instanceof pg.DatabaseError && ['40001', '40P01'].includes(error.code ?? '')) return null
    throw error
  }
}

let clients: pg.Client[] = []
beforeAll(async () => {
  await owner('CREATE TABLE isolation (key integer PRIMARY KEY, list integer[] NOT NULL)')
  clients = Array.from({ length: lanes }, () => new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL }))
  await Promise.all(clients.map((client) => client.connect()))
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()))
  await owner('DROP TABLE isolation')
})

/** Runs transactions side by side. A deterministic pick a lane, so that every run asks the same. */
async function historyAt(level: Level) {
  await owner(`TRUNCATE isolation; INSERT INTO isolation SELECT k, '{}' FROM generate_series(1, ${keys}) k`)
  const committed = await Promise.all(
    clients.map(async (client, lane) => {
      const done: Transaction[] = []
      let state = lane + 1
      const pick = () => {
        state = (state * 48_271) % 2_147_483_647
        return 1 + (state % keys)
      }
      for (let n = 1; n <= perLane; n++) {
        const one = await attempt(client, level, lane * perLane + n, pick)
        if (one) done.push(one)
      }
      return done
    }),
  )
  const final = new Map(
    (await owner<{ key: number; list: number[] }>('SELECT key, list FROM isolation')).map(({ key, list }) => [key, list]),
  )
  const all = committed.flat()
  return {
    committed: all.length,
    lost: all.length - [...final.values()].flat().length,
    cycles: cyclesOf(dependencies(all, final)),
  }
}

// The version of PostgreSQL that this product runs on, not the product: design/security.md F3 tells of a version that broke its word.
describe('this PostgreSQL', () => {
  it('orders what it calls serializable: no transactions that must each come before the other', async () => {
    const { committed, lost, cycles } = await historyAt('SERIALIZABLE')
    expect(committed).toBeGreaterThan(lanes * 2)
    expect([lost, cycles]).toEqual([0, []])
  })

  it('does not at REPEATABLE READ, and the checker sees it (control)', async () => {
    const { lost, cycles } = await historyAt('REPEATABLE READ')
    expect(lost).toBe(0)
    expect(cycles.length).toBeGreaterThan(0)
  })
})
