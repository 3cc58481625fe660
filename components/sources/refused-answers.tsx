import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { Section } from '@/components/ui/page-header'
import type { DataClass } from '@/server/sources/schema'
import { FailureAdvice } from './source-state'

type Row = { id: string; dataClass: string; reason: string; at: Date; provider: string; providerEn: string }
type Props = { rows: readonly Row[] }

/** Answers that were not believed: when, which, why. Nothing of their content was kept. */
export function RefusedAnswers({ rows }: Props) {
  const t = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  return (
    <Section title={t('refused.title')} lead={t('refused.lead')}>
      <DataTable
        caption={t('refused.title')}
        captionHidden
        rows={rows}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          { key: 'at', header: t('refused.at'), cell: ({ at }) => <DateText value={at} /> },
          { key: 'class', header: t('table.class'), cell: ({ dataClass }) => names(dataClass as DataClass) },
          {
            key: 'provider',
            header: t('table.provider'),
            cell: ({ provider, providerEn }) => (locale === 'en' ? providerEn : provider),
          },
          {
            key: 'reason',
            header: t('refused.reason'),
            cell: ({ reason, provider, providerEn }) => (
              <FailureAdvice failure={reason} provider={locale === 'en' ? providerEn : provider} />
            ),
          },
        ]}
      />
    </Section>
  )
}
