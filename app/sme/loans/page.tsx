import { getTranslations } from 'next-intl/server'
import { LoanTable } from '@/components/apply/loan-tables'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.loans'))('title') }
}

const contracted = ['CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED', 'SETTLED', 'RENEWED']

export default async function LoansPage() {
  await requirePortal('ENTERPRISE', '/sme/loans')
  const loans = (await (await api()).lending.mine()).filter(({ state }) => contracted.includes(state))
  const t = await getTranslations('apply.loans')
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead')} />
      {loans.length === 0 ? (
        <EmptyState title={t('empty')} actions={<LinkButton href="/sme/applications">{t('toApplications')}</LinkButton>}>
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <LoanTable loans={loans} />
      )}
    </div>
  )
}
