import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText } from '../domain/wire-values'

/** What the administrative approval bureau sends: permits issued to an enterprise. */
export const PermitPayload = z.strictObject({
  holderCode: CreditCode,
  permits: z
    .array(
      z.strictObject({
        permitNo: RecordId,
        permitName: ShortText,
        authority: ShortText,
        issuedOn: Day,
        /** Null: without end. */
        expiresOn: Day.nullable(),
        state: z.enum(['有效', '注销', '撤销']),
      }),
    )
    .max(300),
})
export type PermitPayload = z.infer<typeof PermitPayload>
