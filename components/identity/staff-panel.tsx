import type { inferRouterOutputs } from '@trpc/server'
import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState, ForbiddenState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import type { Session } from '@/server/auth/session'
import { countyOf } from '@/server/kernel/areas'
import { shanghaiDate } from '@/server/kernel/dates'
import type { AppRouter } from '@/server/trpc/root'
import { InviteForm } from './invite-form'
import { MemberActions } from './member-actions'
import { OpenInvitations } from './open-invitations'

export type StaffData = inferRouterOutputs<AppRouter>['staff']['list']
export type Member = StaffData['rows'][number]

type Props = {
  session: Session
  /** The page's own path, such as /bank/staff. */
  path: string
  params: SearchParams
  page: number
  search?: string
  /** Null: the person may not manage staff. */
  staff: StaffData | null
}

/** The people of an organisation and whoever is invited; the same page in every portal. */
export function StaffPanel({ session, path, params, page, search, staff }: Props) {
  const t = useTranslations('identity.staff')
  if (!staff) return <ForbiddenState>{t('forbidden')}</ForbiddenState>
  const href = (to: number) => queryHref(path, params, { page: to === 1 ? undefined : to })
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('members.title')}>
        <FilterBar path={path} filters={[{ kind: 'text', name: 'search', label: t('members.search'), value: search }]} />
        <Members session={session} staff={staff} />
        <Pagination page={page} pageSize={staff.pageSize} total={staff.total} href={href} />
      </Section>
      <Section title={t('invite.title')} lead={t('invite.lead')}>
        <InviteForm kind={session.kind} roles={staff.roles} branches={staff.branches} />
      </Section>
      <Section title={t('invitations.title')}>
        <OpenInvitations invitations={staff.invitations} procedure="staff.revokeInvitation" />
      </Section>
    </>
  )
}

function MemberState({ member }: { member: Member }) {
  const t = useTranslations('identity.staff.members')
  if (member.disabledAt) return <StatusTag>{t('disabled')}</StatusTag>
  if (member.account.disabledAt) return <StatusTag tone="warning">{t('accountDisabled')}</StatusTag>
  return <StatusTag tone="success">{t('active')}</StatusTag>
}

function Members({ session, staff }: { session: Session; staff: StaffData }) {
  const t = useTranslations('identity.staff.members')
  const roles = useTranslations('identity.roles')
  const english = useLocale() === 'en'
  const branchName = (id: string | null) => {
    const branch = staff.branches.find((one) => one.id === id)
    return branch ? (english ? branch.nameEn : branch.name) : '--'
  }
  const countyName = (code: string | null) => {
    const county = code ? countyOf(code) : undefined
    return county ? (english ? county.en : county.zh) : '--'
  }
  const columns: (Column<Member> | false)[] = [
    { key: 'name', header: t('name'), cell: ({ account }) => account.name },
    { key: 'loginName', header: t('loginName'), cell: ({ account }) => account.loginName },
    { key: 'role', header: t('role'), cell: ({ role }) => roles(role) },
    session.kind === 'INSTITUTION' && { key: 'branch', header: t('branch'), cell: ({ branchId }) => branchName(branchId) },
    session.kind === 'OFFICE' && { key: 'county', header: t('county'), cell: ({ countyCode }) => countyName(countyCode) },
    { key: 'joined', header: t('joined'), cell: ({ createdAt }) => <DateText value={shanghaiDate(createdAt)} /> },
    { key: 'state', header: t('state'), cell: (member) => <MemberState member={member} /> },
    {
      key: 'actions',
      header: t('actions'),
      kind: 'actions',
      cell: (member) => <MemberActions session={session} member={member} roles={staff.roles} branches={staff.branches} />,
    },
  ]
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      columns={columns.filter((column) => column !== false)}
      rows={staff.rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  )
}
