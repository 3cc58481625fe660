import { useLocale, useTranslations } from 'next-intl'
import { Select } from '@/components/ui/choice-field'
import { MoneyField } from '@/components/ui/money-field'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { PercentField, TextField } from '@/components/ui/text-field'
import { RepaymentMethod } from '@/server/lending/schema'
import type { Case } from './case'
import { LiveCost } from './live-cost'

export type ProposedTerms = { amountFen: bigint; rateBps?: number; termMonths: number; method: string }

type Props = {
  application: Case
  /** The names of the fields begin so: `decision.`; empty for the offer. */
  prefix: string
  proposed: ProposedTerms
  /** The offer also says what the enterprise pays beside interest. */
  feesFen?: bigint
}

/** A rate as it is typed: 385 → 3.85. */
const typed = (bps: number) => formatRate(bps).replace('%', '')

/** Amount, rate against LPR, term, method, and what that costs all in while it is typed. */
export function TermsFields({ application, prefix, proposed, feesFen }: Props) {
  const t = useTranslations('bank.forms.terms')
  const names = useTranslations('lending.methods')
  const locale = useLocale()
  const { bounds, lpr } = application
  const money = (fen: bigint) => formatMoney(fen, locale === 'en' ? 'yuan' : 'wan', locale)
  return (
    <>
      <MoneyField
        name={`${prefix}amountFen`}
        label={t('amount')}
        hint={t('amountHint', { low: money(bounds.amountFen.min), high: money(bounds.amountFen.max) })}
        defaultFen={proposed.amountFen}
      />
      <div className="grid grid-cols-2 items-end gap-3">
        <PercentField
          name={`${prefix}rateBps`}
          label={t('rate')}
          hint={t('rateHint', {
            low: formatRate(bounds.rateBps.min),
            high: formatRate(bounds.rateBps.max),
            lpr: formatRate(lpr.upTo60),
          })}
          defaultValue={proposed.rateBps === undefined ? undefined : typed(proposed.rateBps)}
        />
        <TextField
          name={`${prefix}termMonths`}
          label={t('term')}
          dataType="int"
          inputMode="numeric"
          autoComplete="off"
          suffix={t('monthsUnit')}
          hint={t('termHint', { low: bounds.termMonths.min, high: bounds.termMonths.max })}
          defaultValue={String(proposed.termMonths)}
        />
      </div>
      <Select
        name={`${prefix}method`}
        label={t('method')}
        defaultValue={proposed.method}
        options={bounds.methods.map((method) => ({ value: method, label: names(RepaymentMethod.parse(method)) }))}
      />
      {feesFen === undefined ? null : (
        <MoneyField name={`${prefix}upfrontFeesFen`} label={t('fees')} hint={t('feesHint')} unit="yuan" defaultFen={feesFen} />
      )}
      <LiveCost
        prefix={prefix}
        lpr={lpr}
        strings={{
          title: t('cost.title'),
          cost: t.raw('cost.all'),
          above: t.raw('cost.above'),
          below: t.raw('cost.below'),
          payments: t.raw('cost.payments'),
          waiting: t('cost.waiting'),
        }}
      />
    </>
  )
}
