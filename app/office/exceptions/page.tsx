import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { exceptionTitle, LateTable } from '@/components/statistics/exceptions-list'
import { partNames } from '@/components/statistics/part-names'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { requirePortal } from '@/server/auth/guard-page'
import { exceptionsInput } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'

const path = '/office/exceptions'
const pageSize = 50
const kinds = ['overdue', 'silent'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statistics.office.sections'))('exceptions') }
}

/** All late applications, or all silent contracts: the dashboard lists the oldest of each. */
export default async function ExceptionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OFFICE', path)
  const params = await searchParams
  const kind = kinds.find((one) => one === firstOf(params.kind)) ?? 'overdue'
  const page = exceptionsInput.shape.page.safeParse(Number(firstOf(params.page) ?? 1)).data ?? 1
  const { statistics } = await api()
  const found = await statistics.exceptions({ page, size: pageSize })
  const [names, t] = [await partNames(await statistics.institutions()), await getTranslations('statistics.office')]
  const title = (one: (typeof kinds)[number]) => exceptionTitle(t, one)
  const total = kind === 'overdue' ? found.overdueCount : found.silentCount
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/office' }, { label: t('sections.exceptions') }]} />
      <PageHeader title={t('sections.exceptions')} lead={t('sections.exceptionsLead')} />
      <Tabs
        label={t('sections.exceptions')}
        tabs={kinds.map((one) => ({ href: queryHref(path, {}, { kind: one }), label: title(one), current: one === kind }))}
      />
      <Section
        title={title(kind)}
        actions={
          <LinkButton href={queryHref('/api/exports/oversight', {}, { table: kind })} prefetch={false}>
            {t('exceptions.export')}
          </LinkButton>
        }
      >
        {total > 0 ? (
          <LateTable
            kind={kind}
            rows={kind === 'overdue' ? found.overdue : found.silentContracts}
            institutionName={(id) => names.nameOf('institution', id)}
          />
        ) : (
          <EmptyState title={t('exceptions.none')} />
        )}
        <Pagination page={page} pageSize={pageSize} total={total} href={(next) => queryHref(path, { kind }, { page: next })} />
      </Section>
    </>
  )
}
