import { getTranslations } from 'next-intl/server'
import { ProductForm } from '@/components/catalogue/product-form'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { PageHeader } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'

export async function generateMetadata() {
  return { title: (await getTranslations('catalogue.manage'))('new') }
}

export default async function NewProductPage() {
  const session = await requirePortal('INSTITUTION', '/bank/products/new')
  const t = await getTranslations('catalogue.manage')
  if (!mayOpen(session, 'product.edit')) return <ForbiddenState>{t('readOnly')}</ForbiddenState>
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/bank/products' }, { label: t('new') }]} />
      <PageHeader title={t('new')} />
      <ProductForm
        draft={null}
        withCode
        procedure="catalogue.create"
        labels={{ submit: t('create') }}
        onDone={{ href: '/bank/products/{productId}' }}
      />
    </div>
  )
}
