import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { StandingDialog } from '@/components/operator/standing-dialog'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { formatCount } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import type { Session } from '@/server/auth/session'
import { organisationKinds, organisationListInput } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

const path = '/operator/organisations'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.organisations'))('title') }
}

const read = async (input: Parameters<Awaited<ReturnType<typeof api>>['operator']['organisations']>[0]) =>
  (await api()).operator.organisations(input)
type Rows = Awaited<ReturnType<typeof read>>['rows']

export default async function OrganisationsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OPERATOR', path)
  const params = await searchParams
  const asked = organisationListInput.safeParse({
    page: Number(firstOf(params.page) ?? 1),
    kind: firstOf(params.kind) || undefined,
    search: firstOf(params.search) || undefined,
  })
  const input = asked.success ? asked.data : { page: 1 }
  const { rows, total, pageSize } = await read(input)
  const t = await getTranslations('operator.organisations')
  const kinds = await getTranslations('identity.kinds')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('caption')}>
        <FilterBar
          path={path}
          filters={[
            { kind: 'text', name: 'search', label: t('search'), value: input.search },
            {
              kind: 'select',
              name: 'kind',
              label: t('filter'),
              value: input.kind,
              options: organisationKinds.map((kind) => ({ value: kind, label: kinds(kind) })),
            },
          ]}
        />
        <Organisations session={session} rows={rows} />
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

async function Organisations({ session, rows }: { session: Session; rows: Rows }) {
  const t = await getTranslations('operator.organisations')
  const kinds = await getTranslations('identity.kinds')
  const english = (await getLocale()) === 'en'
  const nameOf = ({ name, nameEn }: Rows[number]) => (english && nameEn) || name
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      columns={[
        {
          key: 'name',
          header: t('name'),
          cell: (row) =>
            row.kind === 'INSTITUTION' ? (
              <Link href={`/operator/institutions/${row.id}`} className="text-link underline-offset-4 hover:underline">
                {nameOf(row)}
              </Link>
            ) : (
              nameOf(row)
            ),
        },
        { key: 'kind', header: t('kind'), cell: ({ kind }) => kinds(kind) },
        { key: 'members', header: t('members'), kind: 'figure', cell: ({ _count }) => formatCount(_count.memberships) },
        { key: 'joined', header: t('joined'), cell: ({ createdAt }) => <DateText value={createdAt} /> },
        {
          key: 'state',
          header: t('state'),
          cell: ({ disabledAt }) =>
            disabledAt ? <StatusTag>{t('disabled')}</StatusTag> : <StatusTag tone="success">{t('active')}</StatusTag>,
        },
        {
          key: 'action',
          header: t('action'),
          kind: 'actions',
          cell: (row) =>
            row.id === session.organisationId ? (
              <span className="text-14 text-fg-3">{t('own')}</span>
            ) : mayOpen(session, 'operator.manage') ? (
              <StandingDialog what="organisation" id={row.id} name={nameOf(row)} disabled={row.disabledAt !== null} />
            ) : (
              '--'
            ),
        },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  )
}
