import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ProductForm } from '@/components/catalogue/product-form'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ productId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('catalogue.manage'))('edit') }
}

/** The draft of a product's next version. */
export default async function EditProductPage({ params }: Props) {
  const { productId } = await params
  const home = `/bank/products/${productId}`
  const session = await requirePortal('INSTITUTION', `${home}/edit`)
  const t = await getTranslations('catalogue.manage')
  if (!mayOpen(session, 'product.edit')) return <ForbiddenState>{t('readOnly')}</ForbiddenState>
  const product = await orNotFound((await api()).catalogue.ownOne({ productId }))
  const draft = product.versions.find((version) => version.publishedAt === null)
  if (!draft) redirect(home)
  const { name, nameEn, summary, summaryEn, terms, version } = draft
  return (
    <div className="grid gap-gap">
      <Breadcrumbs
        items={[{ label: t('title'), href: '/bank/products' }, { label: product.code, href: home }, { label: t('edit') }]}
      />
      <PageHeader title={t('draftTitle', { version })} />
      <ProductForm
        draft={{ name, nameEn, summary, summaryEn, terms }}
        withCode={false}
        procedure="catalogue.saveDraft"
        fixed={{ productId, version, seen: draft.editedAt }}
        labels={{ submit: t('save') }}
        onDone={{ href: home }}
        secondary={<LinkButton href={home}>{t('back')}</LinkButton>}
      />
    </div>
  )
}
