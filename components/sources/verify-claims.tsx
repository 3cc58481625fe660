import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { RadioGroup } from '@/components/ui/choice-field'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { TextField } from '@/components/ui/text-field'
import { FailureAdvice } from './source-state'

/** What may be verified; the names stand in messages under the part behind the dot. */
const items = ['ownership', 'unencumbered'] as const
const nameOf = (itemId: string) => items.find((one) => itemId === `real-estate.${one}`) ?? 'ownership'

export type ShownVerification = {
  id: string
  itemId: string
  claim: string
  answer: string | null
  failure: string | null
  askedByName: string
  askedAt: Date
  answeredAt: Date | null
  digest: string | null
}

const tones = { YES: 'success', NO: 'warning', UNKNOWN: 'neutral' } as const
type Answer = keyof typeof tones
const isAnswer = (answer: string | null): answer is Answer => answer !== null && answer in tones

type AnswerProps = Pick<ShownVerification, 'answer' | 'failure'> & { provider: string }

function AnswerCell({ answer, failure, provider }: AnswerProps) {
  const t = useTranslations('sources.verify')
  const answers = useTranslations('sources.values.answer')
  if (isAnswer(answer)) return <StatusTag tone={tones[answer]}>{answers(answer)}</StatusTag>
  return failure ? <FailureAdvice failure={failure} provider={provider} /> : <StatusTag tone="info">{t('waiting')}</StatusTag>
}

type Props = { rows: readonly ShownVerification[]; mayAsk: boolean; provider: string }

/** Puts claims to the land register, and shows what it said: yes or no. */
export function VerifyClaims({ rows, mayAsk, provider }: Props) {
  const t = useTranslations('sources.verify')
  const detail = useTranslations('sources.detail')
  return (
    <>
      {mayAsk ? (
        <Section title={t('title')} lead={t('lead')}>
          <ActionForm
            procedure="sources.verify"
            labels={{ submit: t('submit') }}
            onDone={{ refresh: true }}
            outcome={{ title: t('asked') }}
          >
            <RadioGroup
              name="itemId"
              label={t('item')}
              options={items.map((one) => ({ value: `real-estate.${one}`, label: t(`items.${one}`) }))}
              defaultValue="real-estate.ownership"
            />
            <TextField name="certificateNo" label={t('certificate')} hint={t('certificateHint')} />
          </ActionForm>
        </Section>
      ) : null}
      <Section title={t('history')}>
        <DataTable
          caption={t('history')}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('none')}>{t('lead')}</EmptyState>}
          columns={[
            { key: 'claim', header: t('certificate'), cell: ({ claim }) => claim },
            { key: 'item', header: t('item'), cell: ({ itemId }) => t(`items.${nameOf(itemId)}`) },
            {
              key: 'answer',
              header: t('answer'),
              cell: (row) => <AnswerCell answer={row.answer} failure={row.failure} provider={provider} />,
            },
            { key: 'at', header: t('askedAt'), cell: ({ askedAt }) => <DateText value={askedAt} /> },
            { key: 'by', header: t('by'), cell: ({ askedByName }) => askedByName },
            {
              key: 'digest',
              header: detail('digest'),
              cell: ({ digest }) => <code className="text-13">{digest ? `${digest.slice(0, 16)}…` : '--'}</code>,
            },
          ]}
        />
      </Section>
    </>
  )
}
