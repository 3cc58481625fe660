import { useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup, Select } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { MoneyField } from '@/components/ui/money-field'
import { TextArea, TextField } from '@/components/ui/text-field'
import type { DraftAnswers } from '@/server/apply/schema'
import { type PublishedProduct, purposes } from '@/server/catalogue/schema'

type Props = { product: PublishedProduct; answers: DraftAnswers; target: { draftId: string; version: number }; doneHref: string }

/** How much, for how long, what for, and how repaid; filled in with what was asked for on the page it came from. */
export function DemandForm({ product: { terms, version }, answers, target, doneHref }: Props) {
  const t = useTranslations('apply.demand')
  const own = useTranslations('apply.draft')
  const text = useCatalogueText()
  const { demand } = answers
  const start = demand ?? answers.asked
  const method = start?.method ?? (terms.methods.length === 1 ? terms.methods[0] : undefined)
  const accepted = terms.purposes.length === 0 ? purposes : terms.purposes
  return (
    <ActionForm
      procedure="applying.keepDemand"
      fixed={{ ...target, productVersion: version }}
      labels={{ submit: own('save') }}
      onDone={{ href: doneHref }}
    >
      <RequiredNote />
      <MoneyField
        name="demand.amountFen"
        label={t('amount')}
        hint={t('amountHint', { min: text.money(terms.amountMinFen), max: text.money(terms.amountMaxFen) })}
        defaultFen={start ? BigInt(start.amountFen) : undefined}
      />
      <TextField
        name="demand.termMonths"
        label={t('term')}
        hint={t('termHint', { min: terms.termMinMonths, max: terms.termMaxMonths })}
        dataType="int"
        inputMode="numeric"
        suffix={t('months')}
        defaultValue={start?.termMonths}
      />
      <Select
        name="demand.purpose"
        label={t('purpose')}
        defaultValue={demand?.purpose}
        options={accepted.map((value) => ({ value, label: text.purpose(value) }))}
      />
      <TextArea
        name="demand.purposeNote"
        label={t('note')}
        hint={t('noteHint')}
        optional
        maxLength={300}
        defaultValue={demand?.purposeNote}
      />
      <RadioGroup
        name="demand.method"
        label={t('method')}
        defaultValue={method}
        options={terms.methods.map((value) => ({ value, label: text.method(value) }))}
      />
    </ActionForm>
  )
}
