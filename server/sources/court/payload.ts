import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText, Yuan } from '../domain/wire-values'

/** What the court sends: cases with the enterprise as a party, and its entries as a court defaulter (失信被执行人). */
export const CourtPayload = z.strictObject({
  partyCode: CreditCode,
  cases: z
    .array(
      z.strictObject({
        caseNo: RecordId,
        filedOn: Day,
        role: z.enum(['原告', '被告']),
        cause: ShortText,
        claim: Yuan,
        closedOn: Day.nullable(),
      }),
    )
    .max(500),
  defaulters: z.array(z.strictObject({ listNo: RecordId, publishedOn: Day, withdrawnOn: Day.nullable() })).max(100),
})
export type CourtPayload = z.infer<typeof CourtPayload>
