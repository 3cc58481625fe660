import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConsentCard } from '@/components/consent/consent-card'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent'))('title') })

export default async function ConsentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('ENTERPRISE', '/sme/consents')
  const past = firstOf((await searchParams).tab) === 'history'
  const caller = await api()
  const [t, consents, lastReads] = await Promise.all([
    getTranslations('consent'),
    caller.consent.list(),
    caller.ledger.lastReads(),
  ])
  const shown = consents.filter(({ current }) => current !== past)
  const mayGrant = mayOpen(session, 'consent.grant')
  const add = mayGrant ? (
    <LinkButton href="/sme/consents/new" variant="primary">
      {t('add')}
    </LinkButton>
  ) : null
  const count = (current: boolean) => consents.filter((consent) => consent.current === current).length
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={shown.length > 0 ? add : null} />
      {mayGrant ? null : <p className="text-14 text-fg-3">{t('staffNote')}</p>}
      <Tabs
        label={t('tabs.label')}
        tabs={[
          { href: '/sme/consents', label: t('tabs.current'), count: count(true), current: !past },
          { href: '/sme/consents?tab=history', label: t('tabs.past'), count: count(false), current: past },
        ]}
      />
      {shown.length === 0 ? (
        <EmptyState title={past ? t('empty.past') : t('empty.current')} actions={past ? null : add}>
          {past ? t('empty.pastHint') : t('empty.currentHint')}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          {shown.map((consent) => (
            <ConsentCard
              key={consent.id}
              consent={consent}
              lastRead={lastReads.get(consent.id)}
              mayWithdraw={mayOpen(session, 'consent.withdraw')}
            />
          ))}
        </div>
      )}
    </>
  )
}
