import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import type { MatchedProduct } from '@/server/flows/match-products'
import { decimalText } from '@/server/kernel/number-text'

/** Parts per million as a percentage: 50833 → 5.08%. */
export const percentOfPpm = (ppm: number) => `${decimalText(BigInt(ppm), 10_000n, 2)}%`

/** What the platform assumes of twelve months' sales for a line (server/matching/domain/estimate.ts), for its formula. */
const salesShare = { CREDIT: '20%', GUARANTEE: '30%', MORTGAGE: '40%', PLEDGE: '40%' } as const

type Part = Pick<MatchedProduct, 'cost' | 'line'> & { product: Pick<MatchedProduct['product'], 'terms'> }

/** The figures of a match as labels and texts, in the order in which cards and comparisons show them. */
export function useMatchFigures() {
  const t = useTranslations('matching.card')
  const locale = useLocale()
  const text = useCatalogueText()
  const yuan = (fen: bigint) => formatMoney(fen, 'yuan', locale)
  return ({ cost, line, product: { terms } }: Part) => [
    {
      key: 'rate',
      label: t('rate'),
      value: cost ? text.range(formatRate(cost.rateFromBps), formatRate(cost.rateToBps)) : '--',
    },
    { key: 'amount', label: t('amount'), value: text.range(text.money(terms.amountMinFen), text.money(terms.amountMaxFen)) },
    { key: 'term', label: t('term'), value: text.months(terms.termMinMonths, terms.termMaxMonths) },
    {
      key: 'first',
      label: t('first'),
      value: cost ? t('firstAt', { amount: yuan(cost.firstInstalment.amountFen), period: cost.firstInstalment.period }) : '--',
    },
    { key: 'interest', label: t('interest'), value: cost ? yuan(cost.totalInterestFen) : '--' },
    { key: 'fees', label: t('fees'), value: cost ? yuan(cost.feesFen) : '--' },
    {
      key: 'line',
      label: t('line'),
      value: line.lineFen === null ? t('noLine') : line.lineFen === 0n ? t('zeroLine') : formatMoney(line.lineFen, 'wan', locale),
    },
  ]
}

/** How cost and line come about, with the compound cost beside the simple one. */
export function CostDetails({ match }: { match: Part }) {
  const t = useTranslations('matching.costDetails')
  const { cost, product } = match
  return (
    <div className="grid gap-2 text-14">
      {cost ? (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
          <dt className="text-fg-2">{t('simple')}</dt>
          <dd className="figures">{percentOfPpm(cost.annualCostSimplePpm)}</dd>
          <dt className="text-fg-2">{t('compound')}</dt>
          <dd className="figures">{percentOfPpm(cost.annualCostCompoundPpm)}</dd>
          <dt className="text-fg-2">{t('estimated')}</dt>
          <dd className="figures">{formatRate(cost.rateBps)}</dd>
        </dl>
      ) : null}
      <p className="max-w-[45em] text-fg-2">{t('note')}</p>
      <p className="max-w-[45em] text-fg-2">{t('line', { share: salesShare[product.terms.guaranteeMode] })}</p>
    </div>
  )
}
