import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { HeadlineFigures } from '@/components/public/headline-figures'
import { ProductCard } from '@/components/public/product-card'
import { LinkButton } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import { portalOf } from '@/server/auth/schema'
import { currentSession } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { featuredProducts } from './featured'

const featuredCount = 6
const steps = ['consent', 'portrait', 'apply'] as const
const others = [
  { kind: 'INSTITUTION', icon: 'landmark' },
  { kind: 'OFFICE', icon: 'chart-line' },
  { kind: 'AGENCY', icon: 'building' },
] as const satisfies readonly { kind: Parameters<typeof portalOf>[0]; icon: IconName }[]

const link = 'text-link underline underline-offset-4'

export default async function FrontPage() {
  const t = await getTranslations('public.home')
  const session = await currentSession()
  const caller = await api()
  const [headline, products] = await Promise.all([caller.statistics.publicHeadline(), caller.catalogue.publicList()])
  const today = shanghaiDate(new Date())
  return (
    <div className="grid gap-12 py-4 md:py-8">
      <section className="grid gap-5">
        <h1 className="max-w-[20em] break-keep text-30 md:text-40">{t('promise')}</h1>
        <p className="max-w-[40em] text-fg-2">{t('lead')}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href={session ? portalOf(session.kind) : '/register'} variant="primary">
            {session && session.kind !== 'ENTERPRISE' ? t('toPortal') : t('borrow')}
          </LinkButton>
          <LinkButton href="/products">{t('browse')}</LinkButton>
        </div>
      </section>

      <section aria-labelledby="totals" className="grid gap-3">
        <h2 id="totals" className="text-20">
          {t('totals')}
        </h2>
        <HeadlineFigures headline={headline} figures="main" />
        <p className="text-14">
          <Link href="/statistics" className={link}>
            {t('toStatistics')}
          </Link>
        </p>
      </section>

      <section aria-labelledby="steps" className="grid gap-4">
        <h2 id="steps" className="text-20">
          {t('steps.title')}
        </h2>
        <ol className="grid gap-6 md:grid-cols-3">
          {steps.map((step, index) => (
            <li key={step} className="grid content-start gap-1 border-primary border-t-2 pt-3">
              <h3 className="flex gap-2 font-semibold text-16">
                <span className="figures text-primary">{index + 1}</span>
                {t(`steps.${step}.title`)}
              </h3>
              <p className="text-fg-2">{t(`steps.${step}.body`)}</p>
            </li>
          ))}
        </ol>
      </section>

      {products.length > 0 ? (
        <section aria-labelledby="products" className="grid gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 id="products" className="text-20">
              {t('products')}
            </h2>
            <Link href="/products" className={link}>
              {t('allProducts', { count: products.length })}
            </Link>
          </div>
          <p className="text-14 text-fg-3">{t('productsLead')}</p>
          <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
            {featuredProducts(products, today, featuredCount).map((product) => (
              <li key={product.productId} className="grid">
                <ProductCard product={product} today={today} level={3} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}

      <section aria-labelledby="others" className="grid gap-4">
        <h2 id="others" className="text-20">
          {t('others.title')}
        </h2>
        <ul className="grid gap-4 md:grid-cols-3">
          {others.map(({ kind, icon }) => (
            <li key={kind} className="flex gap-3 border-border border-t pt-4">
              <Icon name={icon} className="mt-0.5 shrink-0 text-fg-3" />
              <div className="grid content-start gap-1">
                <h3 className="font-semibold text-16">{t(`others.${kind}.title`)}</h3>
                <p className="text-14 text-fg-2">{t(`others.${kind}.body`)}</p>
                <p>
                  <Link href={`/login?next=${portalOf(kind)}`} className={link}>
                    {t(`others.${kind}.signIn`)}
                  </Link>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
