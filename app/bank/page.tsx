import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { QueueTable } from '@/components/lending/queue-table'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState, ForbiddenState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { queueTabNames } from '@/server/lending/queue-input'
import { api } from '@/server/trpc/caller'
import { queueFilterFields } from './queue-filter-fields'
import { handedOf, onlyQueue, queueOf } from './queue-filters'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('bank.queue'))('title') })

export default async function QueuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('INSTITUTION', '/bank')
  if (!mayOpen(session, 'queue.read')) return <ForbiddenState />
  const params = await searchParams
  const { page, ...filters } = queueOf(params, session.roles)
  const queue = await (await api()).lending.queue({ ...filters, page })
  const t = await getTranslations('bank.queue')
  const kept = onlyQueue(params)
  const handed = handedOf(params)
  const ticks = mayOpen(session, 'application.handle') && queue.rows.length > 0
  // Whoever only hands cases over sees of a case what that needs.
  const opens = mayOpen(session, 'application.review') || mayOpen(session, 'application.reassign')
  const table = (
    <div className="min-w-0 overflow-hidden rounded-card border border-border bg-surface">
      <QueueTable
        rows={queue.rows}
        ticks={ticks}
        sort={{ key: filters.sort, direction: filters.direction }}
        sortHref={({ key, direction }) => queryHref('/bank', kept, { sort: key, direction })}
        caseHref={opens ? (id) => queryHref(`/bank/applications/${id}`, kept, {}) : undefined}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
      />
    </div>
  )
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {handed ? <Banner tone="success" title={t('handed', { number: handed })} /> : null}
      <Tabs
        label={t('tabs.label')}
        tabs={queueTabNames.map((tab) => ({
          href: queryHref('/bank', kept, { tab }),
          label: t(`tabs.${tab}`),
          count: queue.counts[tab],
          current: tab === filters.tab,
        }))}
      />
      <FilterBar
        path="/bank"
        filters={await queueFilterFields(params, queue)}
        keep={{ tab: filters.tab, sort: firstOf(params.sort), direction: firstOf(params.direction) }}
      />
      {ticks ? (
        <ActionForm
          procedure="lending.assignToMe"
          labels={{ submit: t('takeOver') }}
          variant="secondary"
          onDone={{ refresh: true, reset: true }}
          outcome={{ title: t.raw('takenOver'), body: t.raw('takenOverHint') }}
        >
          {table}
        </ActionForm>
      ) : (
        table
      )}
      <Pagination
        page={page}
        pageSize={queue.pageSize}
        total={queue.total}
        href={(number) => queryHref('/bank', kept, { page: number })}
      />
    </>
  )
}
