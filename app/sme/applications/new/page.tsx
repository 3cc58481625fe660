import { redirect } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { uuidv7 } from 'uuidv7'
import { orNotFound } from '@/app/or-not-found'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { TermsList } from '@/components/catalogue/terms-list'
import { readAsk } from '@/components/matching/ask-query'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { api } from '@/server/trpc/caller'

const path = '/sme/applications/new'
type Props = { searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('apply.new'))('title') }
}

/**
 * Where an application for a product begins. Answers are kept on the server step by step (application_draft): hidden fields
 * and the address would put debts into logs, the browser's store would be lost with the browser, and neither lets staff
 * prepare what the owner signs.
 */
export default async function NewApplicationPage({ searchParams }: Props) {
  const params = await searchParams
  await requirePortal('ENTERPRISE', queryHref(path, params, {}))
  const t = await getTranslations('apply.new')
  const productId = firstOf(params.product)
  if (!productId)
    return (
      <div className="grid gap-gap">
        <PageHeader title={t('title')} />
        <EmptyState
          title={t('choose')}
          actions={
            <LinkButton variant="primary" href="/sme/matching">
              {t('toMatching')}
            </LinkButton>
          }
        >
          {t('chooseBody')}
        </EmptyState>
      </div>
    )
  const caller = await api()
  const product = await orNotFound(caller.catalogue.onOffer({ productId }))
  const [drafts, mine, portrait] = [await caller.applying.drafts(), await caller.lending.mine(), await caller.portrait.current()]
  const draft = drafts.find((one) => one.productId === productId)
  if (draft) redirect(`/sme/applications/drafts/${draft.id}`)
  const closed = [
    'DECLINED_INTAKE',
    'REJECTED',
    'WITHDRAWN',
    'LAPSED',
    'SETTLED',
    'RENEWED',
    'CONTRACTED',
    'PARTLY_DISBURSED',
    'DISBURSED',
  ]
  const open = mine.find((one) => one.productId === productId && !closed.includes(one.state))
  if (open)
    return (
      <div className="grid gap-gap">
        <PageHeader title={t('title')} />
        <Banner
          tone="warning"
          title={t('open')}
          actions={<LinkButton href={`/sme/applications/${open.id}`}>{open.number}</LinkButton>}
        >
          {t('openBody')}
        </Banner>
      </div>
    )
  return <Begin product={product} params={params} hasPortrait={portrait !== null} />
}

function Begin({ product, params, hasPortrait }: { product: PublishedProduct; params: SearchParams; hasPortrait: boolean }) {
  const text = useCatalogueText()
  const own = useTranslations('apply.new')
  const asked = readAsk(params).ask
  return (
    <div className="grid gap-gap">
      <PageHeader
        title={own('title')}
        lead={own('lead', {
          institution: text.own({ name: product.institutionName, nameEn: product.institutionNameEn }),
          product: text.own(product),
        })}
      />
      {hasPortrait ? null : (
        <Banner
          tone="warning"
          title={own('portrait')}
          actions={<LinkButton href="/sme/consents/new">{own('before')}</LinkButton>}
        />
      )}
      <ActionForm
        procedure="applying.start"
        fixed={{ draftId: uuidv7(), productId: product.productId, ...(asked ? { asked } : {}) }}
        labels={{ submit: own('start') }}
        onDone={{ href: '/sme/applications/drafts/{draftId}' }}
      />
      <Section title={text.own(product)}>
        <TermsList terms={product.terms} />
      </Section>
    </div>
  )
}
