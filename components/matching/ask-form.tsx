import { useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/choice-field'
import { MoneyField } from '@/components/ui/money-field'
import { TextField } from '@/components/ui/text-field'
import { repaymentMethods } from '@/server/kernel/loan/schedule'
import type { Ask } from '@/server/matching/schema'
import type { AskProblem } from './ask-query'

type Props = {
  path: string
  ask: Ask | null
  problems: readonly AskProblem[]
  suggested: boolean
  english: boolean
  keep: Record<string, string | undefined>
}

/** What the firm needs; a GET form, so that an ask has an address and the page works without scripts. */
export function AskForm({ path, ask, problems, suggested, english, keep }: Props) {
  const t = useTranslations('matching.ask')
  const text = useCatalogueText()
  const wrong = (field: AskProblem['field']) => problems.find((problem) => problem.field === field)
  return (
    <form
      action={path}
      method="get"
      aria-label={t('title')}
      className="grid gap-4 rounded-card border border-border bg-surface p-card"
    >
      <h2 className="text-20">{t('title')}</h2>
      {Object.entries(keep).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
      {/* What a bare number in the box means; the address must mean the same in the other language. */}
      <input type="hidden" name="unit" value={english ? 'yuan' : 'wan'} />
      <div className="grid items-start gap-4 md:grid-cols-[22rem_auto_auto] md:justify-start">
        <MoneyField name="amount" label={t('amount')} defaultFen={ask?.amountFen} error={wrong('amount') && t('badAmount')} />
        <TextField
          name="term"
          label={t('term')}
          suffix={t('months')}
          inputMode="numeric"
          dataType="int"
          defaultValue={ask?.termMonths ?? wrong('term')?.text}
          error={wrong('term') && t('badTerm')}
        />
        <Select
          name="method"
          label={t('method')}
          optional
          defaultValue={ask?.method}
          options={repaymentMethods.map((value) => ({ value, label: text.method(value) }))}
        />
      </div>
      {suggested ? <p className="text-14 text-fg-2">{t('suggested')}</p> : null}
      <div>
        <Button type="submit">{t('submit')}</Button>
      </div>
    </form>
  )
}
