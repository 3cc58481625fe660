import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { TextArea } from '@/components/ui/text-field'

/** The operator's verdict over a second claim; nothing is chosen beforehand. */
export function SettleForm({ claimId }: { claimId: string }) {
  const t = useTranslations('operator.claim.decide')
  const options = (['CONFIRM', 'REJECT'] as const).map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }))
  return (
    <ActionForm procedure="operator.settle" labels={{ submit: t('submit') }} fixed={{ claimId }} onDone={{ refresh: true }}>
      <RadioGroup name="verdict" label={t('verdict')} options={options} />
      <TextArea name="grounds" label={t('grounds')} hint={t('groundsHint')} maxLength={500} />
    </ActionForm>
  )
}
