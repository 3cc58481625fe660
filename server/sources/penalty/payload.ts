import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText, Yuan } from '../domain/wire-values'

/** What the public credit centre sends about administrative penalties. `category`: 1–11 of reference 4.6. */
export const PenaltyPayload = z.strictObject({
  subjectCode: CreditCode,
  penalties: z
    .array(
      z.strictObject({
        documentNo: RecordId,
        decidedOn: Day,
        authority: ShortText,
        category: z.int().min(1).max(11),
        severity: z.enum(['轻微', '一般', '严重']),
        fine: Yuan.nullable(),
        repairedOn: Day.nullable(),
      }),
    )
    .max(500),
})
export type PenaltyPayload = z.infer<typeof PenaltyPayload>
