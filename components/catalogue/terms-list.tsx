import { useTranslations } from 'next-intl'
import { SummaryList } from '@/components/ui/lists'
import { formatRate } from '@/components/ui/number-format'
import type { ProductTerms } from '@/server/catalogue/schema'
import { decimalText } from '@/server/kernel/number-text'
import { useCatalogueText } from './catalogue-text'
import { RuleWords } from './rule-words'

type Props = {
  terms: ProductTerms
  /** The LPR of the day in basis points, where rates are to be shown as such; without it, the spread alone. */
  lprBps?: number
}

/** The terms of a product version, all of them. */
export function TermsList({ terms, lprBps }: Props) {
  const t = useTranslations('catalogue.terms')
  const text = useCatalogueText()
  const { list } = text
  const orAll = (items: string[]) => (items.length === 0 ? t('all') : list(items))
  const points = (bps: number) => `${bps > 0 ? '+' : ''}${decimalText(BigInt(bps), 100n, 2)}`
  const spread = t('spreadValue', { min: points(terms.rateMinSpreadBps), max: points(terms.rateMaxSpreadBps) })
  const rate = (bps: number, base: number) => formatRate(Math.max(0, base + bps))
  return (
    <SummaryList
      rows={[
        { label: t('amount'), value: text.range(text.money(terms.amountMinFen), text.money(terms.amountMaxFen)) },
        { label: t('term'), value: text.months(terms.termMinMonths, terms.termMaxMonths) },
        ...(lprBps === undefined
          ? []
          : [
              { label: t('rate'), value: text.range(rate(terms.rateMinSpreadBps, lprBps), rate(terms.rateMaxSpreadBps, lprBps)) },
            ]),
        { label: t('spread'), value: spread },
        { label: t('methods'), value: list(terms.methods.map(text.method)) },
        { label: t('guarantee'), value: text.guarantee(terms.guaranteeMode) },
        { label: t('revolving'), value: terms.revolving ? t('revolvingYes') : t('revolvingNo') },
        {
          label: t('fees'),
          value:
            terms.fees.length === 0 ? (
              t('noFees')
            ) : (
              <ul>
                {terms.fees.map((fee) => (
                  <li key={`${fee.kind} ${fee.basis} ${fee.value}`}>{text.fee(fee)}</li>
                ))}
              </ul>
            ),
        },
        { label: t('purposes'), value: orAll(terms.purposes.map(text.purpose)) },
        { label: t('regions'), value: orAll(terms.regions.map(text.county)) },
        { label: t('legalForms'), value: orAll(terms.legalForms.map(text.legalForm)) },
        { label: t('sizes'), value: orAll(terms.sizes.map(text.size)) },
        { label: t('industries'), value: orAll(terms.industries.map(text.industry)) },
        { label: t('rule'), value: <RuleWords rule={terms.admissionRule} /> },
      ]}
    />
  )
}
