import { z } from 'zod'
import { CreditCode, DashedMonth, Yuan } from '../domain/wire-values'

/** What the customs send: the trader's credit grade and its declarations by month. */
export const CustomsPayload = z.strictObject({
  traderCode: CreditCode,
  /** Null: not filed as importer or exporter. */
  rating: z.enum(['高级认证企业', '备案企业', '失信企业']).nullable(),
  months: z
    .array(
      z.strictObject({
        month: DashedMonth,
        exportValue: Yuan,
        importValue: Yuan,
        declarations: z.int().min(0).max(1_000_000),
      }),
    )
    .max(240),
})
export type CustomsPayload = z.infer<typeof CustomsPayload>
