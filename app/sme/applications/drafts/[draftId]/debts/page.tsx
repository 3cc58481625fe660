import { getLocale, getTranslations } from 'next-intl/server'
import { DebtsField } from '@/components/apply/debts-field'
import { StepFrame } from '@/components/apply/step-frame'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { RequiredNote } from '@/components/ui/field'
import { type DraftParams, openDraft } from '../open-draft'

export async function generateMetadata() {
  return { title: (await getTranslations('apply.steps'))('debts') }
}

export default async function DebtsPage(props: DraftParams) {
  const { draft, offered, target, list } = await openDraft(props, 'debts')
  const t = await getTranslations('apply.debts')
  const own = await getTranslations('apply.draft')
  const ui = await getTranslations('ui')
  const english = (await getLocale()) === 'en'
  const { debts } = draft.answers
  return (
    <StepFrame draftId={draft.id} step="debts" product={offered.published}>
      <ActionForm procedure="applying.keepDebts" fixed={target} labels={{ submit: own('save') }} onDone={{ href: list }}>
        <RequiredNote />
        <DebtsField
          kind={debts ? (debts.listed.length > 0 ? 'LISTED' : 'NONE') : undefined}
          debts={debts?.listed ?? []}
          english={english}
          words={{
            kind: t('kind'),
            none: t('NONE'),
            listed: t('LISTED'),
            lender: t('lender'),
            balance: t('balance'),
            endsOn: t('endsOn'),
            row: t.raw('row'),
            add: t('add'),
            remove: t.raw('remove'),
            unit: english ? ui('units.yuan') : ui('units.wan'),
            reads: ui.raw('field.moneyReads'),
            problems: {
              chineseNumerals: ui('form.problems.chineseNumerals'),
              format: ui('form.problems.format'),
              precision: ui('form.problems.precision'),
              tooLarge: ui('form.problems.tooLarge'),
            },
          }}
        />
        <RadioGroup
          name="hasLoanHistory"
          label={t('history')}
          hint={t('historyHint')}
          dataType="bool"
          defaultValue={debts ? String(debts.hasLoanHistory) : undefined}
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      </ActionForm>
    </StepFrame>
  )
}
