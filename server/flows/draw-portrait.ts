import { uuidv7 } from 'uuidv7'
import type { EnterpriseScope } from '@/server/auth/scope'
import { findConsent } from '@/server/consent/repository'
import { classesInForce } from '@/server/consent/schema'
import type { Tx } from '@/server/db/transaction'
import { findIndustry, updateFromRecords } from '@/server/identity/enterprise-record.repository'
import { shanghaiDate } from '@/server/kernel/dates'
import { digestOf } from '@/server/portrait/canonical-json'
import { listCards } from '@/server/portrait/cards.repository'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { packFacts } from '@/server/portrait/domain/packed/pack'
import { cardOn } from '@/server/portrait/domain/score-card'
import { sizeByRecords } from '@/server/portrait/domain/size-by-records'
import { replacePacked } from '@/server/portrait/packed.repository'
import { insertPortrait } from '@/server/portrait/repository'
import type { Portrait } from '@/server/portrait/schema'
import { factsOf } from '@/server/sources/read-snapshot'
import { listLatestSnapshots, readSnapshots } from '@/server/sources/repository'
import type { DatedFacts } from '@/server/sources/schema'
import { followRepresentative } from './follow-register'

export type Drawing = { tx: Tx; scope: EnterpriseScope; consentId: string; at: Date }
export type Drawn = { id: string; body: Portrait; digest: string; facts: DatedFacts; snapshotIds: string[] }

/**
 * The portrait that the newest snapshots under a consent give at an instant, not stored; null where there are none. Of personal
 * classes only what is signed off; the caller holds the consent, so that no sign-off ends meanwhile.
 */
export async function drawPortrait({ tx, scope, consentId, at }: Drawing): Promise<Drawn | null> {
  const consent = await findConsent(tx, scope, consentId)
  const inForce: readonly string[] = consent ? classesInForce(consent) : []
  const newest = (await listLatestSnapshots(tx, scope, consentId)).filter(({ dataClass }) => inForce.includes(dataClass))
  const snapshots = await readSnapshots(
    tx,
    scope,
    newest.map(({ id }) => id),
  )
  if (snapshots.length === 0) return null
  const facts = factsOf(snapshots)
  const asOf = shanghaiDate(at)
  const body = buildPortrait(facts, cardOn(asOf, await listCards(tx)), asOf)
  return { id: uuidv7(), body, digest: digestOf(body), facts, snapshotIds: snapshots.map(({ id }) => id).sort() }
}

/** Keeps what a portrait was drawn from as packed rows as well, in its own transaction: runs over the city score from them. */
export const packPortrait = ({ tx, scope, consentId }: Drawing, { facts, body }: Drawn, portraitId: string): Promise<void> =>
  replacePacked(tx, scope, { consentId, portraitId, rows: packFacts(facts, body) ?? [] })

/** Stores a drawn portrait as the one that counts, and what the records say of the firm itself. */
export async function storePortrait({ tx, scope, consentId, at }: Drawing, drawn: Drawn): Promise<void> {
  const { id, body, digest, snapshotIds, facts } = drawn
  await insertPortrait(tx, scope, { id, consentId, body, digest, snapshotIds, createdAt: at })
  await packPortrait({ tx, scope, consentId, at }, drawn, id)
  const size = sizeByRecords(await findIndustry(tx, scope), facts, body)
  await updateFromRecords(tx, scope, { size, registeredCapitalFen: facts.REGISTRATION?.registeredCapitalFen })
  if (facts.REGISTRATION) await followRepresentative({ tx, scope, now: at }, facts.REGISTRATION.legalRepresentative)
}
