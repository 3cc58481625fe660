import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { TextField } from '@/components/ui/text-field'
import type { OrganisationKind, Role } from '@/server/identity/schema'
import { counties } from '@/server/kernel/areas'
import type { StaffData } from './staff-panel'

type Props = { kind: OrganisationKind; roles: readonly Role[]; branches: StaffData['branches'] }

/** Invites somebody into one's own organisation. The link is delivered, or shown here once. */
export function InviteForm({ kind, roles, branches }: Props) {
  const t = useTranslations('identity.staff.invite')
  const rolesText = useTranslations('identity.roles')
  const english = useLocale() === 'en'
  if (roles.length === 0) return <p className="text-fg-2">{t('none')}</p>
  return (
    <ActionForm
      procedure="staff.invite"
      labels={{ submit: t('submit') }}
      variant="primary"
      onDone={{ refresh: true, reset: true }}
      outcome={{ title: t('done'), body: '{handover}' }}
      className="break-words"
    >
      <RequiredNote />
      <div className="grid gap-6 lg:grid-cols-2">
        <TextField name="personName" label={t('name')} maxLength={50} autoComplete="off" />
        <TextField name="contact" label={t('contact')} inputMode="tel" maxLength={20} autoComplete="off" />
        <Select
          name="role"
          label={t('role')}
          options={roles.map((role) => ({ value: role, label: rolesText(role) }))}
          defaultValue={roles.length === 1 ? roles[0] : undefined}
        />
        {branches.length > 0 ? (
          <Select
            name="branchId"
            label={t('branch')}
            optional
            options={branches.map(({ id, name, nameEn }) => ({ value: id, label: english ? nameEn : name }))}
          />
        ) : null}
        {kind === 'OFFICE' ? (
          <Select
            name="countyCode"
            label={t('county')}
            hint={t('countyHint')}
            optional
            options={counties.map(({ code, zh, en }) => ({ value: code, label: english ? en : zh }))}
          />
        ) : null}
      </div>
    </ActionForm>
  )
}
