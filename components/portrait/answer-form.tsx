import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { Disclosure } from '@/components/ui/disclosure'
import { TextArea } from '@/components/ui/text-field'
import type { QuestionCode } from '@/server/portrait/schema'

/** Where the enterprise explains, in its own words, what does not fit together. */
export function AnswerForm({ portraitId, code }: { portraitId: string; code: QuestionCode }) {
  const t = useTranslations('portrait.questions')
  return (
    <Disclosure summary={t('answer')}>
      <ActionForm
        procedure="portrait.answer"
        fixed={{ portraitId, code }}
        labels={{ submit: t('submit') }}
        onDone={{ refresh: true, reset: true }}
      >
        <TextArea name="text" label={t('text')} hint={t('hint')} maxLength={1_000} rows={4} />
      </ActionForm>
    </Disclosure>
  )
}
