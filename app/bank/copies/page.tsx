import { getTranslations } from 'next-intl/server'
import { CopyTable } from '@/components/consent/copy-table'
import { Banner } from '@/components/ui/banner'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata() {
  return { title: (await getTranslations('consent.copies'))('title') }
}

/** Copies of data under consents that ended: what still has to go, by when, and what was confirmed. */
export default async function CopiesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('INSTITUTION', '/bank/copies')
  const past = firstOf((await searchParams).tab) === 'done'
  const { open, done } = await (await api()).copies.held()
  const t = await getTranslations('consent.copies')
  const overdue = open.filter(({ standing }) => standing === 'OVERDUE').length
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead')} />
      {overdue > 0 && !past ? (
        <Banner tone="danger" title={t('overdue', { count: overdue })}>
          {t('overdueBody')}
        </Banner>
      ) : null}
      <Tabs
        label={t('title')}
        tabs={[
          { href: '/bank/copies', label: t('open'), count: open.length, current: !past },
          { href: '/bank/copies?tab=done', label: t('done'), count: done.length, current: past },
        ]}
      />
      <Section title={past ? t('done') : t('open')}>
        <CopyTable
          copies={past ? done : open}
          caption={past ? t('done') : t('open')}
          empty={past ? t('emptyDone') : t('empty')}
          mayConfirm={mayOpen(session, 'copies.confirm')}
        />
      </Section>
    </div>
  )
}
