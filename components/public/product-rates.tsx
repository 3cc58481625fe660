import { useLocale, useTranslations } from 'next-intl'
import { formatDay } from '@/components/ui/date-format'
import { formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { ProductTerms } from '@/server/catalogue/schema'
import type { PlainDate } from '@/server/kernel/dates'
import { lprVerifiedUntil } from '@/server/kernel/lpr'
import { isLprVerified, rateRange } from './rate-range'

/** The annual rate and how it is made: LPR of its date, plus the product's basis points. */
export function ProductRates({ terms, today }: { terms: ProductTerms; today: PlainDate }) {
  const t = useTranslations('public.products')
  const locale = useLocale()
  const { fromBps, toBps, bases } = rateRange(terms, today)
  const spread = (bps: number) => `${bps < 0 ? '−' : '+'}${Math.abs(bps)}`
  return (
    <Section title={t('rate')}>
      <p className="figures font-semibold text-30">{t('range', { from: formatRate(fromBps), to: formatRate(toBps) })}</p>
      <ul className="grid gap-1">
        {bases.map((base) => (
          <li key={base.tenor} className="figures">
            {t('rateMade', {
              tenor: t(`tenors.${base.tenor}`),
              lpr: formatRate(base.lprBps),
              day: formatDay(base.lprFrom, locale, 'prose'),
              least: spread(terms.rateMinSpreadBps),
              most: spread(terms.rateMaxSpreadBps),
              from: formatRate(base.fromBps),
              to: formatRate(base.toBps),
            })}
          </li>
        ))}
      </ul>
      <p className="max-w-[45em] text-14 text-fg-2">
        {isLprVerified(today) ? t('rateNote') : t('rateUnverified', { verified: formatDay(lprVerifiedUntil, locale, 'prose') })}
      </p>
    </Section>
  )
}
