import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { ResetDialog } from '@/components/identity/reset-dialog'
import { StandingDialog } from '@/components/operator/standing-dialog'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import type { Session } from '@/server/auth/session'
import { accountListInput } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'

const path = '/operator/accounts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.accounts'))('title') }
}

const read = async (input: { page: number; search?: string | undefined }) => (await api()).operator.accounts(input)
type Rows = Awaited<ReturnType<typeof read>>['rows']

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OPERATOR', path)
  const params = await searchParams
  const asked = accountListInput.safeParse({
    page: Number(firstOf(params.page) ?? 1),
    search: firstOf(params.search) || undefined,
  })
  const input = asked.success ? asked.data : { page: 1 }
  const { rows, total, pageSize } = await read(input)
  const t = await getTranslations('operator.accounts')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('caption')}>
        <FilterBar path={path} filters={[{ kind: 'text', name: 'search', label: t('search'), value: input.search }]} />
        <Accounts session={session} rows={rows} />
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

async function Accounts({ session, rows }: { session: Session; rows: Rows }) {
  const t = await getTranslations('operator.accounts')
  const roles = await getTranslations('identity.roles')
  const english = (await getLocale()) === 'en'
  const works = ({ memberships }: Rows[number]) =>
    memberships.length === 0 ? (
      t('none')
    ) : (
      <ul>
        {memberships.map(({ role, organisation }) => (
          <li key={role + organisation.name}>
            {(english && organisation.nameEn) || organisation.name} · {roles(role)}
          </li>
        ))}
      </ul>
    )
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      columns={[
        { key: 'name', header: t('name'), cell: ({ name }) => name },
        { key: 'loginName', header: t('loginName'), cell: ({ loginName }) => loginName },
        { key: 'works', header: t('works'), cell: works },
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
          cell: ({ id, name, disabledAt, resettable }) =>
            id === session.accountId ? (
              <span className="text-14 text-fg-3">{t('own')}</span>
            ) : mayOpen(session, 'operator.manage') ? (
              <span className="flex flex-wrap gap-x-2">
                <StandingDialog what="account" id={id} name={name} disabled={disabledAt !== null} />
                {resettable ? <ResetDialog accountId={id} name={name} /> : null}
              </span>
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
