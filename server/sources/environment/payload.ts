import { z } from 'zod'
import { CreditCode, Day, ShortText } from '../domain/wire-values'

/** 《企业环境信用评价办法（试行）》: green, blue, yellow, red. */
export const ratingNames = ['环保诚信企业', '环保良好企业', '环保警示企业', '环保不良企业'] as const

/** What the ecology bureau delivers by file: the environmental credit of each year. */
export const EnvironmentPayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        year: z.string().regex(/^20\d\d$/),
        rating: z.enum(ratingNames),
        authority: ShortText,
        ratedOn: Day,
      }),
    )
    .max(40),
})
export type EnvironmentPayload = z.infer<typeof EnvironmentPayload>
