import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'

type Row = { id: string; receivedAt: Date; issuedAt: Date; digest: string }
type Props = { rows: readonly Row[]; shownId: string; path: string }

/** All receipts of a class; each can be opened as it came. */
export function SnapshotList({ rows, shownId, path }: Props) {
  const t = useTranslations('sources.detail')
  return (
    <DataTable
      caption={t('versions')}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { key: 'received', header: t('received'), cell: (row) => <DateText value={row.receivedAt} /> },
        { key: 'issued', header: t('issued'), cell: (row) => <DateText value={row.issuedAt} /> },
        { key: 'digest', header: t('digest'), cell: (row) => <code className="text-13">{row.digest.slice(0, 16)}…</code> },
        {
          key: 'show',
          header: <span className="sr-only">{t('show')}</span>,
          kind: 'actions',
          cell: ({ id }) =>
            id === shownId ? (
              <span className="text-fg-3">{t('current')}</span>
            ) : (
              <Link href={`${path}?snapshot=${id}`} className="text-link underline-offset-4 hover:underline">
                {t('show')}
              </Link>
            ),
        },
      ]}
    />
  )
}
