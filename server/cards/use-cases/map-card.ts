import type { z } from 'zod'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { type IndicatorId, indicatorCatalogue, indicatorIds } from '@/server/portrait/schema'
import type { CardField } from '../domain/card'
import { type MappedField, type Measure, measures, measuresFor } from '../domain/mapping'
import { readPmml } from '../pmml/read-card'
import { findCard, putInUse, retire, setMapping } from '../repository'
import { type mapCardInput, unfed } from '../schema'
import type { CardContext } from './context'

/** What may feed a field: every indicator that fits its type, in each measure that does. */
export const feedsOf = (field: CardField): { indicatorId: IndicatorId; measure: Measure }[] =>
  indicatorIds.flatMap((indicatorId) =>
    measuresFor(field, indicatorCatalogue[indicatorId].unit).map((measure) => ({ indicatorId, measure })),
  )

/**
 * Says which indicators feed the card's fields: once for a version, so that its past scores stay explicable. A field without one
 * is missing when the card runs; at least one has one.
 * @throws Refused where an indicator doesn't fit the field, NotFound, ChangedMeanwhile when it is mapped already
 */
export async function mapCard(ctx: CardContext, input: z.infer<typeof mapCardInput>) {
  const stored = await findCard(ctx.tx, ctx.scope, input.cardId)
  if (!stored) throw new NotFound('card')
  const fields = new Map(readPmml(stored.source).fields.map((field) => [field.name, field]))
  const mapping = input.fields.flatMap(({ field: name, feed }, at): MappedField[] => {
    const field = fields.get(name)
    if (!field) throw new Refused('card.unfit-indicator', { name, field: `fields.${at}.feed` })
    if (feed === unfed) return []
    const [id, wanted] = feed.split('|')
    const found = feedsOf(field).find(
      ({ indicatorId, measure }) => indicatorId === id && measure === measures.find((one) => one === wanted),
    )
    if (!found) throw new Refused('card.unfit-indicator', { name, field: `fields.${at}.feed` })
    return [{ field: name, ...found }]
  })
  if (new Set(mapping.map((one) => one.field)).size !== mapping.length) throw new Refused('card.mapped-twice')
  if (mapping.length === 0) throw new Refused('card.nothing-mapped')
  if (!(await setMapping(ctx.tx, ctx.scope, stored.id, mapping, ctx.person, ctx.now))) throw new ChangedMeanwhile('card')
  await appendToLedger(ctx.tx, ctx.person, {
    act: 'card.mapped',
    subjectId: stored.id,
    body: { code: stored.code, version: stored.version, indicatorIds: mapping.map((one) => one.indicatorId) },
  })
  return { cardId: stored.id }
}

/** From now on this version scores applications, in place of the one before. @throws ChangedMeanwhile unless mapped and unused */
export async function useCard(ctx: CardContext, cardId: string) {
  const stored = await findCard(ctx.tx, ctx.scope, cardId)
  if (!stored) throw new NotFound('card')
  if (!stored.mapping) throw new Refused('card.not-mapped')
  if (!(await putInUse(ctx.tx, ctx.scope, stored, ctx.now))) throw new ChangedMeanwhile('card')
  await appendToLedger(ctx.tx, ctx.person, {
    act: 'card.put-to-use',
    subjectId: stored.id,
    body: { code: stored.code, version: stored.version },
  })
  return { cardId }
}

/** From now on no version of this card scores applications. @throws ChangedMeanwhile when it wasn't in use */
export async function retireCard(ctx: CardContext, cardId: string) {
  const stored = await findCard(ctx.tx, ctx.scope, cardId)
  if (!stored) throw new NotFound('card')
  if (!(await retire(ctx.tx, ctx.scope, stored.id, ctx.now))) throw new ChangedMeanwhile('card')
  await appendToLedger(ctx.tx, ctx.person, {
    act: 'card.retired',
    subjectId: stored.id,
    body: { code: stored.code, version: stored.version },
  })
  return { cardId }
}
