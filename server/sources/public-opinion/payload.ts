import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText } from '../domain/wire-values'

export const tones = ['正面', '中性', '负面'] as const
export const topics = ['劳动用工', '产品质量', '安全生产', '合同履约', '表彰奖励'] as const

/** What the public credit centre delivers by file: reports in the media, and whether an authority confirmed them. */
export const PublicOpinionPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        itemNo: RecordId,
        publishedOn: Day,
        tone: z.enum(tones),
        topic: z.enum(topics),
        title: ShortText,
        outlet: ShortText,
        confirmed: z.enum(['是', '否']),
      }),
    )
    .max(500),
})
export type PublicOpinionPayload = z.infer<typeof PublicOpinionPayload>
