import process from 'node:process'
import pg from 'pg'
import { appendTombstone, readTombstones, Tombstone, tombstoneFile } from '@/server/keys/tombstones'

/**
 * At every start, as the database's owner: what was erased stays erased, also in a database that was restored from a backup from
 * before. Erasures that the database knows and the file does not, as from before there was one, join the file.
 * @returns how many were carried out again
 */
export async function replayErasures(databaseUrl: string, file = tombstoneFile()): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC' })
  await client.connect()
  try {
    const told = readTombstones(file)
    let replayed = 0
    for (const tombstone of told) {
      const { rows } = await client.query<{ done: boolean }>('SELECT guard.replay_erasure($1) AS done', [tombstone])
      if (rows[0]?.done) replayed += 1
    }
    const { rows } = await client.query<{ tombstone: unknown }>(
      `SELECT guard.erasure_tombstone(e.id) AS tombstone FROM guard.erasure e WHERE e.verdict = 'CONFIRM' AND e.id <> ALL ($1::uuid[])
       ORDER BY e.settled_at`,
      [told.map(({ id }) => id)],
    )
    for (const { tombstone } of rows) appendTombstone(Tombstone.parse(tombstone), file)
    return replayed
  } finally {
    await client.end()
  }
}

if (process.argv[1]?.endsWith('replay-erasures.ts')) {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set')
  console.log(`[keys] ${await replayErasures(url)} erasures carried out again`)
}
