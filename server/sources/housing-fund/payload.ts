import { z } from 'zod'
import { CompactMonth, CreditCode, Quantity, Yuan } from '../domain/wire-values'

export const depositStates = ['正常', '欠缴', '缓缴'] as const

/** What the housing fund centre delivers by file: one line a month. */
export const HousingFundPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        period: CompactMonth,
        contributors: Quantity,
        baseTotal: Yuan,
        deposited: Yuan,
        state: z.enum(depositStates),
      }),
    )
    .max(240),
})
export type HousingFundPayload = z.infer<typeof HousingFundPayload>
