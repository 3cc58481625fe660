import type { EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { NotFound } from '@/server/kernel/refused'
import { findCard } from '@/server/portrait/cards.repository'
import { findCurrentPortrait, findPortrait } from '@/server/portrait/repository'
import type { Evidence, IndicatorId } from '@/server/portrait/schema'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { listAgencies, readSnapshots } from '@/server/sources/repository'
import { DataClass, type Provenance } from '@/server/sources/schema'
import type { ClassedFacts } from '@/server/sources/transform-content'

type Reading = { tx: Tx; scope: EnterpriseScope }

export type ShownEvidence = Evidence & { provenance: Provenance | null; facts: ClassedFacts | null }

/** Snapshots by class, with their provider and their facts. */
async function factsOf({ tx, scope }: Reading, snapshotIds: readonly string[]) {
  const snapshots = await readSnapshots(tx, scope, snapshotIds)
  const agencies = new Map((await listAgencies(tx)).map((agency) => [agency.agencyId, agency]))
  return new Map(
    snapshots.map((snapshot) => {
      const agency = agencies.get(snapshot.agencyId)
      const { id, periodFrom, periodTo, issuedAt, receivedAt, digest, signedAnswer } = snapshot
      const provider = { provider: agency?.name ?? '--', providerEn: agency?.nameEn ?? '--' }
      const dataClass = DataClass.parse(snapshot.dataClass)
      const provenance: Provenance = { snapshotId: id, ...provider, periodFrom, periodTo, issuedAt, receivedAt, digest }
      // Erased with its key: where it came from is still known, what it said is not.
      const facts = signedAnswer === null ? null : readSnapshot({ ...snapshot, signedAnswer, dataClass })
      return [dataClass, { provenance, facts }] as const
    }),
  )
}

/**
 * One indicator of a portrait with its factor and the very snapshots that it was read from: provider, period, time of
 * receipt, digest, and the facts.
 * @throws NotFound when the enterprise has no such portrait
 */
export async function showEvidence(ctx: Reading, asked: { indicatorId: IndicatorId; portraitId?: string }) {
  const { tx, scope } = ctx
  const portrait = await (asked.portraitId ? findPortrait(tx, scope, asked.portraitId) : findCurrentPortrait(tx, scope))
  const reading = portrait?.body.indicators.find(({ id }) => id === asked.indicatorId)
  if (!portrait || !reading) throw new NotFound('portrait')
  const factor = portrait.body.factors.find(({ indicatorId }) => indicatorId === asked.indicatorId) ?? null
  const known = await factsOf(ctx, portrait.snapshotIds)
  const evidence: ShownEvidence[] = (reading.state === 'KNOWN' ? reading.evidence : []).map((one) => {
    const found = known.get(one.dataClass)
    return { ...one, provenance: found?.provenance ?? null, facts: found?.facts ?? null }
  })
  const { id, asOf, createdAt, supersededAt, cardVersion } = portrait
  const card = await findCard(tx, cardVersion)
  /** The card's bins for it, by which the screen says what would earn more; null for what earns no points. */
  const bins = card.factors.find(({ indicatorId }) => indicatorId === asked.indicatorId)?.bins ?? null
  return { portrait: { id, asOf, createdAt, supersededAt, cardVersion }, reading, factor, bins, evidence }
}

/** The newest records of a class with where they came from, or null where nothing was received. */
export async function showRecords(ctx: Reading, snapshotId: string) {
  const known = await factsOf(ctx, [snapshotId])
  return [...known.values()][0] ?? null
}
