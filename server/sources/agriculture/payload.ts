import { z } from 'zod'
import { CreditCode, Day, Quantity, RecordId } from '../domain/wire-values'

export const holdingKinds = ['种植', '林果', '养殖'] as const

/** What the agriculture bureau delivers by file: registered land and herds of agricultural businesses. */
export const AgriculturePayload = z.strictObject({
  subjectCode: CreditCode,
  records: z
    .array(
      z.strictObject({
        registerNo: RecordId,
        kind: z.enum(holdingKinds),
        /** Mu for crops and orchards, heads for livestock. */
        quantity: Quantity,
        registeredOn: Day,
        validUntil: Day.nullable(),
      }),
    )
    .max(300),
})
export type AgriculturePayload = z.infer<typeof AgriculturePayload>
