import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup, Select } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { MoneyField } from '@/components/ui/money-field'
import { formatMoney } from '@/components/ui/number-format'
import { DateField, TextField } from '@/components/ui/text-field'
import type { ReportKind } from '@/server/disbursement/schema'
import { decimalText } from '@/server/kernel/number-text'
import { LineWarning } from './line-warning'

type Loan = { id: string; remainingFen: bigint; outstandingFen: bigint; hasLoanHistory: boolean; renewable: readonly Renewable[] }
type Renewable = { id: string; number: string; outstandingFen: bigint }
type Props = { kind: ReportKind; loan: Loan; today: string; contractedOn: string | undefined }

/** One disbursement or repayment of a loan. Terms are the contract's, so only what moved is asked. */
export function ReportForm({ kind, loan, today, contractedOn }: Props) {
  const t = useTranslations('disbursement.bank.form')
  const locale = useLocale()
  const yuan = locale === 'en' ? 'yuan' : 'wan'
  const yesNo = [
    { value: 'false', label: t('no') },
    { value: 'true', label: t('yes') },
  ]
  const limit = kind === 'DISBURSEMENT' ? loan.remainingFen : loan.outstandingFen
  const shown = decimalText(limit, 100n, limit % 100n === 0n ? 0 : 2)
  return (
    <ActionForm
      procedure={kind === 'DISBURSEMENT' ? 'disbursement.disburse' : 'disbursement.repay'}
      fixed={{ applicationId: loan.id, ...(kind === 'DISBURSEMENT' && loan.renewable.length === 0 ? { renewal: false } : {}) }}
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
          {loan.renewable.length > 0 ? (
            <>
              <RadioGroup name="renewal" label={t('renewal')} hint={t('renewalHint')} dataType="bool" options={yesNo} />
              <Select
                name="renewsId"
                label={t('renews')}
                hint={t('renewsHint')}
                optional
                options={loan.renewable.map(({ id, number, outstandingFen }) => ({
                  value: id,
                  label: t('renewsOption', { number, amount: formatMoney(outstandingFen, yuan, locale) }),
                }))}
              />
            </>
          ) : (
            <p className="text-14 text-fg-2">{t('noRenewal')}</p>
          )}
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

/** Principal taken off the books, of a loan that owes something. */
export function WriteOffForm({ loan, today, contractedOn }: Omit<Props, 'kind'>) {
  const t = useTranslations('disbursement.bank.form')
  const off = useTranslations('disbursement.bank.writeOff')
  const yuan = useLocale() === 'en' ? 'yuan' : 'wan'
  return (
    <ActionForm
      procedure="disbursement.writeOff"
      fixed={{ applicationId: loan.id }}
      labels={{ submit: off('submit') }}
      onDone={{ refresh: true, reset: true }}
      outcome={{ title: t.raw('done'), body: t('doneBody') }}
    >
      <MoneyField id="written-off" name="writtenOffFen" label={t('writtenOff')} unit={yuan} />
      <DateField id="written-off-on" name="writtenOffOn" label={off('day')} min={contractedOn} max={today} />
      <TextField
        id="written-off-reference"
        name="reference"
        label={t('reference')}
        hint={t('referenceHint')}
        maxLength={200}
        autoComplete="off"
      />
    </ActionForm>
  )
}
