import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CompareTable } from '@/components/public/compare-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import { comparedIds } from '../compared'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.products'))('compareTitle') }
}

/** Two or three products side by side, read from the address. */
export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('public.products')
  const products = await (await api()).catalogue.publicList()
  const chosen = comparedIds(params).flatMap((id) => products.find(({ productId }) => productId === id) ?? [])
  const back = queryHref('/products', {}, { compare: chosen.map(({ productId }) => productId).join(',') })
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: back }, { label: t('compareTitle') }]} />
      <PageHeader title={t('compareTitle')} lead={t('compareLead')} />
      {chosen.length < 2 ? (
        <EmptyState
          title={t('compareEmpty')}
          actions={
            <LinkButton href={back} variant="primary">
              {t('compareChoose')}
            </LinkButton>
          }
        >
          {t('compareEmptyBody')}
        </EmptyState>
      ) : (
        <>
          <CompareTable products={chosen} today={shanghaiDate(new Date())} />
          <p>
            <Link href={back} className="text-link underline underline-offset-4">
              {t('compareBack')}
            </Link>
          </p>
        </>
      )}
    </>
  )
}
