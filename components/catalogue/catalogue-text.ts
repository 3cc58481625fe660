import { useLocale, useTranslations } from 'next-intl'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import type { Fee, ProductTerms } from '@/server/catalogue/schema'
import { countyOf } from '@/server/kernel/areas'
import { findDivision, findSection } from '@/server/kernel/industry'

type Named = { name: string; nameEn: string }

/** How the parts of a product are named in the reader's language. For server components. */
export function useCatalogueText() {
  const t = useTranslations('catalogue')
  const lending = useTranslations('lending')
  const locale = useLocale()
  const english = locale === 'en'
  const list = new Intl.ListFormat(locale, { type: 'disjunction' })
  const own = ({ name, nameEn }: Named) => (english ? nameEn : name)
  const county = (code: string) => {
    const found = countyOf(code)
    return found ? (english ? found.en : found.zh) : code
  }
  /** A section letter or a code, by the standard's name of its section or division. */
  const industry = (code: string) => {
    const found = code.length === 1 ? findSection(code) : findDivision(code.slice(0, 3))
    if (!found) return code
    return code.length > 3 ? `${english ? found.en : found.zh} ${code}` : english ? found.en : found.zh
  }
  const money = (fen: number | bigint) => formatMoney(BigInt(fen), BigInt(fen) % 1_000_000n === 0n ? 'wan' : 'yuan', locale)
  const range = (from: string, to: string) => `${from} ${english ? '–' : '～'} ${to}`
  return {
    own,
    county,
    industry,
    money,
    range,
    /** 甲、乙或丙; Latin is set off from Han by a space. */
    list: (items: readonly string[]) => list.format(items).replace(/或(?=[\w¥])/, '或 '),
    method: (method: ProductTerms['methods'][number]) => lending(`methods.${method}`),
    purpose: (purpose: ProductTerms['purposes'][number]) => lending(`purposes.${purpose}`),
    legalForm: (form: ProductTerms['legalForms'][number]) => t(`legalForms.${form}`),
    size: (size: ProductTerms['sizes'][number]) => t(`sizes.${size}`),
    guarantee: (mode: ProductTerms['guaranteeMode']) => t(`guaranteeModes.${mode}`),
    termOf: (months: number) => t('terms.term1', { months }),
    months: (min: number, max: number) => t('terms.months', { min, max }),
    fee: ({ kind, basis, value }: Fee) =>
      basis === 'FIXED_UPFRONT'
        ? t('terms.feeFixed', { kind: t(`feeKinds.${kind}`), amount: formatMoney(BigInt(value), 'yuan', locale) })
        : t('terms.feeShare', { kind: t(`feeKinds.${kind}`), share: formatRate(value) }),
  }
}
