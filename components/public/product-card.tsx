import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { countyOf } from '@/server/kernel/areas'
import type { PlainDate } from '@/server/kernel/dates'
import { rateRange } from './rate-range'

/** Names of a product and of its institution in the reader's language. */
export function useProductNames() {
  const english = useLocale() === 'en'
  return {
    product: ({ name, nameEn }: Pick<PublishedProduct, 'name' | 'nameEn'>) => (english ? nameEn : name),
    institution: ({ institutionName, institutionNameEn }: Pick<PublishedProduct, 'institutionName' | 'institutionNameEn'>) =>
      english ? institutionNameEn : institutionName,
    summary: ({ summary, summaryEn }: Pick<PublishedProduct, 'summary' | 'summaryEn'>) => (english ? summaryEn : summary),
    county: (code: string) => (english ? countyOf(code)?.en : countyOf(code)?.zh) ?? code,
  }
}

type Props = {
  product: PublishedProduct
  today: PlainDate /** Beside the name: add to the comparison. */
  action?: ReactNode
  level?: 2 | 3
}

/** A product on offer in the figures that people choose by; the card leads to its page. */
export function ProductCard({ product, today, action, level = 2 }: Props) {
  const t = useTranslations('public.products')
  const catalogue = useTranslations('catalogue')
  const locale = useLocale()
  const names = useProductNames()
  const { terms } = product
  const rates = rateRange(terms, today)
  const Heading = level === 2 ? 'h2' : 'h3'
  const figures = [
    { label: t('rate'), value: t('range', { from: formatRate(rates.fromBps), to: formatRate(rates.toBps) }) },
    { label: t('ceiling'), value: formatMoney(BigInt(terms.amountMaxFen), 'wan', locale).replace('.00', '') },
    { label: t('term'), value: t('months', { from: terms.termMinMonths, to: terms.termMaxMonths }) },
    { label: t('guarantee'), value: catalogue(`guaranteeModes.${terms.guaranteeMode}`) },
  ]
  return (
    <article className="relative grid content-start gap-3 rounded-card border border-border bg-surface p-card hover:border-border-strong">
      <div className="grid gap-0.5">
        <Heading className="text-16">
          <Link
            href={`/products/${product.productId}`}
            className="after:absolute after:inset-0 after:rounded-card hover:text-link"
          >
            {names.product(product)}
          </Link>
        </Heading>
        <p className="text-14 text-fg-2">{names.institution(product)}</p>
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-13 text-fg-3">{label}</dt>
            <dd className="figures font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-14 text-fg-2">{names.summary(product)}</p>
      {action ? <div className="relative z-1 justify-self-start">{action}</div> : null}
    </article>
  )
}
