import type { z } from 'zod'
import { type Outcome, refused } from '@/server/kernel/outcome'
import { CourtPayload } from './court/payload'
import { transformCourt } from './court/transform'
import type { ContentContext, ContentRefusal } from './domain/content-rules'
import { ListPayload } from './list/payload'
import { transformList } from './list/transform'
import { PenaltyPayload } from './penalty/payload'
import { transformPenalty } from './penalty/transform'
import { RegistrationPayload } from './registration/payload'
import { transformRegistration } from './registration/transform'
import type { DataClass, FactsByClass } from './schema'
import { SocialSecurityPayload } from './social-security/payload'
import { transformSocialSecurity } from './social-security/transform'
import { TaxPayload } from './tax/payload'
import { transformTax } from './tax/transform'
import { ElectricityPayload, GasPayload, WaterPayload } from './utility/payload'
import { transformUtility } from './utility/transform'

/** Facts that still know their class: narrowing on `dataClass` narrows `facts`. */
export type ClassedFacts = { [Class in DataClass]: { dataClass: Class; facts: FactsByClass[Class] } }[DataClass]

/** Turns the verified content of any agency into facts: parsed strictly, checked as a whole, in our own units. Pure. */
export function transformContent(
  dataClass: DataClass,
  content: unknown,
  context: ContentContext,
): Outcome<ClassedFacts, ContentRefusal> {
  switch (dataClass) {
    case 'REGISTRATION':
      return read(dataClass, RegistrationPayload, transformRegistration, content, context)
    case 'TAX':
      return read(dataClass, TaxPayload, transformTax, content, context)
    case 'SOCIAL_SECURITY':
      return read(dataClass, SocialSecurityPayload, transformSocialSecurity, content, context)
    case 'ELECTRICITY':
      return read(dataClass, ElectricityPayload, transformUtility, content, context)
    case 'WATER':
      return read(dataClass, WaterPayload, transformUtility, content, context)
    case 'GAS':
      return read(dataClass, GasPayload, transformUtility, content, context)
    case 'PENALTY':
      return read(dataClass, PenaltyPayload, transformPenalty, content, context)
    case 'COURT':
      return read(dataClass, CourtPayload, transformCourt, content, context)
    case 'LIST':
      return read(dataClass, ListPayload, transformList, content, context)
    default:
      return dataClass satisfies never
  }
}

function read<Class extends DataClass, Payload>(
  dataClass: Class,
  schema: z.ZodType<Payload>,
  transform: (payload: Payload, context: ContentContext) => Outcome<FactsByClass[Class], ContentRefusal>,
  content: unknown,
  context: ContentContext,
): Outcome<{ dataClass: Class; facts: FactsByClass[Class] }, ContentRefusal> {
  const parsed = schema.safeParse(content)
  if (!parsed.success) return refused('content.shape')
  const outcome = transform(parsed.data, context)
  return outcome.ok ? { ok: true, value: { dataClass, facts: outcome.value } } : outcome
}
