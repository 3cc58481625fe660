import 'server-only'
import packageJson from '@/package.json'
import { poolOf } from '@/server/db/client'

export type Health = {
  status: 'ok' | 'down'
  database: 'ok' | 'down'
  /** `late`: no sign of life for over a minute; pages work, records are not fetched. */
  worker: 'ok' | 'late' | 'unknown'
  version: string
}

/** The worker signs every 10 s (guard.worker_seen); six misses make it late. */
export async function readHealth(): Promise<Health> {
  const version = packageJson.version
  try {
    const { rows } = await poolOf('public').query<{ age: number | null }>(
      'SELECT extract(epoch FROM now() - guard.worker_last_seen())::int AS age',
    )
    const age = rows[0]?.age ?? null
    return { status: 'ok', database: 'ok', worker: age === null ? 'unknown' : age > 60 ? 'late' : 'ok', version }
  } catch {
    return { status: 'down', database: 'down', worker: 'unknown', version }
  }
}
