import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/choice-field'
import { TextArea } from '@/components/ui/text-field'

type Hands = {
  officers: readonly { accountId: string; name: string; branchId: string | null }[]
  branches: readonly { id: string; name: string }[]
}

/** To whom, to which branch, and why. */
export function ReassignFields({ officers, branches }: Hands) {
  const t = useTranslations('bank.forms.reassign')
  return (
    <>
      <Select
        name="toOfficerId"
        label={t('officer')}
        options={officers.map(({ accountId, name, branchId }) => {
          const branch = branches.find(({ id }) => id === branchId)
          return { value: accountId, label: branch ? t('ofBranch', { name, branch: branch.name }) : name }
        })}
      />
      {branches.length > 0 ? (
        <Select
          name="toBranchId"
          label={t('branch')}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      ) : null}
      <TextArea name="why" label={t('why')} maxLength={300} rows={2} />
    </>
  )
}

/** Back to the queue, which says so: the case may lie with a branch now whose cases this person does not see. */
export const handedHref = (number: string) => `/bank?handed=${number}`

type Props = Hands & { application: { id: string; version: number; number: string } }

/** Hands a case over, for whoever does nothing else with it. */
export function ReassignForm({ application, ...hands }: Props) {
  const names = useTranslations('lending.actions')
  return (
    <ActionForm
      procedure="lending.reassign"
      labels={{ submit: names('REASSIGNED') }}
      fixed={{ applicationId: application.id, version: application.version }}
      onDone={{ href: handedHref(application.number) }}
    >
      <ReassignFields {...hands} />
    </ActionForm>
  )
}
