import { z } from 'zod'
import { CompactMonth, CreditCode, Day, Yuan } from '../domain/wire-values'

/** What the tax authority sends: value-added tax returns by period, and the annual tax credit grades. */
export const TaxPayload = z.strictObject({
  taxpayerId: CreditCode,
  creditGrades: z.array(z.strictObject({ year: z.int().min(2014).max(2100), grade: z.enum(['A', 'B', 'M', 'C', 'D']) })).max(20),
  returns: z
    .array(
      z.strictObject({
        period: CompactMonth,
        /** Null when no return was filed. */
        taxableSales: Yuan.nullable(),
        taxPaid: Yuan.nullable(),
        dueDate: Day,
        filedOn: Day.nullable(),
      }),
    )
    .max(240),
  arrears: Yuan,
})
export type TaxPayload = z.infer<typeof TaxPayload>
