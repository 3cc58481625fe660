import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { TextArea, TextField } from '@/components/ui/text-field'

/** What is known or was done about an alert; handling closes it for good. */
export function HandleForm({ alertId }: { alertId: string }) {
  const t = useTranslations('cage.alerts.handle')
  const options = (['NOTED', 'HANDLED'] as const).map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }))
  return (
    <ActionForm procedure="cage.handle" labels={{ submit: t('submit') }} fixed={{ alertId }} onDone={{ refresh: true }}>
      <RadioGroup name="step" label={t('step')} options={options} />
      <TextArea name="note" label={t('note')} hint={t('noteHint')} maxLength={1000} />
    </ActionForm>
  )
}

/** A new novelty budget, from now on. */
export function BudgetForm() {
  const t = useTranslations('cage.budget')
  return (
    <ActionForm procedure="cage.setBudget" labels={{ submit: t('submit') }} onDone={{ refresh: true }}>
      <TextField name="most" label={t('most')} dataType="int" inputMode="numeric" suffix={t('unit')} />
      <TextField name="note" label={t('note')} maxLength={200} />
    </ActionForm>
  )
}

export function CanaryForm() {
  const t = useTranslations('cage.canaries')
  return (
    <ActionForm procedure="cage.setCanary" labels={{ submit: t('submit') }} onDone={{ refresh: true }}>
      <TextField name="creditCode" label={t('creditCode')} maxLength={18} autoComplete="off" />
      <TextField name="note" label={t('note')} maxLength={200} />
    </ActionForm>
  )
}

export function EndCanary({ creditCode, name }: { creditCode: string; name: string }) {
  const t = useTranslations('cage.canaries')
  return (
    <ConfirmDialog trigger={t('end')} triggerVariant="quiet" title={t('endTitle', { name })}>
      <p>{t('endBody')}</p>
      <ActionForm
        procedure="cage.setCanary"
        labels={{ submit: t('end') }}
        fixed={{ creditCode, ended: true, note: t('endNote') }}
        onDone={{ refresh: true }}
      />
    </ConfirmDialog>
  )
}
