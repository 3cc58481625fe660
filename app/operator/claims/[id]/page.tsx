import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RegisterEntryList } from '@/components/identity/register-entry'
import { Unlogged } from '@/components/ledger/unlogged'
import { ClaimStateTag } from '@/components/operator/claim-state'
import { SettleForm } from '@/components/operator/settle-form'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { ClaimantKind } from '@/server/identity/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'
import { orUnlogged } from '../../../or-unlogged'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.claim'))('title') }
}

const read = async (id: string) => orNotFound(orUnlogged((await api()).operator.claim({ id })))
type Shown = Exclude<Awaited<ReturnType<typeof read>>, 'unlogged'>

export default async function ClaimPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('OPERATOR', `/operator/claims/${id}`)
  const found = await read(id)
  if (found === 'unlogged') return <Unlogged />
  const { claim, members } = found
  const t = await getTranslations('operator')
  return (
    <>
      <Breadcrumbs items={[{ label: t('nav.claims'), href: '/operator/claims' }, { label: claim.enterpriseName }]} />
      <PageHeader title={claim.enterpriseName} titleLang="zh-CN" status={<ClaimStateTag state={claim.state} />} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Claimant claim={claim} />
        <Section title={t('claim.registerTitle')} lead={t('claim.registerLead')}>
          <RegisterEntryList entry={claim.registerEntry} />
        </Section>
      </div>
      <Members members={members} />
      {claim.state === 'DISPUTED' ? (
        <Section title={t('claim.decide.title')} lead={t('claim.decide.lead')}>
          {mayOpen(session, 'claim.settle') ? <SettleForm claimId={claim.id} /> : <p>{t('claim.decide.readOnly')}</p>}
        </Section>
      ) : null}
    </>
  )
}

async function Claimant({ claim }: { claim: Shown['claim'] }) {
  const t = await getTranslations('operator.claim')
  const relations = await getTranslations('identity.register.people.relations')
  const ui = await getTranslations('ui')
  const day = (date: Date | null) => <DateText value={date?.toISOString().slice(0, 10)} />
  return (
    <Section title={t('claimantTitle')}>
      <SummaryList
        rows={[
          { label: t('name'), value: claim.claimantName },
          { label: t('relation'), value: relations(ClaimantKind.parse(claim.relation)) },
          { label: t('contact'), value: <span className="figures">{claim.contact ?? ui('erased')}</span> },
          { label: t('loginName'), value: claim.loginName },
          ...(claim.mandate
            ? [
                { label: t('mandate'), value: claim.mandate },
                { label: t('mandateEnds'), value: day(claim.mandateEndsOn) },
              ]
            : []),
          { label: t('sentTo'), value: <span className="figures">{claim.sentTo}</span> },
          { label: t('created'), value: <DateText value={claim.createdAt} /> },
          { label: t('confirmed'), value: <DateText value={claim.confirmedAt} /> },
          ...(claim.settledAt
            ? [
                { label: t('settled'), value: <DateText value={claim.settledAt} /> },
                { label: t('note'), value: claim.settlementNote ?? '--' },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

async function Members({ members }: { members: Shown['members'] }) {
  const t = await getTranslations('operator.claim')
  const roles = await getTranslations('identity.roles')
  return (
    <Section title={t('membersTitle')} lead={t('membersLead')}>
      <DataTable
        caption={t('membersTitle')}
        captionHidden
        columns={[
          { key: 'name', header: t('name'), cell: ({ account }) => account.name },
          { key: 'role', header: t('role'), cell: ({ role }) => roles(role) },
          {
            key: 'until',
            header: t('until'),
            cell: ({ endsOn }) => <DateText value={endsOn?.toISOString().slice(0, 10)} />,
          },
        ]}
        rows={members}
        rowKey={({ accountId, role }) => `${accountId}-${role}`}
        empty={<EmptyState title={t('membersEmpty')} />}
      />
    </Section>
  )
}
