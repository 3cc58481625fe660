import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'
import { digestOf } from './canonical-json'
import { CardTerms } from './domain/card-terms'
import { cardByVersion, type ScoreCard, withPublished } from './domain/score-card'

const Published = z.array(z.object({ card: CardTerms, digest: z.string(), validFrom: z.iso.date() }))

/**
 * All score cards that a portrait may have been drawn by or is drawn by from some day on, oldest first: the built-in ones and
 * those published since. To an enterprise or a bank only those that are in force already.
 * @throws RangeError where a stored card is not the one that was published
 */
export async function listCards(tx: Tx): Promise<readonly ScoreCard[]> {
  const rows = Published.parse(await tx.$queryRaw`SELECT card, digest, "validFrom" FROM guard.published_cards()`)
  return withPublished(
    rows.map(({ card, digest, validFrom }) => {
      if (digestOf(card) !== digest) throw new RangeError(`score card ${card.version} is not the one that was published`)
      return { ...card, validFrom }
    }),
  )
}

/**
 * The very card that a portrait was drawn by.
 * @throws RangeError for a version that never was
 */
export const findCard = async (tx: Tx, version: string): Promise<ScoreCard> => cardByVersion(version, await listCards(tx))
