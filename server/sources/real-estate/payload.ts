import { z } from 'zod'
import { CreditCode, Day } from '../domain/wire-values'

/** What a register says to stated claims: yes, no, or that it cannot tell. Nothing of its entries is in the answer. */
export const VerificationPayload = z.strictObject({
  ownerCode: CreditCode,
  answers: z
    .array(
      z.strictObject({
        /** SHA-256 (hex) of the claim as it was asked, so that the answer cannot be moved to another claim. */
        claimDigest: z.string().regex(/^[0-9a-f]{64}$/),
        itemId: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
        answer: z.enum(['是', '否', '无法核实']),
        checkedOn: Day,
      }),
    )
    .max(50),
})
export type VerificationPayload = z.infer<typeof VerificationPayload>
