import { z } from 'zod'
import { CreditCode, DashedMonth, Day, Quantity, Yuan } from '../domain/wire-values'

const bills = <Unit extends string>(unit: Unit) =>
  z.strictObject({
    customerCode: CreditCode,
    unit: z.literal(unit),
    bills: z
      .array(
        z.strictObject({
          month: DashedMonth,
          usage: Quantity,
          amount: Yuan,
          dueOn: Day,
          settledOn: Day.nullable(),
        }),
      )
      .max(240),
    unpaid: Yuan,
  })

/** What the power, water and gas companies send: one bill a month. Only the unit tells them apart. */
export const ElectricityPayload = bills('kWh')
export const WaterPayload = bills('m3')
export const GasPayload = bills('m3')
export type UtilityPayload = z.infer<typeof ElectricityPayload> | z.infer<typeof WaterPayload>
