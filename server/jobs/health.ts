import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import packageJson from '@/package.json'
import { poolOf } from '@/server/db/client'
import { type LogHealth, readLogHealth } from '@/server/ledger/log-health'

/** Every act is in the database before it is in the tree: `waiting` of them are not yet; `late` when nobody takes them. */
export type LedgerHealth = LogHealth & { status: 'ok' | 'late' | 'unknown'; size: number; waiting: number; lag: number | null }

export type Health = {
  status: 'ok' | 'down'
  database: 'ok' | 'down'
  /** `late`: no sign of life for over a minute; pages work, records are not fetched. */
  worker: 'ok' | 'late' | 'unknown'
  /** `late`: what shows an enterprise's data answers 503 until the sequencer is back; everything else works. */
  ledger: LedgerHealth | null
  version: string
}

type State = { size: string; waiting: string; since: number | null }

const ledgerState = async (): Promise<State> => {
  const { rows } = await poolOf('public').query<State>(
    'SELECT size, waiting, extract(epoch FROM now() - "lastSequencedAt")::float8 AS since FROM guard.ledger_state()',
  )
  return rows[0] ?? { size: '0', waiting: '0', since: null }
}

async function readLedger(now: Date): Promise<LedgerHealth | null> {
  try {
    const log = await readLogHealth(now)
    let state = await ledgerState()
    // Something always waits for a moment; it is late when it still does, and nothing was placed meanwhile.
    if (state.waiting !== '0' && (state.since ?? 99) > 1) {
      await sleep(400)
      state = await ledgerState()
    }
    const isLate = state.waiting !== '0' && (state.since ?? 99) > 1
    const lag = state.waiting === '0' ? 0 : state.since
    return { ...log, status: isLate ? 'late' : 'ok', size: Number(state.size), waiting: Number(state.waiting), lag }
  } catch (error) {
    console.error('ledger health:', (error as Error).message)
    return null
  }
}

/** The worker signs every 10 s (guard.worker_seen); six misses make it late. */
export async function readHealth(): Promise<Health> {
  const version = packageJson.version
  try {
    const { rows } = await poolOf('public').query<{ age: number | null }>(
      'SELECT extract(epoch FROM now() - guard.worker_last_seen())::int AS age',
    )
    const age = rows[0]?.age ?? null
    const ledger = await readLedger(new Date())
    return { status: 'ok', database: 'ok', worker: age === null ? 'unknown' : age > 60 ? 'late' : 'ok', ledger, version }
  } catch {
    return { status: 'down', database: 'down', worker: 'unknown', ledger: null, version }
  }
}
