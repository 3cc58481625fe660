import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText, Yuan } from '../domain/wire-values'

/** What the finance bureau delivers by file: subsidies and rewards that were announced. */
export const SubsidyPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        grantNo: RecordId,
        programme: ShortText,
        authority: ShortText,
        announcedOn: Day,
        amount: Yuan,
        paidOn: Day.nullable(),
      }),
    )
    .max(500),
})
export type SubsidyPayload = z.infer<typeof SubsidyPayload>
