import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import type { Session } from '@/server/auth/session'
import type { Role } from '@/server/identity/schema'
import { ResetDialog } from './reset-dialog'
import type { Member, StaffData } from './staff-panel'

type Props = { session: Session; member: Member; roles: readonly Role[]; branches: StaffData['branches'] }

/** What may be done to a colleague: nothing to oneself, nor to somebody whose role is not one's own to give. */
export function MemberActions({ session, member, roles, branches }: Props) {
  const t = useTranslations('identity.staff')
  const rolesText = useTranslations('identity.roles')
  const english = useLocale() === 'en'
  if (member.accountId === session.accountId) return <span className="text-14 text-fg-3">{t('members.you')}</span>
  if (!roles.includes(member.role)) return <span className="text-fg-3">--</span>
  const names = { name: member.account.name, role: rolesText(member.role) }
  const memberId = member.id
  if (member.disabledAt)
    return (
      <ConfirmDialog trigger={t('reinstate.action')} triggerVariant="quiet" title={t('reinstate.title', names)}>
        <p>{t('reinstate.body', names)}</p>
        <ActionForm
          procedure="staff.setStanding"
          labels={{ submit: t('reinstate.submit') }}
          fixed={{ memberId, disabled: false }}
          onDone={{ refresh: true }}
        />
      </ConfirmDialog>
    )
  return (
    <div className="flex justify-end gap-1">
      {branches.length > 0 ? (
        <ConfirmDialog trigger={t('branch.action')} triggerVariant="quiet" title={t('branch.title', names)}>
          <ActionForm
            procedure="staff.setBranch"
            labels={{ submit: t('branch.submit') }}
            fixed={{ memberId }}
            onDone={{ refresh: true }}
          >
            <Select
              name="branchId"
              label={t('branch.label')}
              optional
              defaultValue={member.branchId ?? undefined}
              options={branches.map(({ id, name, nameEn }) => ({ value: id, label: english ? nameEn : name }))}
            />
          </ActionForm>
        </ConfirmDialog>
      ) : null}
      <ResetDialog memberId={memberId} name={member.account.name} />
      <ConfirmDialog trigger={t('disable.action')} triggerVariant="quiet" title={t('disable.title', names)}>
        <p>{t('disable.body', names)}</p>
        <ActionForm
          procedure="staff.setStanding"
          labels={{ submit: t('disable.submit') }}
          variant="danger"
          fixed={{ memberId, disabled: true }}
          onDone={{ refresh: true }}
        />
      </ConfirmDialog>
    </div>
  )
}
