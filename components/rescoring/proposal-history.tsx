import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import type { Proposal } from '@/server/portrait/versions.repository'

/** Everything that was proposed of a candidate, and what came of it. */
export function ProposalHistory({ proposals }: { proposals: readonly Proposal[] }) {
  const t = useTranslations('rescoring.one')
  return (
    <DataTable
      caption={t('proposals')}
      columns={[
        { key: 'by', header: t('proposedBy'), cell: ({ proposedBy }) => proposedBy ?? '--' },
        { key: 'at', header: t('proposedAt'), cell: ({ proposedAt }) => <DateText value={proposedAt} /> },
        { key: 'validFrom', header: t('validFrom'), cell: ({ validFrom }) => <DateText value={validFrom} /> },
        { key: 'note', header: t('note'), cell: ({ note }) => note },
        { key: 'verdict', header: t('verdict'), cell: ({ verdict }) => t(`verdicts.${verdict ?? 'OPEN'}`) },
        { key: 'settledBy', header: t('settledBy'), cell: ({ settledBy }) => settledBy ?? '--' },
        { key: 'settledAt', header: t('settledAt'), cell: ({ settledAt }) => <DateText value={settledAt} /> },
        { key: 'reason', header: t('reason'), cell: ({ reason }) => reason ?? '--' },
      ]}
      rows={proposals}
      rowKey={({ id }) => id}
      empty={null}
    />
  )
}
