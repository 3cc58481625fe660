import { done, type Outcome } from '@/server/kernel/outcome'
import { NotFound } from '@/server/kernel/refused'
import { findCard } from '@/server/portrait/cards.repository'
import {
  type EvidenceLine,
  type EvidencePath,
  evidencePaths,
  linesOf,
  recordFields,
} from '@/server/portrait/domain/evidence-paths'
import { knownOn } from '@/server/portrait/domain/known'
import { type Bin, catalogueOf } from '@/server/portrait/domain/score-card'
import { openedRecords, type SealedRecord } from '@/server/portrait/evidence.repository'
import { cardOfApplication, findGrant, holdGranted, openPortrait, readOpened } from '@/server/portrait/granted.repository'
import { type Peers, readPeers } from '@/server/portrait/peers.repository'
import {
  type Evidence,
  type Factor,
  type IndicatorId,
  type IndicatorReading,
  indicatorCatalogue,
  indicatorsIn,
} from '@/server/portrait/schema'
import {
  type PortraitReader,
  placeOf,
  type ReadPurpose,
  type ReadRefusal,
  readOrStop,
  refuseRead,
} from '@/server/portrait/use-cases/read-granted-portrait'
import { isCovered } from '@/server/portrait/use-cases/trim-for-reader'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { openAnswers } from '@/server/sources/repository'
import { DataClass, type EnterpriseFacts, type Provenance } from '@/server/sources/schema'

/** One record of a figure: where it came from and the lines used; `lines` is null where it was erased. */
export type GrantedEvidence = Evidence & { path: EvidencePath; provenance: Provenance | null; lines: EvidenceLine[] | null }

export type GrantedFigure = {
  portrait: { id: string; asOf: string; cardVersion: string; createdAt: Date }
  reading: IndicatorReading
  factor: Factor | null
  /** The card's bins for it; null for what earns no points. */
  bins: readonly Bin[] | null
  peers: Peers | null
  evidence: GrantedEvidence[]
  /** All that may be shown under the consent, for the page that watches it. */
  classes: readonly DataClass[]
}

type Asked = { applicationId: string; indicatorId: IndicatorId; purpose: ReadPurpose }

/** Named one by one: nothing else of the row may go to the reader. */
function provenanceOf(record: SealedRecord): Provenance {
  const { id: snapshotId, provider, providerEn, periodFrom, periodTo, issuedAt, receivedAt, digest } = record
  return { snapshotId, provider, providerEn, periodFrom, periodTo, issuedAt, receivedAt, digest }
}

/** The facts of a record as they were on the portrait's day; null once erased. */
function factsOn(record: SealedRecord, signedAnswer: string | null, asOf: string): EnterpriseFacts | null {
  if (signedAnswer === null) return null
  const { dataClass, facts } = readSnapshot({ ...record, signedAnswer, dataClass: DataClass.parse(record.dataClass) })
  return knownOn({ [dataClass]: facts }, asOf).facts
}

/**
 * One figure of the portrait that an application of the reader's own stands on, with its peers' and the very lines of the
 * agencies' records that it was read from. The look is on record by itself, naming each field of those lines; only an indicator of
 * which every class and every month of its window is covered by the consent opens. A refusal is put on record as well. Call it outside a transaction.
 * @throws NotFound when the portrait has no such indicator, or the consent does not cover it
 */
export async function showGrantedEvidence(
  reader: PortraitReader,
  { applicationId, indicatorId, purpose }: Asked,
  now: Date,
): Promise<Outcome<GrantedFigure, ReadRefusal>> {
  const read = await readOrStop(reader, async (tx): Promise<GrantedFigure | null> => {
    const grant = await findGrant(tx, placeOf(reader), applicationId)
    if (!grant) return null
    const granted = await holdGranted(tx, grant)
    const card = await findCard(tx, await cardOfApplication(tx, applicationId))
    if (!isCovered(granted, indicatorId) || !indicatorsIn(catalogueOf(card)).includes(indicatorId)) throw new NotFound('portrait')
    const { sources: classes } = indicatorCatalogue[indicatorId]
    const fields = [`indicators.${indicatorId}`, ...recordFields(indicatorId), ...classes.map((one) => `coverage.${one}`)]
    const portraitId = await openPortrait(tx, applicationId, purpose, fields)
    const records = await openedRecords(tx, { enterpriseId: grant.enterpriseId, portraitId }, classes)
    const { id, body, createdAt } = await readOpened(tx, grant.enterpriseId, portraitId)
    const reading = body.indicators.find((one) => one.id === indicatorId)
    if (!reading) throw new NotFound('portrait')
    const answers = await openAnswers(tx, grant.enterpriseId, records)
    const evidence = (reading.state === 'KNOWN' ? reading.evidence : []).flatMap((one) => {
      const record = records.find(({ dataClass }) => dataClass === one.dataClass)
      const facts = record ? factsOn(record, answers.get(record.id) ?? null, body.asOf) : null
      return evidencePaths[indicatorId]
        .filter(({ dataClass }) => dataClass === one.dataClass)
        .map((path) => ({
          ...one,
          path,
          provenance: record ? provenanceOf(record) : null,
          lines: facts && linesOf(facts, path, one),
        }))
    })
    return {
      portrait: { id, asOf: body.asOf, cardVersion: body.cardVersion, createdAt },
      reading,
      factor: body.factors.find((one) => one.indicatorId === indicatorId) ?? null,
      bins: card.factors.find((one) => one.indicatorId === indicatorId)?.bins ?? null,
      peers: await readPeers(tx, grant.enterpriseId),
      evidence,
      classes: granted.classes,
    }
  })
  return read && read !== 'budget-spent' ? done(read) : refuseRead(reader, { applicationId, purpose }, read, now)
}
