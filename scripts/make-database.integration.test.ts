import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { assertUnused } from './make-database.mjs'

const connect = async (database: string) => {
  const client = new pg.Client(`postgresql://owner:owner@127.0.0.1:${inject('databasePort')}/${database}`)
  await client.connect()
  return client
}

test('a database that somebody uses is not dropped under his feet; once he has left, it may be', async () => {
  const server = await connect('postgres')
  await server.query('CREATE DATABASE used_by_somebody')
  await assertUnused(server, 'used_by_somebody')
  const somebody = await connect('used_by_somebody')
  await expect(assertUnused(server, 'used_by_somebody')).rejects.toThrow(/in use by 1 connection.+Stop the running product first/)
  await somebody.end()
  await expect.poll(() => assertUnused(server, 'used_by_somebody').then(() => 'unused', String)).toBe('unused')
  await server.query('DROP DATABASE used_by_somebody')
  await server.end()
})
