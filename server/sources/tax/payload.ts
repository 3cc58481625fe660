import { z } from 'zod'
import { CompactMonth, CreditCode, Day, Yuan } from '../domain/wire-values'

/**
 * Eight characters that the authority derives from buyer and seller by a key of its own. No name and no credit code (18
 * characters) passes, so that nothing about a third party can enter with a firm's invoices.
 */
const BuyerPseudonym = z.string().regex(/^[0-9A-HJ-NP-Z]{8}$/)

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
  /** Invoices by month with the ten largest buyers of each; null where the enterprise doesn't share them, absent in older answers. */
  invoices: z
    .array(
      z.strictObject({
        period: CompactMonth,
        invoiced: Yuan,
        buyers: z.array(z.strictObject({ buyer: BuyerPseudonym, amount: Yuan })).max(10),
      }),
    )
    .max(12)
    .nullish(),
})
export type TaxPayload = z.infer<typeof TaxPayload>
