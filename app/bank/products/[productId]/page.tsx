import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ProductStateTag } from '@/components/catalogue/product-table'
import { TermsList } from '@/components/catalogue/terms-list'
import { VersionTable } from '@/components/catalogue/version-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ productId: string }> }

/** One product: what is on offer, the draft that may follow it, and every version there was. */
export default async function ProductPage({ params }: Props) {
  const { productId } = await params
  const home = `/bank/products/${productId}`
  const session = await requirePortal('INSTITUTION', home)
  const product = await orNotFound((await api()).catalogue.ownOne({ productId }))
  const t = await getTranslations('catalogue.manage')
  const english = (await getLocale()) === 'en'
  const [mayEdit, mayPublish] = [mayOpen(session, 'product.edit'), mayOpen(session, 'product.publish')]
  const draft = product.versions.find((version) => version.publishedAt === null)
  const current = product.versions.find((version) => version.version === product.currentVersion)
  const shown = current ?? draft
  const ownDraft = draft?.editedByPerson === session.personId
  const barred = ownDraft && product.otherPublishers > 0
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/bank/products' }, { label: product.code }]} />
      <PageHeader
        title={shown ? (english ? shown.nameEn : shown.name) : product.code}
        lead={shown ? (english ? shown.summaryEn : shown.summary) : undefined}
        status={<ProductStateTag state={product.state} />}
        actions={
          mayEdit && !draft ? (
            <ActionForm
              procedure="catalogue.beginVersion"
              fixed={{ productId }}
              labels={{ submit: t('begin') }}
              onDone={{ href: `${home}/edit` }}
            />
          ) : null
        }
      />
      {draft ? (
        <Section
          title={t('draftTitle', { version: draft.version })}
          lead={barred ? t('publishWait') : ownDraft ? t('publishAlone') : undefined}
          actions={mayEdit ? <LinkButton href={`${home}/edit`}>{t('edit')}</LinkButton> : null}
        >
          <TermsList terms={draft.terms} />
          {mayPublish && !barred ? (
            <div>
              <ConfirmDialog
                trigger={t('publish')}
                triggerVariant="primary"
                title={t('publishTitle', { version: draft.version })}
              >
                <p>{t('publishBody')}</p>
                <ActionForm
                  procedure="catalogue.publish"
                  fixed={{ productId, version: draft.version, seen: draft.editedAt }}
                  labels={{ submit: t('publish') }}
                  onDone={{ refresh: true }}
                />
              </ConfirmDialog>
            </div>
          ) : null}
        </Section>
      ) : null}
      {current ? (
        <Section title={t('onOffer')} lead={t('versionNumber', { version: current.version })}>
          <TermsList terms={current.terms} />
        </Section>
      ) : null}
      <Section title={t('versions')}>
        <VersionTable versions={product.versions} />
      </Section>
      {mayPublish && product.state === 'PUBLISHED' ? (
        <div>
          <ConfirmDialog trigger={t('withdraw')} triggerVariant="danger" title={t('withdrawTitle')}>
            <p>{t('withdrawBody')}</p>
            <ActionForm
              procedure="catalogue.withdraw"
              fixed={{ productId }}
              variant="danger"
              labels={{ submit: t('withdraw') }}
              onDone={{ refresh: true }}
            />
          </ConfirmDialog>
        </div>
      ) : null}
      {mayPublish && product.state === 'WITHDRAWN' ? (
        <ActionForm
          procedure="catalogue.offerAgain"
          fixed={{ productId }}
          labels={{ submit: t('offerAgain') }}
          onDone={{ refresh: true }}
          variant="secondary"
        />
      ) : null}
    </div>
  )
}
