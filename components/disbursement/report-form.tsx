import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { MoneyField } from '@/components/ui/money-field'
import { decimalText } from '@/components/ui/number-format'
import { DateField, TextField } from '@/components/ui/text-field'
import type { ReportKind } from '@/server/disbursement/schema'
import { LineWarning } from './line-warning'

type Loan = { id: string; remainingFen: bigint; outstandingFen: bigint; hasLoanHistory: boolean }
type Props = { kind: ReportKind; loan: Loan; today: string; contractedOn: string | undefined }

/** One disbursement or repayment of a loan. Terms are the contract's, so only what moved is asked. */
export function ReportForm({ kind, loan, today, contractedOn }: Props) {
  const t = useTranslations('disbursement.bank.form')
  const yuan = useLocale() === 'en' ? 'yuan' : 'wan'
  const yesNo = [
    { value: 'false', label: t('no') },
    { value: 'true', label: t('yes') },
  ]
  const limit = kind === 'DISBURSEMENT' ? loan.remainingFen : loan.outstandingFen
  const shown = decimalText(limit, 100n, limit % 100n === 0n ? 0 : 2)
  return (
    <ActionForm
      procedure={kind === 'DISBURSEMENT' ? 'disbursement.disburse' : 'disbursement.repay'}
      fixed={{ applicationId: loan.id }}
      labels={{ submit: t(`submit.${kind}`) }}
      onDone={{ refresh: true, reset: true }}
      outcome={{ title: t.raw('done'), body: t('doneBody') }}
    >
      <RequiredNote />
      <LineWarning limitFen={limit} text={t(kind === 'DISBURSEMENT' ? 'above' : 'aboveOwed', { amount: shown })}>
        {kind === 'DISBURSEMENT' ? (
          <MoneyField name="amountFen" label={t('amount')} unit={yuan} />
        ) : (
          <MoneyField name="principalFen" label={t('principal')} hint={t('principalHint')} unit="yuan" />
        )}
      </LineWarning>
      {kind === 'REPAYMENT' ? <MoneyField name="interestFen" label={t('interest')} unit="yuan" /> : null}
      <DateField
        name={kind === 'DISBURSEMENT' ? 'disbursedOn' : 'repaidOn'}
        label={t(`day.${kind}`)}
        min={contractedOn}
        max={today}
      />
      <TextField name="reference" label={t('reference')} hint={t('referenceHint')} maxLength={200} autoComplete="off" />
      {kind === 'DISBURSEMENT' ? (
        <>
          <RadioGroup name="renewal" label={t('renewal')} hint={t('renewalHint')} dataType="bool" options={yesNo} />
          <RadioGroup
            name="firstLoan"
            label={t('firstLoan')}
            hint={t('firstHint', { said: loan.hasLoanHistory ? t('saidHistory') : t('saidNone') })}
            dataType="bool"
            options={yesNo}
          />
        </>
      ) : null}
    </ActionForm>
  )
}
