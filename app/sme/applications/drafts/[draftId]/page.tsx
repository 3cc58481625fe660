import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { DraftTasks } from '@/components/apply/draft-tasks'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { PageHeader } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { daysBetween, shanghaiDate } from '@/server/kernel/dates'
import { api } from '@/server/trpc/caller'
import type { DraftParams } from './open-draft'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.draft'))('title') }
}

/** The list of what an application still needs, in order, with the way on. */
export default async function DraftPage({ params }: DraftParams) {
  const { draftId } = await params
  const session = await requirePortal('ENTERPRISE', `/sme/applications/drafts/${draftId}`)
  const { draft, offered } = await orNotFound((await api()).applying.draft({ draftId }))
  const t = await getTranslations('apply')
  const isOld = offered?.portrait && daysBetween(offered.portrait.asOf, shanghaiDate(new Date())) > 30
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/applications' }, { label: t('draft.title') }]} />
      {offered ? (
        <>
          {offered.isCurrent ? null : <Banner tone="warning" title={t('draft.changed')} />}
          {offered.portrait && !isOld ? null : (
            <Banner
              tone="warning"
              title={offered.portrait ? t('draft.old') : t('new.portrait')}
              actions={<LinkButton href={offered.portrait ? '/sme/data' : '/sme/consents/new'}>{t('draft.refresh')}</LinkButton>}
            />
          )}
          <DraftTasks
            draft={draft}
            product={offered.published}
            progress={offered.progress}
            next={offered.next}
            maySign={mayOpen(session, 'application.submit')}
          />
        </>
      ) : (
        <>
          <PageHeader title={t('draft.title')} />
          <Banner
            tone="warning"
            title={t('draft.gone')}
            actions={<LinkButton href="/sme/matching">{t('new.toMatching')}</LinkButton>}
          />
        </>
      )}
      <div>
        <ConfirmDialog trigger={t('draft.discard')} triggerVariant="danger" title={t('draft.discardTitle')}>
          <p>{t('draft.discardBody')}</p>
          <ActionForm
            procedure="applying.discard"
            fixed={{ draftId }}
            variant="danger"
            labels={{ submit: t('draft.discard') }}
            onDone={{ href: '/sme/applications' }}
          />
        </ConfirmDialog>
      </div>
    </div>
  )
}
