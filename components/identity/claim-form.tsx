import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { DateField, TextArea, TextField } from '@/components/ui/text-field'
import { claimantKinds } from '@/server/identity/schema'
import type { RegisterEntry } from '@/server/sources/schema'
import { ClaimantFields } from './claimant-fields'
import { NewLoginNameField, NewPasswordField } from './credential-fields'

/** Who claims a firm, and the account they want; sending it has the register send a code to its contact. */
export function ClaimForm({ entry, today }: { entry: RegisterEntry; today: string }) {
  const t = useTranslations('identity.register.people')
  const options = claimantKinds.map((value) => ({ value, label: t(`relations.${value}`), hint: t(`hints.${value}`) }))
  return (
    <ActionForm
      procedure="registration.start"
      labels={{ submit: t('submit') }}
      fixed={{ creditCode: entry.creditCode }}
      onDone={{ href: '/register/claim/{claimId}' }}
    >
      <RequiredNote />
      <ClaimantFields
        choice={<RadioGroup name="claimant" label={t('claimant')} options={options} />}
        representative={
          <TextField
            key="registered"
            name="personName"
            label={t('name')}
            hint={t('nameFromRegister')}
            defaultValue={entry.legalRepresentative}
            readOnly
          />
        }
        other={<TextField key="typed" name="personName" label={t('name')} autoComplete="name" maxLength={50} />}
        agent={
          <>
            <TextArea name="mandate.text" label={t('mandate')} hint={t('mandateHint')} maxLength={500} rows={3} />
            <DateField name="mandate.endsOn" label={t('mandateEnds')} min={today} />
          </>
        }
      />
      <TextField name="contact" label={t('contact')} hint={t('contactHint')} inputMode="tel" autoComplete="tel" maxLength={20} />
      <NewLoginNameField label={t('loginName')} />
      <NewPasswordField label={t('password')} />
      <p className="max-w-[40em] text-14 text-fg-2">{t('challenge', { contact: entry.contactMasked })}</p>
    </ActionForm>
  )
}
