import type { ProductDraft } from '@/server/catalogue/schema'
import { isCountyCode } from '@/server/kernel/areas'
import { type CityInstitution, institutions } from './institutions'
import type { ProductTemplate, Strictness } from './product-template'
import { secured } from './products-secured'
import { unsecured } from './products-unsecured'
import { hash } from './random'

export type CityProduct = { institutionCode: string; code: string; draft: ProductDraft }

const templates = { ...unsecured, ...secured }
type TemplateId = keyof typeof templates

/** What each institution offers; 91 in all. */
const offers: Record<string, readonly TemplateId[]> = {
  SHUOLING: ['TAX', 'PROPERTY', 'COAL', 'FIRST'],
  TUOLING: ['TAX', 'PAYROLL', 'GUARANTEED', 'EQUIPMENT'],
  YUNZHAN: ['TAX', 'POWER', 'TECH', 'SHOP'],
  QINGYE: ['TAXPAYER', 'PROPERTY', 'BUILDER', 'TRADER'],
  GUIYAN: ['TAX', 'COAL', 'HAULAGE', 'PAYROLL'],
  WANGLING: ['TAXPAYER', 'EQUIPMENT', 'TECH', 'GUARANTEED'],
  QINGHE: ['FARM', 'PROCESS', 'FIRST', 'PROPERTY'],
  LISHI: ['COAL', 'BUILDER', 'TAXPAYER', 'EQUIPMENT'],
  SHALIU: ['TRADER', 'FARM', 'POWER'],
  JUNCHUAN: ['TAX', 'HAULAGE', 'TRADER'],
  HAOYUAN: ['POWER', 'HAULAGE', 'SHOP'],
  BAIRONG: ['FARM', 'PROCESS', 'TRADER'],
  QIAOHUA: ['FARM', 'TRADER', 'PROPERTY'],
  SHUYUAN: ['SHOP', 'FARM', 'FIRST'],
  GUYU: ['FARM', 'PROCESS', 'SHOP'],
  HONGZAO: ['FARM', 'TRADER', 'PROCESS'],
  MAIPO: ['FARM', 'POWER', 'SHOP'],
  YAOQIAN: ['TRADER', 'FIRST'],
  CHUANKOU: ['TRADER', 'SHOP'],
  GOUNAO: ['TRADER', 'HAULAGE'],
  YANTAN: ['TRADER', 'FARM'],
  WEITANG: ['FARM', 'SHOP'],
  SANGPING: ['TRADER', 'FARM'],
  HEDUI: ['FARM', 'FIRST'],
  ZAOWAN: ['FARM'],
  LICHUAN: ['TRADER'],
  HESUI: ['QUICK'],
  MUYE: ['QUICK'],
  SHISUI: ['QUICK'],
  CHUANQU: ['QUICK'],
  SHUOFAN: ['QUICK'],
  YULIU: ['QUICK'],
  PANLI: ['BACKED'],
  SHOUYUAN: ['BACKED'],
  TONGYAN: ['BACKED'],
  HOURANG: ['BACKED'],
  HEDUN: ['BACKED'],
  LIKUANG: ['LEASE'],
  SHUOJI: ['LEASE'],
  CHICHUAN: ['LEASE'],
  LIANCHUAN: ['FACTORING'],
  PIAOLING: ['FACTORING'],
}

const fenPerWan = 1_000_000
/** Smaller lenders lend less and charge more. */
const characters: Record<CityInstitution['reach'], { amount: number; margin: number }> = {
  CITY: { amount: 1, margin: 0 },
  RURAL: { amount: 0.6, margin: 45 },
  VILLAGE: { amount: 0.4, margin: 90 },
  OTHER: { amount: 1, margin: 0 },
}

/** The 91 products, always the same: templates bent by each institution's reach, margin and strictness. */
export const products: readonly CityProduct[] = institutions.flatMap((institution) =>
  (offers[institution.code] ?? []).map((id, at) => ({
    institutionCode: institution.code,
    code: `${institution.code}-${id}-${at + 1}`,
    draft: draftOf(institution, id, templates[id]),
  })),
)

function draftOf(institution: CityInstitution, id: TemplateId, template: ProductTemplate): ProductDraft {
  const { amount, margin } = characters[institution.reach]
  const bent = (what: string, choices: number) => hash(0, id.length, `${institution.code}/${id}/${what}`) % choices
  const strictness = bent('strictness', 3) as Strictness
  // The strict are the cheap ones.
  const spread = margin + 10 * (1 - strictness) + 5 * bent('spread', 5)
  const [least, most] = template.amount
  const top = Math.max(least * 2, roundAmount(most * amount * (0.8 + 0.2 * bent('amount', 3))))
  return {
    name: institution.short + template.zh,
    nameEn: `${institution.shortEn} ${template.en}`,
    summary: template.summary,
    summaryEn: template.summaryEn,
    terms: {
      amountMinFen: least * fenPerWan,
      amountMaxFen: top * fenPerWan,
      termMinMonths: template.months[0],
      termMaxMonths: template.months[1],
      rateMinSpreadBps: template.spread[0] + spread,
      rateMaxSpreadBps: template.spread[1] + spread,
      methods: [...template.methods],
      fees: [...(template.fees ?? [])],
      guaranteeMode: template.mode,
      revolving: template.revolving ?? false,
      // Where the institution has a branch; twelve counties are the whole city, which an empty list says.
      regions:
        institution.branches.length === 12 ? [] : institution.branches.map((branch) => branch.countyCode).filter(isCountyCode),
      legalForms: [...(template.legalForms ?? [])],
      sizes: [...(template.sizes ?? [])],
      industries: [...(template.industries ?? [])],
      purposes: [...(template.purposes ?? [])],
      admissionRule: template.admits(strictness),
    },
  }
}

/** To a round figure, as product sheets print it. */
function roundAmount(wan: number): number {
  const grain = wan >= 500 ? 100 : wan >= 100 ? 50 : wan >= 30 ? 10 : 5
  return Math.max(grain, Math.round(wan / grain) * grain)
}
