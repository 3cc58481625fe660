import { evaluateCard, type NotScored, type Scored } from '@/server/cards/domain/evaluate-card'
import { valuesFor } from '@/server/cards/domain/mapping'
import { readPmml } from '@/server/cards/pmml/read-card'
import { listInUse } from '@/server/cards/repository'
import { done, type Outcome } from '@/server/kernel/outcome'
import { appendToLedger } from '@/server/ledger/append'
import { findCard } from '@/server/portrait/cards.repository'
import { findGrant, holdGranted, openPortrait, readOpened } from '@/server/portrait/granted.repository'
import { indicatorCatalogue } from '@/server/portrait/schema'
import {
  type PortraitReader,
  placeOf,
  type ReadPurpose,
  type ReadRefusal,
  readOrStop,
  refuseRead,
} from '@/server/portrait/use-cases/read-granted-portrait'
import { isCovered, trimForReader } from '@/server/portrait/use-cases/trim-for-reader'

/** What a bank is told of its own card on an application: score and reasons, never a value that they were made of. */
export type CardResult = { cardId: string; code: string; version: number; modelName: string } & (
  | { score: number; reasons: string[] }
  | NotScored
)

const told = (result: Scored | NotScored) =>
  'noScore' in result ? result : { score: result.score, reasons: result.reasons.map((reason) => reason.code) }

/**
 * Runs the bank's cards in use on the portrait of one of its applications, under the consent that this stands on: the cards see
 * the mapped indicators whose data classes and months are granted, anything else is missing to them. The read is on record with those
 * indicators, and each run is on the ledger. Where the read is refused, that is on record as for any other read.
 */
export async function runBankCards(
  reader: PortraitReader,
  applicationId: string,
  purpose: ReadPurpose,
  now: Date,
): Promise<Outcome<CardResult[], ReadRefusal>> {
  const results = await readOrStop(reader, async (tx): Promise<CardResult[] | null> => {
    const cards = await listInUse(tx, reader.organisationId)
    if (cards.length === 0) return []
    const grant = await findGrant(tx, placeOf(reader), applicationId)
    if (!grant) return null
    const granted = await holdGranted(tx, grant)
    const mapped = new Set(cards.flatMap((card) => card.mapping.map((one) => one.indicatorId)))
    const wanted = [...mapped].sort().filter((id) => isCovered(granted, id))
    const used = new Set(wanted.flatMap((id) => indicatorCatalogue[id].sources))
    const fields = [...wanted.map((id) => `indicators.${id}`), ...[...used].sort().map((one) => `coverage.${one}`)]
    const portraitId = await openPortrait(tx, applicationId, purpose, fields)
    const { body } = await readOpened(tx, grant.enterpriseId, portraitId)
    const readings = trimForReader(body, granted, await findCard(tx, body.cardVersion)).indicators.filter(({ id }) =>
      mapped.has(id),
    )
    return Promise.all(
      cards.map(async ({ id, code, version, modelName, digest, source, mapping }): Promise<CardResult> => {
        const result = evaluateCard(readPmml(source), valuesFor(mapping, readings))
        await appendToLedger(tx, reader, {
          act: 'card.run',
          enterpriseId: grant.enterpriseId,
          subjectId: id,
          body: { applicationId, portraitId, code, version, digest, scored: !('noScore' in result) },
        })
        return { cardId: id, code, version, modelName, ...told(result) }
      }),
    )
  })
  return results && results !== 'budget-spent' ? done(results) : refuseRead(reader, { applicationId, purpose }, results, now)
}
