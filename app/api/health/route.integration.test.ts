import { afterEach, expect, it, vi } from 'vitest'
import { closeDatabase } from '@/server/db/client'
import { owner } from '@/tests/world'
import { GET } from './route'

afterEach(async () => {
  vi.unstubAllEnvs()
  await closeDatabase()
})

async function asked() {
  const answer = await GET()
  const { status, database, worker, version } = await answer.json()
  expect([answer.headers.get('cache-control'), version]).toEqual(['no-store', expect.stringMatching(/^\d/)])
  return [answer.status, status, database, worker]
}

const seen = (age: string) =>
  owner(
    `INSERT INTO guard.worker_life (seen_at) VALUES (now() - $1::interval) ON CONFLICT (only_row) DO UPDATE SET seen_at = excluded.seen_at`,
    [age],
  )

it('says that a worker never seen is unknown, one seen a minute ago late, and serves all the same', async () => {
  await owner('DELETE FROM guard.worker_life')
  expect(await asked()).toEqual([200, 'ok', 'ok', 'unknown'])
  await seen('5 minutes')
  expect(await asked()).toEqual([200, 'ok', 'ok', 'late'])
  await seen('5 seconds')
  expect(await asked()).toEqual([200, 'ok', 'ok', 'ok'])
})

it('answers 503 when the database is out of reach', async () => {
  await closeDatabase()
  // A port that nothing listens on: refused at once.
  vi.stubEnv('PUBLIC_DATABASE_URL', 'postgresql://app_public:none@127.0.0.1:1/none')
  expect(await asked()).toEqual([503, 'down', 'down', 'unknown'])
})
