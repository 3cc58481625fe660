import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { TextArea, TextField } from '@/components/ui/text-field'
import { ErasureSubject } from '@/server/keys/schema'

/** Asks for the destruction of an enterprise's or a person's data keys; somebody else has to agree. */
export function AskErasureForm() {
  const t = useTranslations('operator.erasures')
  return (
    <ActionForm procedure="keys.askErasure" labels={{ submit: t('submit') }} onDone={{ refresh: true }}>
      <RadioGroup
        name="subject"
        label={t('subject')}
        options={ErasureSubject.options.map((value) => ({
          value,
          label: t(`subjects.${value}`),
          hint: t(`subjectHints.${value}`),
        }))}
      />
      <TextField name="name" label={t('nameLabel')} maxLength={64} autoComplete="off" />
      <TextArea name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={500} />
    </ActionForm>
  )
}

/** The second person's word; whoever asked may only take the request back. */
export function SettleErasure({ erasureId, name, own }: { erasureId: string; name: string; own: boolean }) {
  const t = useTranslations('operator.erasures')
  return (
    <span className="inline-flex gap-2">
      {own ? null : (
        <ConfirmDialog trigger={t('confirm')} triggerVariant="quiet" title={t('confirmTitle', { name })}>
          <p>{t('confirmBody')}</p>
          <ActionForm
            procedure="keys.settleErasure"
            labels={{ submit: t('confirmSubmit') }}
            variant="danger"
            fixed={{ erasureId, verdict: 'CONFIRM' }}
            onDone={{ refresh: true }}
          />
        </ConfirmDialog>
      )}
      <ConfirmDialog trigger={t(own ? 'takeBack' : 'reject')} triggerVariant="quiet" title={t('rejectTitle', { name })}>
        <p>{t('rejectBody')}</p>
        <ActionForm
          procedure="keys.settleErasure"
          labels={{ submit: t(own ? 'takeBack' : 'reject') }}
          fixed={{ erasureId, verdict: 'REJECT' }}
          onDone={{ refresh: true }}
        />
      </ConfirmDialog>
    </span>
  )
}
