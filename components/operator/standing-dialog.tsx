import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

type Props = { what: 'organisation' | 'account'; id: string; name: string; disabled: boolean }

/** Disables an organisation or account, or lets it work again, after saying what that does. */
export function StandingDialog({ what, id, name, disabled }: Props) {
  const t = useTranslations('operator')
  const texts = what === 'organisation' ? 'organisations' : 'accounts'
  const act = disabled ? 'reinstate' : 'disable'
  return (
    <ConfirmDialog trigger={t(`organisations.${act}`)} triggerVariant="quiet" title={t(`${texts}.${act}Title`, { name })}>
      <p>{t(`${texts}.${act}Body`, { name })}</p>
      <ActionForm
        procedure={what === 'organisation' ? 'operator.setOrganisationStanding' : 'operator.setAccountStanding'}
        labels={{ submit: t(`${texts}.${act}Submit`) }}
        variant={disabled ? 'primary' : 'danger'}
        fixed={{ id, disabled: !disabled }}
        onDone={{ refresh: true }}
      />
    </ConfirmDialog>
  )
}
