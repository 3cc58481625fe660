import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { formatDay, formatInstant } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { formatMoney } from '@/components/ui/number-format'
import { LoanPurpose, RepaymentMethod } from '@/server/lending/schema'
import type { OwnApplication } from './own-application'

/** What was applied for, as it was sent. */
export function ApplicationSummary({ application }: { application: OwnApplication }) {
  const t = useTranslations('apply.check')
  const own = useTranslations('apply.own')
  const locale = useLocale()
  const text = useCatalogueText()
  const { institution, debts } = application
  const purpose = text.purpose(LoanPurpose.parse(application.purpose))
  return (
    <SummaryList
      rows={[
        { label: t('institution'), value: text.own(institution) },
        { label: own('service'), value: <span className="figures">{institution.servicePhone}</span> },
        { label: own('officer'), value: application.officerName ?? '--' },
        { label: t('amount'), value: formatMoney(application.amountFen, 'yuan', locale) },
        { label: t('term'), value: t('months', { count: application.termMonths }) },
        { label: t('purpose'), value: application.purposeDetail ? `${purpose} · ${application.purposeDetail}` : purpose },
        { label: t('method'), value: text.method(RepaymentMethod.parse(application.method)) },
        {
          label: t('debts'),
          value:
            debts.length === 0 ? (
              t('noDebts')
            ) : (
              <ul>
                {debts.map(({ lender, balanceFen, endsOn }) => (
                  <li key={`${lender} ${balanceFen} ${endsOn}`}>
                    {t('debt', { lender, balance: formatMoney(balanceFen, 'yuan', locale), endsOn: formatDay(endsOn, locale) })}
                  </li>
                ))}
              </ul>
            ),
        },
        { label: t('history'), value: application.hasLoanHistory ? t('hasHistory') : t('noHistory') },
        { label: own('signedAt'), value: formatInstant(application.commitmentSignedAt, locale) },
      ]}
    />
  )
}
