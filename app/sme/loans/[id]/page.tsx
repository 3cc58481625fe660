import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { ApplicationStateTag } from '@/components/apply/application-tables'
import { LoanFigures, ReportedDisbursements, ReportedRepayments } from '@/components/apply/loan-tables'
import { ScheduleTable } from '@/components/matching/schedule-table'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ id: string }> }

/** One loan: its contract, what was paid out and back as the bank reports it, and the schedule. */
export default async function LoanPage({ params }: Props) {
  const { id } = await params
  await requirePortal('ENTERPRISE', `/sme/loans/${id}`)
  const application = await orNotFound((await api()).lending.own({ applicationId: id }))
  if (!application.contractNumber) notFound()
  const t = await getTranslations('apply.loans')
  const { product, institution } = application
  const named = (await getLocale()) === 'en' ? ('nameEn' as const) : ('name' as const)
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: '/sme/loans' }, { label: application.contractNumber }]} />
      <PageHeader
        title={product[named]}
        lead={`${institution[named]} · ${application.contractNumber}`}
        status={<ApplicationStateTag state={application.state} />}
        actions={<LinkButton href={`/sme/applications/${id}`}>{t('application')}</LinkButton>}
      />
      <LoanFigures application={application} asOf={new Date()} />
      <Section title={t('disbursements')}>
        <ReportedDisbursements rows={application.disbursements} />
      </Section>
      <Section title={t('repayments')}>
        <ReportedRepayments rows={application.repayments} />
      </Section>
      <Section title={t('schedule')}>
        <ScheduleTable caption={t('scheduleNote')} rows={application.schedule} />
      </Section>
    </div>
  )
}
