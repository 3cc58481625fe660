import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import type { ApplyStep } from '@/server/apply/schema'
import type { PublishedProduct } from '@/server/catalogue/schema'

type Props = {
  draftId: string
  step: ApplyStep | 'check'
  product: PublishedProduct
  lead?: ReactNode
  /** The product has newer terms than those the demand was stated under. */
  changed?: boolean
  children: ReactNode
}

/** One question group of an application: where it belongs, what it is for, and the way back to the list. */
export function StepFrame({ draftId, step, product, lead, changed, children }: Props) {
  const t = useTranslations('apply')
  const text = useCatalogueText()
  const list = `/sme/applications/drafts/${draftId}`
  return (
    <div className="grid gap-gap">
      <Breadcrumbs
        items={[
          { label: t('title'), href: '/sme/applications' },
          { label: text.own(product), href: list },
          { label: t(`steps.${step}`) },
        ]}
      />
      <PageHeader title={t(`steps.${step}`)} lead={lead ?? t(`hints.${step}`)} />
      {changed ? <Banner tone="warning" title={t('draft.changed')} /> : null}
      {children}
      <div>
        <LinkButton variant="quiet" href={list} className="-ml-4">
          {t('draft.back')}
        </LinkButton>
      </div>
    </div>
  )
}
