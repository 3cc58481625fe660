import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import { Disclosure } from '@/components/ui/disclosure'
import { TextField } from '@/components/ui/text-field'
import { counties } from '@/server/kernel/areas'

export function BranchForm({ institutionId }: { institutionId: string }) {
  const t = useTranslations('operator.institution')
  const english = useLocale() === 'en'
  return (
    <Disclosure summary={t('addBranch')}>
      <ActionForm
        procedure="operator.createBranch"
        labels={{ submit: t('addBranch') }}
        variant="secondary"
        fixed={{ institutionId }}
        onDone={{ refresh: true, reset: true }}
        outcome={{ title: t('branchAdded') }}
      >
        <div className="grid gap-6 lg:grid-cols-3">
          <TextField name="name" label={t('branchName')} maxLength={80} />
          <TextField name="nameEn" label={t('branchNameEn')} maxLength={120} />
          <Select
            name="countyCode"
            label={t('county')}
            options={counties.map(({ code, zh, en }) => ({ value: code, label: english ? en : zh }))}
          />
        </div>
      </ActionForm>
    </Disclosure>
  )
}

type Seat = { institutionId: string; address: string | null; addressEn: string | null }

/** Where the institution has its seat: open where none is on record yet, for receipts then cannot name it. */
export function SeatForm({ institutionId, address, addressEn }: Seat) {
  const t = useTranslations('operator.institution')
  return (
    <Disclosure summary={address ? t('changeSeat') : t('addSeat')} open={!address}>
      <ActionForm
        procedure="operator.setSeat"
        labels={{ submit: t('saveSeat') }}
        variant="secondary"
        fixed={{ institutionId }}
        onDone={{ refresh: true }}
        outcome={{ title: t('seatSaved') }}
      >
        <div className="grid gap-6 lg:grid-cols-2">
          <TextField
            name="address"
            label={t('address')}
            hint={t('addressHint')}
            maxLength={120}
            autoComplete="off"
            defaultValue={address ?? undefined}
          />
          <TextField
            name="addressEn"
            label={t('addressEn')}
            maxLength={200}
            autoComplete="off"
            defaultValue={addressEn ?? undefined}
          />
        </div>
      </ActionForm>
    </Disclosure>
  )
}

/** Invites the first administrator; the link is delivered, or shown here once. */
export function AdministratorForm({ organisationId }: { organisationId: string }) {
  const t = useTranslations('operator.institution')
  return (
    <ActionForm
      procedure="operator.inviteAdministrator"
      labels={{ submit: t('invite') }}
      fixed={{ organisationId }}
      onDone={{ refresh: true, reset: true }}
      outcome={{ title: t('invited'), body: '{handover}' }}
      className="break-words"
    >
      <div className="grid gap-6 lg:grid-cols-2">
        <TextField name="personName" label={t('personName')} autoComplete="off" maxLength={50} />
        <TextField name="contact" label={t('contact')} inputMode="tel" autoComplete="off" maxLength={20} />
      </div>
    </ActionForm>
  )
}
