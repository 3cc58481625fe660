import { z } from 'zod'
import { CreditCode, Day, RecordId, ShortText } from '../domain/wire-values'

/** What market regulation sends about patents, trade marks and registered software. */
export const IntellectualPropertyPayload = z.strictObject({
  ownerCode: CreditCode,
  rights: z
    .array(
      z.strictObject({
        registrationNo: RecordId,
        kind: z.enum(['发明专利', '实用新型', '外观设计', '注册商标', '软件著作权']),
        title: ShortText,
        grantedOn: Day,
        state: z.enum(['有效', '失效']),
        pledged: z.boolean(),
      }),
    )
    .max(500),
})
export type IntellectualPropertyPayload = z.infer<typeof IntellectualPropertyPayload>
