import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { OpenInvitations } from '@/components/identity/open-invitations'
import { AdministratorForm, BranchForm, SeatForm } from '@/components/operator/institution-forms'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { DataTable } from '@/components/ui/data-table'
import { SummaryList } from '@/components/ui/lists'
import { emptyMark } from '@/components/ui/number-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { InstitutionKind } from '@/server/identity/schema'
import { countyOf } from '@/server/kernel/areas'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../../or-not-found'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('operator.institution'))('facts') }
}

const read = async (id: string) => orNotFound((await api()).operator.institution({ id }))
type Institution = Awaited<ReturnType<typeof read>>['institution']

export default async function InstitutionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const session = await requirePortal('OPERATOR', `/operator/institutions/${id}`)
  const { institution, invitations } = await read(id)
  const mayManage = mayOpen(session, 'operator.manage')
  const t = await getTranslations('operator.institution')
  const list = await getTranslations('operator.institutions')
  const states = await getTranslations('operator.organisations')
  const name = (await getLocale()) === 'en' ? institution.nameEn : institution.name
  const status = institution.organisation.disabledAt ? (
    <StatusTag>{states('disabled')}</StatusTag>
  ) : (
    <StatusTag tone="success">{states('active')}</StatusTag>
  )
  return (
    <>
      <Breadcrumbs items={[{ label: list('title'), href: '/operator/institutions' }, { label: name }]} />
      <PageHeader title={name} status={status} />
      <Facts institution={institution} mayManage={mayManage} />
      <Section title={t('branches')} lead={t('branchesLead')}>
        <Branches branches={institution.branches} />
        {mayManage ? <BranchForm institutionId={institution.institutionId} /> : null}
      </Section>
      {mayManage ? (
        <Section title={t('admin')} lead={t('adminLead')}>
          <AdministratorForm organisationId={institution.institutionId} />
        </Section>
      ) : null}
      <Section title={t('invitations')}>
        <OpenInvitations invitations={invitations} />
      </Section>
    </>
  )
}

async function Facts({ institution, mayManage }: { institution: Institution; mayManage: boolean }) {
  const t = await getTranslations('operator.institution')
  const list = await getTranslations('operator.institutions')
  return (
    <Section title={t('facts')}>
      <SummaryList
        rows={[
          { label: t('name'), value: <span lang="zh-CN">{institution.name}</span> },
          { label: t('nameEn'), value: <span lang="en">{institution.nameEn}</span> },
          { label: t('kind'), value: list(`kinds.${InstitutionKind.parse(institution.kind)}`) },
          { label: t('code'), value: institution.code },
          { label: t('phone'), value: <span className="figures">{institution.servicePhone}</span> },
          { label: t('address'), value: institution.address ? <span lang="zh-CN">{institution.address}</span> : emptyMark },
          { label: t('addressEn'), value: institution.addressEn ? <span lang="en">{institution.addressEn}</span> : emptyMark },
        ]}
      />
      {mayManage ? <SeatForm {...institution} /> : null}
    </Section>
  )
}

async function Branches({ branches }: { branches: Institution['branches'] }) {
  const t = await getTranslations('operator.institution')
  const english = (await getLocale()) === 'en'
  const countyName = (code: string) => {
    const county = countyOf(code)
    return county ? (english ? county.en : county.zh) : code
  }
  return (
    <DataTable
      caption={t('branches')}
      captionHidden
      columns={[
        { key: 'name', header: t('branchName'), cell: ({ name, nameEn }) => (english ? nameEn : name) },
        { key: 'county', header: t('county'), cell: ({ countyCode }) => countyName(countyCode) },
      ]}
      rows={branches}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('noBranches')}>{t('noBranchesBody')}</EmptyState>}
    />
  )
}
