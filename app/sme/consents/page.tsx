import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConsentCard } from '@/components/consent/consent-card'
import { ConsentMatrix } from '@/components/consent/consent-matrix'
import { ConsentsToDo } from '@/components/consent/to-do-banners'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent'))('title') })

/** Who may use which data, and the way to change it; what has ended is on a tab of its own. */
export default async function ConsentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('ENTERPRISE', '/sme/consents')
  const past = firstOf((await searchParams).tab) === 'history'
  const caller = await api()
  const [t, consents, lastReads, matrix, costs] = await Promise.all([
    getTranslations('consent'),
    caller.consent.list(),
    caller.ledger.lastReads(),
    past ? null : caller.consent.matrix(),
    past ? null : caller.consent.costs(),
  ])
  const shown = consents.filter(({ current }) => current !== past)
  const mayGrant = mayOpen(session, 'consent.grant')
  const add = (
    <LinkButton href="/sme/consents/new" variant="primary">
      {mayGrant ? t('add') : t('prepare')}
    </LinkButton>
  )
  const count = (current: boolean) => consents.filter((consent) => consent.current === current).length
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={shown.length > 0 && !past ? add : null} />
      {mayGrant ? null : <p className="text-14 text-fg-3">{t('staffNote')}</p>}
      {past ? null : (
        <ConsentsToDo consents={shown} mayGrant={mayGrant} isRepresentative={mayOpen(session, 'consent.sign-off')} />
      )}
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
        <>
          {matrix && matrix.consents.length > 0 ? (
            <Section
              title={t('matrix.title')}
              lead={costs ? t('matrix.lead', { count: costs.products }) : t('matrix.leadNoPortrait')}
            >
              <ConsentMatrix matrix={matrix} costs={costs} mayChange={mayOpen(session, 'consent.withdraw')} />
            </Section>
          ) : null}
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
        </>
      )}
    </>
  )
}
