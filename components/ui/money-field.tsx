import { useLocale, useTranslations } from 'next-intl'
import { controlProps, Field, type FieldProps, inputClass, useFieldIds } from './field'
import { MoneyInput } from './money-input'
import type { MoneyUnit } from './money-text'

type Props = FieldProps & {
  /** What a bare number means: forms ask in 万元. English visitors type yuan, because English has no 万. */
  unit?: MoneyUnit
  defaultFen?: bigint
}

/** An amount of money, sent as bigint fen. Never a number input: those turn 1234。5 into 12,345. */
export function MoneyField({ unit = 'wan', defaultFen, ...field }: Props) {
  const t = useTranslations('ui')
  const english = useLocale() === 'en'
  const shownUnit: MoneyUnit = english ? 'yuan' : unit
  const unitLabels = { yuan: t('units.yuan'), wan: t('units.wan'), yi: t('units.yi') }
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <MoneyInput
        {...controlProps({ ...field, ...ids })}
        unit={shownUnit}
        unitLabel={unitLabels[shownUnit]}
        defaultFen={defaultFen}
        reads={t.raw('field.moneyReads')}
        uppercase={!english}
        problems={{
          chineseNumerals: t('form.problems.chineseNumerals'),
          format: t('form.problems.format'),
          precision: t('form.problems.precision'),
          tooLarge: t('form.problems.tooLarge'),
        }}
        className={inputClass}
      />
    </Field>
  )
}

/** A unified social credit code: 18 characters, shown in groups only by spacing; the server trims and upper-cases. */
export function CreditCodeField({ defaultValue, hint, ...rest }: FieldProps & { defaultValue?: string }) {
  const t = useTranslations('ui.field')
  const field = { ...rest, hint: hint ?? t('creditCodeHint') }
  const ids = useFieldIds(field)
  return (
    <Field {...field} ids={ids}>
      <input
        type="text"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        defaultValue={defaultValue}
        className={`${inputClass} figures max-w-sm uppercase tracking-wider`}
        {...controlProps({ ...field, ...ids })}
      />
    </Field>
  )
}
