import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { EmptyState } from '@/components/ui/states'
import { LineCells } from './line-content'

type Conflict = {
  batchId: string
  line: number
  raw: unknown
  receipt: string | null
  batch: { fileName: string; uploadedAt: Date }
}

/** Lines that contradict what is recorded, each waiting for a decision. */
export function ConflictTable({ rows, may, reportsHref }: { rows: readonly Conflict[]; may: boolean; reportsHref: string }) {
  const t = useTranslations('disbursement.bank')
  return (
    <DataTable
      caption={t('conflicts.title')}
      captionHidden
      rows={rows}
      rowKey={({ batchId, line }) => `${batchId} ${line}`}
      empty={<EmptyState title={t('conflicts.empty')}>{t('conflicts.emptyHint')}</EmptyState>}
      columns={[
        {
          key: 'file',
          header: t('columns.file'),
          cell: (row) => (
            <>
              <span className="break-all">{row.batch.fileName}</span>{' '}
              <span className="text-fg-3">{t('file.line', { line: row.line })}</span>
            </>
          ),
        },
        { key: 'at', header: t('columns.uploadedAt'), cell: (row) => <DateText value={row.batch.uploadedAt} /> },
        { key: 'content', header: t('columns.content'), cell: (row) => <LineCells raw={row.raw} /> },
        {
          key: 'receipt',
          header: t('conflicts.recorded'),
          cell: (row) => (
            <Link
              href={reportsHref}
              prefetch={false}
              className="figures whitespace-nowrap text-link underline-offset-4 hover:underline"
            >
              {row.receipt}
            </Link>
          ),
        },
        ...(may
          ? [
              {
                key: 'action',
                header: t('columns.action'),
                kind: 'actions' as const,
                cell: (row: Conflict) => (
                  <ConfirmDialog trigger={t('conflicts.keep')} title={t('conflicts.keepTitle')}>
                    <p>{t('conflicts.keepBody')}</p>
                    <ActionForm
                      procedure="disbursement.settleConflict"
                      fixed={{ batchId: row.batchId, line: row.line }}
                      labels={{ submit: t('conflicts.keep') }}
                      onDone={{ refresh: true }}
                    />
                  </ConfirmDialog>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
