import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText, Yuan } from '../domain/wire-values'

export const bidOutcomes = ['中标', '未中标', '废标'] as const

/** What the public resource trading centre delivers by file: bids and government procurement. */
export const ProcurementPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        noticeNo: RecordId,
        project: ShortText,
        buyer: ShortText,
        openedOn: Day,
        amount: Yuan,
        outcome: z.enum(bidOutcomes),
      }),
    )
    .max(1_000),
})
export type ProcurementPayload = z.infer<typeof ProcurementPayload>
