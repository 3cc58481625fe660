import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { SummaryList, type SummaryRow } from '@/components/ui/lists'
import { formatMoney } from '@/components/ui/number-format'
import type { PublishedProduct } from '@/server/catalogue/schema'

/** Whole amounts of 万元 without decimals: 300 万元. */
export function useAmountText() {
  const locale = useLocale()
  return (fen: number) => formatMoney(BigInt(fen), fen >= 1_000_000 ? 'wan' : 'yuan', locale).replace('.00', '')
}

/** Everything that a product's terms say, as rows of names and words; rates and conditions have places of their own. */
export function useTermRows(): (product: PublishedProduct) => SummaryRow[] {
  const t = useTranslations('catalogue.terms')
  const own = useTranslations('public.products')
  const text = useCatalogueText()
  const amount = useAmountText()
  const orAll = (words: readonly string[]) => (words.length === 0 ? t('all') : text.list(words))
  return ({ terms }) => [
    { label: t('amount'), value: own('range', { from: amount(terms.amountMinFen), to: amount(terms.amountMaxFen) }) },
    { label: t('term'), value: text.months(terms.termMinMonths, terms.termMaxMonths) },
    { label: t('guarantee'), value: text.guarantee(terms.guaranteeMode) },
    { label: t('methods'), value: text.list(terms.methods.map(text.method)) },
    { label: t('revolving'), value: terms.revolving ? t('revolvingYes') : t('revolvingNo') },
    { label: t('fees'), value: terms.fees.length === 0 ? t('noFees') : terms.fees.map(text.fee).join(own('sentenceSeparator')) },
    { label: t('regions'), value: orAll(terms.regions.map(text.county)) },
    { label: t('legalForms'), value: orAll(terms.legalForms.map(text.legalForm)) },
    { label: t('sizes'), value: orAll(terms.sizes.map(text.size)) },
    { label: t('industries'), value: orAll(terms.industries.map(text.industry)) },
    { label: t('purposes'), value: orAll(terms.purposes.map(text.purpose)) },
  ]
}

/** The rows of {@link useTermRows} as a list. */
export function ProductTermsList({ product }: { product: PublishedProduct }) {
  return <SummaryList rows={useTermRows()(product)} />
}
