import { useLocale, useTranslations } from 'next-intl'
import { SummaryList, type SummaryRow } from '@/components/ui/lists'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import type { Fee, PublishedProduct } from '@/server/catalogue/schema'
import { findDivision, findSection } from '@/server/kernel/industry'
import { useProductNames } from './product-card'

/** Whole amounts of 万元 without decimals: 300 万元. */
export function useAmountText() {
  const locale = useLocale()
  return (fen: number) => formatMoney(BigInt(fen), fen >= 1_000_000 ? 'wan' : 'yuan', locale).replace('.00', '')
}

/** A fee in words: what for, how much, when. */
export function useFeeText() {
  const t = useTranslations('catalogue')
  const amount = useAmountText()
  return (fee: Fee): string =>
    fee.basis === 'FIXED_UPFRONT'
      ? t('terms.feeFixed', { kind: t(`feeKinds.${fee.kind}`), amount: amount(fee.value) })
      : t('terms.feeShare', { kind: t(`feeKinds.${fee.kind}`), share: formatRate(fee.value) })
}

/** Everything that a product's terms say, as rows of names and words; rates and conditions have places of their own. */
export function useTermRows(): (product: PublishedProduct) => SummaryRow[] {
  const t = useTranslations('catalogue')
  const lending = useTranslations('lending')
  const own = useTranslations('public.products')
  const english = useLocale() === 'en'
  const names = useProductNames()
  const amount = useAmountText()
  const fee = useFeeText()
  const list = (words: readonly string[]) => (words.length === 0 ? t('terms.all') : words.join(own('listSeparator')))
  const industry = (code: string) => {
    const found = findSection(code) ?? findDivision(code.slice(0, 3))
    const name = english ? found?.en : found?.zh
    return name === undefined || code.length > 3 ? code : name
  }
  return ({ terms }) => [
    { label: t('terms.amount'), value: own('range', { from: amount(terms.amountMinFen), to: amount(terms.amountMaxFen) }) },
    { label: t('terms.term'), value: own('months', { from: terms.termMinMonths, to: terms.termMaxMonths }) },
    { label: t('terms.guarantee'), value: t(`guaranteeModes.${terms.guaranteeMode}`) },
    { label: t('terms.methods'), value: list(terms.methods.map((method) => lending(`methods.${method}`))) },
    { label: t('terms.revolving'), value: terms.revolving ? t('terms.revolvingYes') : t('terms.revolvingNo') },
    {
      label: t('terms.fees'),
      value: terms.fees.length === 0 ? t('terms.noFees') : terms.fees.map(fee).join(own('sentenceSeparator')),
    },
    { label: t('terms.regions'), value: list(terms.regions.map(names.county)) },
    { label: t('terms.legalForms'), value: list(terms.legalForms.map((form) => t(`legalForms.${form}`))) },
    { label: t('terms.sizes'), value: list(terms.sizes.map((size) => t(`sizes.${size}`))) },
    { label: t('terms.industries'), value: list(terms.industries.map(industry)) },
    { label: t('terms.purposes'), value: list(terms.purposes.map((purpose) => lending(`purposes.${purpose}`))) },
  ]
}

/** The rows of {@link useTermRows} as a list. */
export function ProductTermsList({ product }: { product: PublishedProduct }) {
  return <SummaryList rows={useTermRows()(product)} />
}
