import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { Section } from '@/components/ui/page-header'
import { storedWords } from '@/components/ui/stored-words'
import type { DataClass } from '@/server/sources/schema'

type Row = { id: string; dataClass: string; reason: string; at: Date }
type Props = { rows: readonly Row[] }

/** The refusal of a stored reason: its code stands before the operator's detail. */
const codeOf = (reason: string) => reason.split(':')[0] ?? reason

/** Answers that were not believed: when, which, why. Nothing of their content was kept. */
export function RefusedAnswers({ rows }: Props) {
  const t = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  const failures = storedWords(useTranslations('sources.failures'))
  const reasonOf = (reason: string) => (failures.has(codeOf(reason)) ? failures(codeOf(reason)) : reason)
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
          { key: 'reason', header: t('refused.reason'), cell: ({ reason }) => reasonOf(reason) },
        ]}
      />
    </Section>
  )
}
