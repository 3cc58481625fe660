import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { formatInstant } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import { TextArea } from '@/components/ui/text-field'
import { SupplementItem } from '@/server/lending/schema'
import type { OwnApplication } from './own-application'

type Props = { application: OwnApplication; target: { applicationId: string; version: number } }

/** What the bank asked for, and the answers; the open request has its form. */
export function SupplementSection({ application, target }: Props) {
  const t = useTranslations('apply.own.supplement')
  const names = useTranslations('lending.supplementItems')
  const ui = useTranslations('ui')
  const locale = useLocale()
  const mayAnswer = application.allowed.includes('SUPPLEMENTED')
  const list = new Intl.ListFormat(locale)
  return (
    <Section title={t('title')}>
      {application.supplements.map((one) => (
        <div key={one.id} className="grid gap-2 border-border border-b pb-4 last:border-b-0">
          <p className="text-14 text-fg-3">{t('asked', { at: formatInstant(one.requestedAt, locale) })}</p>
          <p>
            {t('items', {
              items: list.format(
                SupplementItem.array()
                  .parse(one.items)
                  .map((item) => names(item)),
              ),
            })}
          </p>
          <p className="whitespace-pre-wrap">{one.request ?? ui('erased')}</p>
          {one.answeredAt ? (
            <>
              <p className="text-14 text-fg-3">{t('answered', { at: formatInstant(one.answeredAt, locale) })}</p>
              <p className="whitespace-pre-wrap text-fg-2">{one.answer ?? ui('erased')}</p>
            </>
          ) : mayAnswer ? (
            <ActionForm procedure="lending.supplement" fixed={target} labels={{ submit: t('send') }} onDone={{ refresh: true }}>
              <TextArea name="answer" label={t('answer')} hint={t('answerHint')} maxLength={2000} />
            </ActionForm>
          ) : null}
        </div>
      ))}
    </Section>
  )
}
