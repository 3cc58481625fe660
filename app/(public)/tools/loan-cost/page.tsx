import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { ToolForm } from '@/components/public/tool-form'
import { ToolFrame } from '@/components/public/tool-frame'
import { RadioGroup } from '@/components/ui/choice-field'
import { fenPerUnit, type MoneyUnit } from '@/components/ui/money-text'
import { Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { DateField, TextField } from '@/components/ui/text-field'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import { decimalText } from '@/server/kernel/number-text'
import { CostAnswer } from './cost-answer'
import { type LoanCostReading, MOST_MONTHS, readLoanCost, unitOf } from './query'

const path = '/tools/loan-cost'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('loanCost.title') }
}

/** The amount in the visitor's unit; what could not be read stays as it was typed. */
function amountText(params: SearchParams, { answer }: LoanCostReading, unit: MoneyUnit): string {
  if (!answer || unitOf(params) === unit) return typed(params, 'amount')
  const decimals = unit === 'wan' ? 6 : 2
  return decimalText(answer.terms.principalFen, fenPerUnit[unit], decimals)
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}

export default async function LoanCostPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('tools')
  const methods = await getTranslations('lending.methods')
  const reading = readLoanCost(params)
  // What is refused keeps the unit that it was typed in; an English visitor otherwise types yuan, because English has no 万.
  const wanted: MoneyUnit = (await getLocale()) === 'en' ? 'yuan' : 'wan'
  const unit = reading.asked && !reading.answer ? unitOf(params) : wanted
  const faults = reading.faults.map(({ path: field, key }) => ({ path: field, message: t(`loanCost.faults.${key}`) }))
  const field = (name: string) => ({
    name,
    id: name,
    defaultValue: typed(params, name),
    error: faults.find((fault) => fault.path === name)?.message,
  })
  return (
    <ToolFrame
      title={t('loanCost.title')}
      lead={t('loanCost.lead')}
      operation={{ id: 'computeLoanCost', method: 'POST', path: '/api/v1/tools/loan-cost' }}
    >
      <Section title={t('loanCost.terms')}>
        <ToolForm path={path} submit={t('loanCost.submit')} faults={faults}>
          <input type="hidden" name="unit" value={unit} />
          <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
            <TextField
              {...field('amount')}
              label={t('loanCost.amount')}
              hint={t('loanCost.amountHint')}
              suffix={t(`units.${unit}`)}
              inputMode="decimal"
              defaultValue={amountText(params, reading, unit)}
            />
            <TextField
              {...field('rate')}
              label={t('loanCost.rate')}
              hint={t('loanCost.rateHint')}
              suffix="%"
              inputMode="decimal"
            />
            <TextField
              {...field('term')}
              label={t('loanCost.term')}
              hint={t('loanCost.termHint', { most: MOST_MONTHS })}
              suffix={t('units.months')}
              inputMode="numeric"
            />
            <TextField
              {...field('fees')}
              label={t('loanCost.fees')}
              hint={t('loanCost.feesHint')}
              suffix={t('units.yuan')}
              inputMode="decimal"
              optional
            />
            <RadioGroup
              {...field('method')}
              label={t('loanCost.method')}
              options={repaymentMethods.map((value) => ({
                value,
                label: methods(value),
                hint: t(`loanCost.methodHints.${value}`),
              }))}
              defaultValue={typed(params, 'method') || 'equal_instalment'}
            />
            <DateField {...field('start')} label={t('loanCost.start')} hint={t('loanCost.startHint')} optional />
          </div>
        </ToolForm>
      </Section>
      {reading.answer ? <CostAnswer answer={reading.answer} /> : null}
    </ToolFrame>
  )
}
