import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { ProductCard } from '@/components/public/product-card'
import { isLprVerified } from '@/components/public/rate-range'
import { LinkButton } from '@/components/ui/button'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { shanghaiDate } from '@/server/kernel/dates'
import { lprVerifiedUntil } from '@/server/kernel/lpr'
import { api } from '@/server/trpc/caller'
import { comparedIds, MOST_COMPARED } from './compared'
import { chosenProducts, readProductQuery, relaxations } from './filters'
import { ProductFilters } from './product-filters'

const path = '/products'
const pageSize = 12

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.products'))('title') }
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('public.products')
  const locale = await getLocale()
  const today = shanghaiDate(new Date())
  const products = await (await api()).catalogue.publicList()
  const query = readProductQuery(params)
  const chosen = chosenProducts(products, query, today)
  const compared = comparedIds(params).filter((id) => products.some(({ productId }) => productId === id))
  const pages = Math.max(1, Math.ceil(chosen.length / pageSize))
  const page = Math.min(query.page, pages)
  const toggled = (id: string) => (compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id]).join(',')
  const link = 'text-link underline underline-offset-4'
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={
          isLprVerified(today)
            ? t('lead', { count: products.length, day: formatDay(today, locale, 'prose') })
            : t('leadUnverified', {
                count: products.length,
                day: formatDay(today, locale, 'prose'),
                verified: formatDay(lprVerifiedUntil, locale, 'prose'),
              })
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[17rem_1fr]">
        <ProductFilters path={path} params={params} query={query} institutions={institutionsOf(products, locale === 'en')} />
        <div className="grid min-w-0 gap-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p role="status" className="font-semibold">
              {t('found', { count: chosen.length })}
            </p>
            {compared.length > 0 ? (
              <p className="flex flex-wrap items-center gap-3">
                <span className="text-14 text-fg-2">{t('picked', { count: compared.length, most: MOST_COMPARED })}</span>
                {compared.length > 1 ? (
                  <LinkButton href={queryHref('/products/compare', {}, { compare: compared.join(',') })} variant="primary">
                    {t('compare')}
                  </LinkButton>
                ) : null}
                <Link href={queryHref(path, params, { compare: undefined })} scroll={false} className={link}>
                  {t('compareNone')}
                </Link>
              </p>
            ) : null}
          </div>
          {chosen.length === 0 ? (
            <EmptyState title={products.length === 0 ? t('nothingOnOffer') : t('noneFound')}>
              <Relaxations path={path} params={params} found={relaxations(products, query.filter)} />
            </EmptyState>
          ) : (
            <ul className="grid gap-4 md:grid-cols-2">
              {chosen.slice((page - 1) * pageSize, page * pageSize).map((product) => (
                <li key={product.productId} className="grid">
                  <ProductCard
                    product={product}
                    today={today}
                    action={
                      compared.includes(product.productId) || compared.length < MOST_COMPARED ? (
                        <Link
                          href={queryHref(path, params, { compare: toggled(product.productId) })}
                          scroll={false}
                          className={`inline-flex min-h-9 items-center text-14 ${link}`}
                        >
                          {compared.includes(product.productId)
                            ? t('compareRemove', { name: locale === 'en' ? product.nameEn : product.name })
                            : t('compareAdd', { name: locale === 'en' ? product.nameEn : product.name })}
                        </Link>
                      ) : null
                    }
                  />
                </li>
              ))}
            </ul>
          )}
          <Pagination
            page={page}
            pageSize={pageSize}
            total={chosen.length}
            href={(to) => queryHref(path, params, { page: to })}
          />
        </div>
      </div>
    </>
  )
}

function institutionsOf(products: readonly PublishedProduct[], english: boolean) {
  const names = new Map(products.map((one) => [one.institutionId, english ? one.institutionNameEn : one.institutionName]))
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, english ? 'en' : 'zh-CN'))
}

async function Relaxations({
  path: to,
  params,
  found,
}: {
  path: string
  params: SearchParams
  found: ReturnType<typeof relaxations>
}) {
  const t = await getTranslations('public.products')
  const link = 'text-link underline underline-offset-4'
  return (
    <ul className="grid gap-1">
      {found.map(({ name, found: count }) => (
        <li key={name}>
          <Link href={queryHref(to, params, { [name]: undefined, page: undefined })} className={link}>
            {t('relax', { filter: t(`filters.${name}`), count })}
          </Link>
        </li>
      ))}
      <li>
        <Link href={to} className={link}>
          {t('relaxAll')}
        </Link>
      </li>
    </ul>
  )
}
