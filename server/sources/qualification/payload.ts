import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText } from '../domain/wire-values'

export const titleNames = [
  '科技型中小企业',
  '高新技术企业',
  '创新型中小企业',
  '专精特新中小企业',
  '专精特新“小巨人”企业',
] as const

/** What the science bureau delivers by file: recognitions of its own and of the industry authority. */
export const QualificationPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        certificateNo: RecordId,
        title: z.enum(titleNames),
        authority: ShortText,
        recognisedOn: Day,
        validUntil: Day,
        withdrawnOn: Day.nullable(),
      }),
    )
    .max(100),
})
export type QualificationPayload = z.infer<typeof QualificationPayload>
