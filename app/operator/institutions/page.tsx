import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { FilterBar } from '@/components/ui/filter-bar'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { accountListInput, InstitutionKind } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

const path = '/operator/institutions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.institutions'))('title') }
}

const read = async (input: { page: number; search?: string | undefined }) => (await api()).operator.institutions(input)
type Rows = Awaited<ReturnType<typeof read>>['rows']

export default async function InstitutionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OPERATOR', path)
  const params = await searchParams
  const asked = accountListInput.safeParse({
    page: Number(firstOf(params.page) ?? 1),
    search: firstOf(params.search) || undefined,
  })
  const input = asked.success ? asked.data : { page: 1 }
  const { rows, total, pageSize } = await read(input)
  const t = await getTranslations('operator.institutions')
  const create = mayOpen(session, 'operator.manage') ? (
    <LinkButton href={`${path}/new`} variant="primary">
      {t('create')}
    </LinkButton>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={create} />
      <Section title={t('caption')}>
        <FilterBar path={path} filters={[{ kind: 'text', name: 'search', label: t('search'), value: input.search }]} />
        <Institutions rows={rows} />
        <Pagination
          page={input.page}
          pageSize={pageSize}
          total={total}
          href={(page) => queryHref(path, params, { page: page === 1 ? undefined : page })}
        />
      </Section>
    </>
  )
}

async function Institutions({ rows }: { rows: Rows }) {
  const t = await getTranslations('operator.institutions')
  const states = await getTranslations('operator.organisations')
  const english = (await getLocale()) === 'en'
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      columns={[
        {
          key: 'name',
          header: t('name'),
          cell: ({ institutionId, name, nameEn }) => (
            <Link href={`${path}/${institutionId}`} className="text-link underline-offset-4 hover:underline">
              {english ? nameEn : name}
            </Link>
          ),
        },
        { key: 'code', header: t('code'), cell: ({ code }) => code },
        { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${InstitutionKind.parse(kind)}`) },
        { key: 'phone', header: t('phone'), cell: ({ servicePhone }) => <span className="figures">{servicePhone}</span> },
        { key: 'branches', header: t('branches'), kind: 'figure', cell: ({ _count }) => formatCount(_count.branches) },
        {
          key: 'members',
          header: t('members'),
          kind: 'figure',
          cell: ({ organisation }) => formatCount(organisation._count.memberships),
        },
        {
          key: 'state',
          header: t('state'),
          cell: ({ organisation }) =>
            organisation.disabledAt ? (
              <StatusTag>{states('disabled')}</StatusTag>
            ) : (
              <StatusTag tone="success">{states('active')}</StatusTag>
            ),
        },
      ]}
      rows={rows}
      rowKey={({ institutionId }) => institutionId}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  )
}
