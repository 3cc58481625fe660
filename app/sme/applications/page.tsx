import { getTranslations } from 'next-intl/server'
import { ApplicationTable, DraftTable } from '@/components/apply/application-tables'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata() {
  return { title: (await getTranslations('apply'))('title') }
}

export default async function ApplicationsPage() {
  await requirePortal('ENTERPRISE', '/sme/applications')
  const caller = await api()
  const [drafts, applications] = [await caller.applying.drafts(), await caller.lending.mine()]
  const t = await getTranslations('apply')
  const start = (
    <LinkButton variant="primary" href="/sme/matching">
      {t('list.start')}
    </LinkButton>
  )
  const none = drafts.length === 0 && applications.length === 0
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('list.lead')} actions={none ? null : start} />
      {none ? (
        <EmptyState title={t('list.empty')} actions={start}>
          {t('list.emptyBody')}
        </EmptyState>
      ) : null}
      {drafts.length > 0 ? (
        <Section title={t('list.drafts')}>
          <DraftTable drafts={drafts} />
        </Section>
      ) : null}
      {applications.length > 0 ? (
        <Section title={t('list.sent')}>
          <ApplicationTable applications={applications} />
        </Section>
      ) : null}
    </div>
  )
}
