import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ClaimStateTag } from '@/components/operator/claim-state'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { ClaimantKind, claimListInput, claimStates } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.claims'))('title') }
}

export default async function ClaimsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', '/operator/claims')
  const params = await searchParams
  const asked = claimListInput.safeParse({ page: Number(firstOf(params.page) ?? 1), state: firstOf(params.state) || undefined })
  const input = asked.success ? asked.data : { page: 1 }
  const { rows, total, pageSize } = await (await api()).operator.claims(input)
  const t = await getTranslations('operator.claims')
  const relations = await getTranslations('identity.register.people.relations')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('caption')}>
        <FilterBar
          path="/operator/claims"
          filters={[
            {
              kind: 'select',
              name: 'state',
              label: t('filter'),
              value: input.state,
              options: claimStates.map((state) => ({ value: state, label: t(`states.${state}`) })),
            },
          ]}
        />
        <DataTable
          caption={t('caption')}
          captionHidden
          columns={[
            {
              key: 'enterprise',
              header: t('enterprise'),
              cell: ({ id, enterpriseName }) => (
                <Link href={`/operator/claims/${id}`} className="text-link underline-offset-4 hover:underline">
                  {enterpriseName}
                </Link>
              ),
            },
            { key: 'code', header: t('creditCode'), cell: ({ creditCode }) => <span className="figures">{creditCode}</span> },
            { key: 'claimant', header: t('claimant'), cell: ({ claimantName }) => claimantName },
            { key: 'relation', header: t('relation'), cell: ({ relation }) => relations(ClaimantKind.parse(relation)) },
            { key: 'created', header: t('created'), cell: ({ createdAt }) => <DateText value={createdAt} /> },
            { key: 'state', header: t('state'), cell: ({ state }) => <ClaimStateTag state={state} /> },
          ]}
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
        />
        <Pagination
          page={input.page}
          pageSize={pageSize}
          total={total}
          href={(page) => queryHref('/operator/claims', params, { page: page === 1 ? undefined : page })}
        />
      </Section>
    </>
  )
}
