import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText } from '../domain/wire-values'

/** What the public credit centre sends about the lists that an enterprise stands or stood on, and how it was evaluated. */
export const ListPayload = z.strictObject({
  subjectCode: CreditCode,
  entries: z
    .array(
      z.strictObject({
        entryNo: RecordId,
        listName: z.enum([
          '经营异常名录',
          '严重违法失信名单',
          '重大税收违法失信主体名单',
          '拖欠农民工工资失信联合惩戒名单',
          '守信激励名单',
        ]),
        authority: ShortText,
        includedOn: Day,
        excludedOn: Day.nullable(),
      }),
    )
    .max(200),
  /** Yearly results of the public credit evaluation; answers from before it was delivered lack them. */
  evaluations: z
    .array(
      z.strictObject({
        year: z.string().regex(/^20\d{2}$/),
        level: z.enum(['优', '良', '中', '差']),
        authority: ShortText,
        evaluatedOn: Day,
      }),
    )
    .max(20)
    .optional(),
})
export type ListPayload = z.infer<typeof ListPayload>
