import pg from 'pg'
import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { classesInForce, coveringFields } from './schema'

/**
 * The consent that an institution's own application stands on, whether it is in force by the database's clock, and the classes that
 * may be shown under it.
 */
export async function findStanding(tx: Tx, { institutionId }: InstitutionScope, applicationId: string) {
  const [row] = await tx.$queryRaw<{ consentId: string; live: boolean }[]>`
    SELECT c.id AS "consentId", c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now() AS live
    FROM application a JOIN consent c ON c."enterpriseId" = a."enterpriseId" AND c.id = a."consentId"
    WHERE a."institutionId" = ${institutionId}::uuid AND a.id = ${applicationId}::uuid`
  if (!row) return null
  const covering = await tx.consent.findFirst({ where: { institutionId, id: row.consentId }, select: coveringFields })
  return { ...row, classes: covering ? classesInForce(covering) : [] }
}

const channel = 'consent_moved'
const reconnectMs = 1_000

type Listening = { watchers: Map<string, Set<() => void>>; client?: Promise<pg.Client> }
const store = globalThis as { consentMoves?: Listening } // survives hot reload, or connections would pile up

/** One connection a process, opened with the first watcher. The channel carries numbers of consents and nothing else. */
async function open(listening: Listening): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.TENANT_DATABASE_URL, application_name: 'consent moves' })
  client.on('notification', ({ payload }) => {
    for (const tell of [...(listening.watchers.get(payload ?? '') ?? [])]) tell()
  })
  const lost = () => {
    listening.client = undefined
    // What moved in the meantime is not known: everybody looks again, and whoever still watches is heard again.
    setTimeout(() => {
      for (const tells of [...listening.watchers.values()]) for (const tell of [...tells]) tell()
    }, reconnectMs)
  }
  client.on('error', lost)
  await client.connect()
  await client.query(`LISTEN ${channel}`)
  return client
}

/**
 * Calls `tell` when the consent is withdrawn, paused, resumed or expires, or a sign-off under it ends: with the commit that
 * did it. Returns how to stop. Look at the consent's state after this returns, not before.
 */
export async function watchConsent(consentId: string, tell: () => void): Promise<() => void> {
  store.consentMoves ??= { watchers: new Map() }
  const listening = store.consentMoves
  const tells = listening.watchers.get(consentId) ?? new Set()
  listening.watchers.set(consentId, tells.add(tell))
  const stop = () => {
    tells.delete(tell)
    if (tells.size === 0) listening.watchers.delete(consentId)
  }
  try {
    listening.client ??= open(listening)
    await listening.client
    return stop
  } catch (error) {
    listening.client = undefined
    stop()
    throw error
  }
}

/** Closes the connection; for the end of a test file. */
export async function stopWatching(): Promise<void> {
  const client = await store.consentMoves?.client
  store.consentMoves = undefined
  await client?.end()
}
