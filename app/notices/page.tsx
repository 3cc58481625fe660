import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NoticeList } from '@/components/shell/notice-list'
import { ActionForm } from '@/components/ui/action-form'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requireSession } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('notify'))('title') })

export default async function NoticesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireSession('/notices')
  const query = await searchParams
  const page = Number(firstOf(query.page) ?? 1)
  const caller = await api()
  const [t, { rows, total, pageSize }, unread] = await Promise.all([
    getTranslations('notify'),
    orNotFound(caller.notify.list({ page })),
    caller.notify.unread(),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          unread > 0 ? (
            <ActionForm
              procedure="notify.markRead"
              labels={{ submit: t('markAll') }}
              variant="secondary"
              onDone={{ refresh: true }}
            />
          ) : null
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>
      ) : (
        <div className="grid gap-4 rounded-card border border-border bg-surface px-card py-3">
          <NoticeList rows={rows} />
          <Pagination
            page={page}
            pageSize={pageSize}
            total={total}
            href={(next) => queryHref('/notices', query, { page: next })}
          />
        </div>
      )}
    </>
  )
}
