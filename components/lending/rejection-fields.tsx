import { useTranslations } from 'next-intl'
import { useAdverseNames } from '@/components/portrait/adverse-names'
import { CheckboxGroup } from '@/components/ui/choice-field'
import { TextArea } from '@/components/ui/text-field'
import { rejectionReasons } from '@/server/lending/schema'
import { type AdverseDraft, factorChoice, PROPOSED_FACTORS, recordChoice } from '@/server/portrait/domain/adverse'

type Props = {
  prefix: string
  adverse: AdverseDraft | null
  /** What the officer proposed to tell; empty: the worst are proposed. */
  proposed: readonly string[]
}

/** Why it is refused, and which adverse factors of the portrait the enterprise is told. */
export function RejectionFields({ prefix, adverse, proposed }: Props) {
  const t = useTranslations('bank.forms.rejection')
  const names = useTranslations('lending.rejectionReasons')
  return (
    <>
      <CheckboxGroup
        name={`${prefix}reasons`}
        label={t('reasons')}
        hint={t('reasonsHint')}
        options={rejectionReasons.map((value) => ({ value, label: names(`${value}.name`) }))}
      />
      <TextArea name={`${prefix}otherText`} label={t('otherText')} maxLength={300} rows={2} optional />
      {adverse ? <ToldFields name={`${prefix}adverse`} adverse={adverse} proposed={proposed} /> : null}
    </>
  )
}

function ToldFields({ name, adverse, proposed }: { name: string; adverse: AdverseDraft; proposed: readonly string[] }) {
  const t = useTranslations('bank.forms.rejection')
  const { nameOf } = useAdverseNames()
  const { factors, records } = adverse
  const options = [
    ...factors.map((one) => ({
      value: factorChoice(one),
      label: nameOf(factorChoice(one)),
      hint: t('factor', { points: one.points, best: one.best, loss: one.neutral - one.points }),
    })),
    ...[...new Set(records.map(recordChoice))].map((value) => ({
      value,
      label: nameOf(value),
      hint: t('records', { count: records.filter((one) => recordChoice(one) === value).length }),
    })),
  ]
  if (options.length === 0) return <p className="text-14 text-fg-2">{t('noFactors')}</p>
  const worst = [...factors.slice(0, PROPOSED_FACTORS).map(factorChoice), ...records.map(recordChoice)]
  return (
    <CheckboxGroup
      name={name}
      label={t('factors')}
      hint={t('factorsHint')}
      options={options}
      defaultValues={proposed.length > 0 ? proposed : worst}
      optional
    />
  )
}
