import type { z } from 'zod'
import { NotFound, Refused } from '@/server/kernel/refused'
import type { Value } from '../domain/card'
import { evaluateCard } from '../domain/evaluate-card'
import { typedValue } from '../domain/typed-value'
import { readPmml } from '../pmml/read-card'
import { findCard } from '../repository'
import type { tryCardInput } from '../schema'
import type { CardContext } from './context'
import { feedsOf } from './map-card'

/** A version with what it reads, what it scores, and what may feed each of its fields. */
export async function showCard(ctx: Pick<CardContext, 'tx' | 'scope'>, cardId: string) {
  const stored = await findCard(ctx.tx, ctx.scope, cardId)
  if (!stored) throw new NotFound('card')
  const { source, ...shown } = stored
  const card = readPmml(source)
  return {
    ...shown,
    card,
    fields: card.fields.map((field) => ({
      name: field.name,
      displayName: field.displayName,
      dataType: field.dataType,
      feeds: feedsOf(field),
    })),
  }
}

/**
 * What the card makes of invented values, with the points of each characteristic. No enterprise's data comes near it.
 * @throws Refused at the field whose value isn't of its type
 */
export async function tryCard(ctx: Pick<CardContext, 'tx' | 'scope'>, input: z.infer<typeof tryCardInput>) {
  const stored = await findCard(ctx.tx, ctx.scope, input.cardId)
  if (!stored) throw new NotFound('card')
  const card = readPmml(stored.source)
  const byName = new Map(card.fields.map((field) => [field.name, field]))
  const values = new Map<string, Value | null>()
  for (const { field: name, value } of input.values) {
    const field = byName.get(name)
    if (!field || value.trim() === '') continue
    const typed = typedValue(value.trim(), field.dataType)
    if (typed === null) throw new Refused('card.value-of-type', { name, value, type: field.dataType })
    values.set(name, typed)
  }
  return evaluateCard(card, values)
}
