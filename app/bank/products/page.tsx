import { getTranslations } from 'next-intl/server'
import { ProductTable } from '@/components/catalogue/product-table'
import { LinkButton } from '@/components/ui/button'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/bank/products'
const states = ['PUBLISHED', 'DRAFT', 'WITHDRAWN'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('catalogue.manage'))('title') }
}

/** The institution's own products. */
export default async function ProductsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const session = await requirePortal('INSTITUTION', queryHref(path, params, {}))
  const products = await (await api()).catalogue.ownList()
  const [t, names] = [await getTranslations('catalogue.manage'), await getTranslations('catalogue.states')]
  const state = states.find((one) => one === firstOf(params.state))
  const shown = products.filter((product) => !state || product.state === state)
  const mayEdit = mayOpen(session, 'product.edit')
  return (
    <div className="grid gap-gap">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          mayEdit ? (
            <LinkButton variant="primary" href={`${path}/new`}>
              {t('new')}
            </LinkButton>
          ) : null
        }
      />
      <FilterBar
        path={path}
        filters={[
          {
            kind: 'select',
            name: 'state',
            label: t('state'),
            ...(state ? { value: state } : {}),
            options: states.map((value) => ({ value, label: names(value) })),
          },
        ]}
      />
      {shown.length > 0 ? (
        <ProductTable products={shown} />
      ) : (
        <EmptyState title={products.length === 0 ? t('empty') : t('filtered')}>
          {products.length === 0 ? t('emptyHint') : null}
        </EmptyState>
      )}
    </div>
  )
}
