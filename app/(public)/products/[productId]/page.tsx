import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { orNotFound } from '@/app/or-not-found'
import { RuleWords } from '@/components/catalogue/rule-words'
import { ProductRates } from '@/components/public/product-rates'
import { ProductTermsList } from '@/components/public/product-terms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { currentSession } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { CostExample } from './cost-example'

type Props = { params: Promise<{ productId: string }>; searchParams: Promise<SearchParams> }

const productOf = cache(async (productId: string) => orNotFound((await api()).catalogue.publicOne({ productId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await productOf((await params).productId)
  return { title: (await getLocale()) === 'en' ? product.nameEn : product.name }
}

export default async function ProductPage({ params, searchParams }: Props) {
  const product = await productOf((await params).productId)
  const t = await getTranslations('public.products')
  const catalogue = await getTranslations('catalogue')
  const kinds: Record<string, string> = {
    BANK: catalogue('institutionKinds.BANK'),
    MICRO_LENDER: catalogue('institutionKinds.MICRO_LENDER'),
    GUARANTOR: catalogue('institutionKinds.GUARANTOR'),
    LESSOR: catalogue('institutionKinds.LESSOR'),
    FACTOR: catalogue('institutionKinds.FACTOR'),
  }
  const locale = await getLocale()
  const english = locale === 'en'
  const today = shanghaiDate(new Date())
  const signedIn = (await currentSession())?.kind
  const name = english ? product.nameEn : product.name
  // Who lends or guarantees for a living applies for nothing; the rest go to their own page or to registration.
  const apply = signedIn === 'ENTERPRISE' ? `/sme/matching/products/${product.productId}` : signedIn ? null : '/register'
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/products' }, { label: name }]} />
      <PageHeader
        title={name}
        lead={english ? product.summaryEn : product.summary}
        actions={
          apply ? (
            <LinkButton href={apply} variant="primary">
              {t('apply')}
            </LinkButton>
          ) : null
        }
      />
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-14 text-fg-2">
        <span>
          {english ? product.institutionNameEn : product.institutionName}
          {kinds[product.institutionKind] ? t('kindOf', { kind: kinds[product.institutionKind] ?? '' }) : null}
        </span>
        <span>{t('servicePhone', { phone: product.servicePhone })}</span>
        <span>{t('publishedAs', { version: product.version, at: formatInstant(product.publishedAt, locale) })}</span>
      </p>
      <ProductRates terms={product.terms} today={today} />
      <CostExample product={product} params={await searchParams} today={today} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title={t('conditions')} lead={t('conditionsLead')}>
          <RuleWords rule={product.terms.admissionRule} />
        </Section>
        <Section title={t('terms')}>
          <ProductTermsList product={product} />
        </Section>
      </div>
    </>
  )
}
