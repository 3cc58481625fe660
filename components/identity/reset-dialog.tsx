import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { StayOpen } from './stay-open'

/** Issues a link by which a colleague sets a new password; the dialog stays, because the link is shown once. */
export function ResetDialog({ memberId, name }: { memberId: string; name: string }) {
  const t = useTranslations('identity.staff.reset')
  return (
    <ConfirmDialog trigger={t('action')} triggerVariant="quiet" title={t('title', { name })}>
      <p>{t('body')}</p>
      <StayOpen>
        <ActionForm
          procedure="staff.issueReset"
          labels={{ submit: t('submit') }}
          fixed={{ memberId }}
          outcome={{ title: t('done'), body: '{handover}' }}
          className="break-words"
        />
      </StayOpen>
    </ConfirmDialog>
  )
}
