import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { StayOpen } from './stay-open'

type Props = { name: string } & ({ memberId: string } | { accountId: string })

/**
 * Issues a link by which somebody sets a new password: a colleague, or (by the operator) the holder of an account. The dialog
 * stays, because the link is shown once.
 */
export function ResetDialog({ name, ...whose }: Props) {
  const t = useTranslations('identity.staff.reset')
  const byOperator = 'accountId' in whose
  return (
    <ConfirmDialog trigger={t('action')} triggerVariant="quiet" title={t('title', { name })}>
      <p>{t(byOperator ? 'bodyByOperator' : 'body')}</p>
      <StayOpen>
        <ActionForm
          procedure={byOperator ? 'operator.issueReset' : 'staff.issueReset'}
          labels={{ submit: t('submit') }}
          fixed={byOperator ? { id: whose.accountId } : whose}
          outcome={{ title: t('done'), body: '{handover}' }}
          className="break-words"
        />
      </StayOpen>
    </ConfirmDialog>
  )
}
