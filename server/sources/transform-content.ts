import type { z } from 'zod'
import { type Outcome, refused } from '@/server/kernel/outcome'
import { AgriculturePayload } from './agriculture/payload'
import { transformAgriculture } from './agriculture/transform'
import { CourtPayload } from './court/payload'
import { transformCourt } from './court/transform'
import { CustomsPayload } from './customs/payload'
import { transformCustoms } from './customs/transform'
import type { ContentContext, ContentRefusal } from './domain/content-rules'
import { EnvironmentPayload } from './environment/payload'
import { transformEnvironment } from './environment/transform'
import { HousingFundPayload } from './housing-fund/payload'
import { transformHousingFund } from './housing-fund/transform'
import { IntellectualPropertyPayload } from './intellectual-property/payload'
import { transformIntellectualProperty } from './intellectual-property/transform'
import { ListPayload } from './list/payload'
import { transformList } from './list/transform'
import { PenaltyPayload } from './penalty/payload'
import { transformPenalty } from './penalty/transform'
import { PermitPayload } from './permit/payload'
import { transformPermit } from './permit/transform'
import { ProcurementPayload } from './procurement/payload'
import { transformProcurement } from './procurement/transform'
import { PublicOpinionPayload } from './public-opinion/payload'
import { transformPublicOpinion } from './public-opinion/transform'
import { QualificationPayload } from './qualification/payload'
import { transformQualification } from './qualification/transform'
import { VerificationPayload } from './real-estate/payload'
import { transformVerification } from './real-estate/transform'
import { RegistrationPayload } from './registration/payload'
import { transformRegistration } from './registration/transform'
import type { DataClass, FactsByClass } from './schema'
import { SocialSecurityPayload } from './social-security/payload'
import { transformSocialSecurity } from './social-security/transform'
import { SubsidyPayload } from './subsidy/payload'
import { transformSubsidy } from './subsidy/transform'
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
    case 'PERMIT':
      return read(dataClass, PermitPayload, transformPermit, content, context)
    case 'INTELLECTUAL_PROPERTY':
      return read(dataClass, IntellectualPropertyPayload, transformIntellectualProperty, content, context)
    case 'CUSTOMS':
      return read(dataClass, CustomsPayload, transformCustoms, content, context)
    case 'HOUSING_FUND':
      return read(dataClass, HousingFundPayload, transformHousingFund, content, context)
    case 'QUALIFICATION':
      return read(dataClass, QualificationPayload, transformQualification, content, context)
    case 'PROCUREMENT':
      return read(dataClass, ProcurementPayload, transformProcurement, content, context)
    case 'SUBSIDY':
      return read(dataClass, SubsidyPayload, transformSubsidy, content, context)
    case 'ENVIRONMENT':
      return read(dataClass, EnvironmentPayload, transformEnvironment, content, context)
    case 'AGRICULTURE':
      return read(dataClass, AgriculturePayload, transformAgriculture, content, context)
    case 'PUBLIC_OPINION':
      return read(dataClass, PublicOpinionPayload, transformPublicOpinion, content, context)
    case 'REAL_ESTATE':
      return read(dataClass, VerificationPayload, transformVerification, content, context)
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
