import { z } from 'zod'
import { CompactMonth, CreditCode, Yuan } from '../domain/wire-values'

/** What human resources and social security sends: the unit's contributions by month. */
export const SocialSecurityPayload = z.strictObject({
  unitCode: CreditCode,
  contributions: z
    .array(
      z.strictObject({
        period: CompactMonth,
        insured: z.int().min(0).max(1_000_000),
        /** Sum of the contribution bases of all insured persons. */
        baseTotal: Yuan,
        state: z.enum(['已缴', '欠缴']),
      }),
    )
    .max(240),
  owed: Yuan,
})
export type SocialSecurityPayload = z.infer<typeof SocialSecurityPayload>
