import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HowToCheck } from '@/components/ledger/how-to-check'
import { AccessTable } from '@/components/portrait/access-table'
import { RefusedReads } from '@/components/portrait/refused-reads'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { logKeys } from '@/server/ledger/proof'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('ledger.access'))('title') })

export default async function AccessPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('ENTERPRISE', '/sme/access')
  const query = await searchParams
  const page = Number(firstOf(query.page) ?? 1)
  const caller = await api()
  const [t, reads, refused, keys] = await Promise.all([
    getTranslations('ledger.access'),
    orNotFound(caller.ledger.reads({ page })),
    caller.ledger.refusedReads(),
    logKeys(),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          reads.total > 0 ? (
            <a href="/sme/access/export" className={buttonClass('secondary')}>
              <Icon name="download" size={16} />
              {t('export')}
            </a>
          ) : null
        }
      />
      {reads.total > 0 ? (
        <Section title={t('caption')}>
          <AccessTable rows={reads.rows} />
          <Pagination
            page={page}
            pageSize={reads.pageSize}
            total={reads.total}
            href={(next) => queryHref('/sme/access', query, { page: next })}
          />
        </Section>
      ) : (
        <AccessTable rows={[]} />
      )}
      {refused.length > 0 ? (
        <Section title={t('refused.title')} lead={t('refused.lead')}>
          <RefusedReads rows={refused} />
        </Section>
      ) : null}
      {reads.total > 0 ? <HowToCheck keys={keys} /> : null}
    </>
  )
}
