import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { storedWords } from '@/components/ui/stored-words'

type Row = { id: string; at: Date; readerOrganisationName: string; reason: string }

/** Attempts that the database refused, with the reason that the officer was told. */
export function RefusedReads({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('ledger.access')
  const reasons = storedWords(useTranslations('portrait.refusals'))
  const reasonText = (reason: string) => (reasons.has(reason) ? reasons(reason) : reason)
  return (
    <DataTable
      caption={t('refused.title')}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { key: 'when', header: t('when'), cell: (row) => <DateText value={row.at} /> },
        { key: 'who', header: t('who'), cell: (row) => row.readerOrganisationName },
        { key: 'reason', header: t('refused.reason'), cell: (row) => reasonText(row.reason) },
      ]}
    />
  )
}
