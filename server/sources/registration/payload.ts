import { z } from 'zod'
import { CreditCode, Day, ShortText, Yuan } from '../domain/wire-values'

const identity = {
  uscc: CreditCode,
  entityName: ShortText,
  entityType: z.enum(['企业', '个体工商户', '农民专业合作社']),
  industryCode: z.string().regex(/^[A-T]\d{2,4}$/),
  countyCode: z.string().regex(/^\d{6}$/),
  address: ShortText,
  foundedOn: Day,
  legalRepresentative: ShortText,
  status: z.enum(['存续', '吊销', '注销']),
}

/** What market regulation sends about an enterprise that authorised it: the full registration with its changes. */
export const RegistrationPayload = z.strictObject({
  ...identity,
  registeredCapital: Yuan,
  paidInCapital: Yuan,
  changes: z
    .array(z.strictObject({ changedOn: Day, item: z.enum(['法定代表人变更', '住所变更', '注册资本变更', '股东变更']) }))
    .max(200),
})
export type RegistrationPayload = z.infer<typeof RegistrationPayload>

/** The public entry of the register: who this credit code is. The contact is masked; only the agency can reach it. */
export const RegisterEntryPayload = z.strictObject({ ...identity, contactMasked: z.string().max(40) })
export type RegisterEntryPayload = z.infer<typeof RegisterEntryPayload>
