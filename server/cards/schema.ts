import { z } from 'zod'
import { IndicatorId } from '@/server/portrait/schema'
import { Measure } from './domain/mapping'

export { measures } from './domain/mapping'
export const maximumCardBytes = 512 * 1024

export const cardCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'card.code')

export const uploadCardInput = z.strictObject({
  code: cardCode,
  file: z.strictObject({
    name: z.string().min(1).max(200),
    // Four characters of base64 stand for three bytes.
    contentBase64: z.base64().max(Math.ceil(maximumCardBytes / 3) * 4, 'file.too-large'),
  }),
})

export const oneCardInput = z.strictObject({ cardId: z.uuidv7() })

/** One field of a card: the indicator that feeds it and in which measure; absent indicators leave the field missing. */
export const MappedField = z.strictObject({ field: z.string(), indicatorId: IndicatorId, measure: Measure })

/** A field that no indicator feeds: it is missing when the card runs. */
export const unfed = 'none'

/** From a form: `feed` is `indicator|measure`, or `none`. */
export const mapCardInput = z.strictObject({
  cardId: z.uuidv7(),
  fields: z.array(z.strictObject({ field: z.string().max(500), feed: z.string().max(200) })).max(500),
})

export const tryCardInput = z.strictObject({
  cardId: z.uuidv7(),
  values: z.array(z.strictObject({ field: z.string().max(500), value: z.string().max(200) })).max(500),
})

export const runCardsInput = z.strictObject({
  applicationId: z.uuidv7(),
  purpose: z.enum(['LOAN_REVIEW', 'LOAN_APPROVAL', 'CONTRACT']),
})
