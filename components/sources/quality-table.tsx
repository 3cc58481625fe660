import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatMonth } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { catalogue } from '@/server/sources/domain/catalogue'
import { daysLate } from '@/server/sources/domain/lateness'
import type { Quality } from '@/server/sources/quality.repository'

type ShownQuality = Omit<Quality, 'agencyId' | 'dataClass' | 'day'>

const percent = (bps: number) => (bps / 100).toFixed(1)

/** The score of each item and what it is made of, with what is late. `today`: `YYYY-MM-DD`, Asia/Shanghai. */
export function QualityTable({ rows, today }: { rows: readonly ShownQuality[]; today: string }) {
  const t = useTranslations('sources.quality')
  const locale = useLocale()
  const itemOf = (id: string) => catalogue.find((item) => item.id === id)
  const nameOf = (id: string) => {
    const name = itemOf(id)?.name
    return name ? (locale === 'en' ? name.en : name.zh) : id
  }
  const lateBy = (row: ShownQuality) => {
    const item = itemOf(row.itemId)
    return item && row.latestPeriod ? daysLate(item, row.latestPeriod, today) : null
  }
  return (
    <DataTable
      caption={t('title')}
      captionHidden
      rows={rows}
      rowKey={({ itemId }) => itemId}
      empty={<EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
      columns={[
        { key: 'item', header: t('item'), cell: ({ itemId }) => nameOf(itemId) },
        { key: 'score', header: t('score'), kind: 'figure', cell: ({ scoreBps }) => percent(scoreBps) },
        { key: 'completeness', header: t('completeness'), kind: 'figure', cell: (row) => percent(row.completenessBps) },
        { key: 'range', header: t('range'), kind: 'figure', cell: (row) => percent(row.rangeBps) },
        { key: 'continuity', header: t('continuity'), kind: 'figure', cell: (row) => percent(row.continuityBps) },
        { key: 'consistency', header: t('consistency'), kind: 'figure', cell: (row) => percent(row.consistencyBps) },
        { key: 'checked', header: t('checked'), kind: 'figure', cell: ({ checked }) => formatCount(checked) },
        {
          key: 'latest',
          header: t('latest'),
          cell: ({ latestPeriod }) => (
            <span className="figures">{latestPeriod ? formatMonth(latestPeriod, locale) : emptyMark}</span>
          ),
        },
        {
          key: 'timeliness',
          header: t('timeliness'),
          cell: (row) => {
            const days = lateBy(row)
            if (days === null) return emptyMark
            return days > 0 ? (
              <StatusTag tone="warning">{t('lateBy', { days })}</StatusTag>
            ) : (
              <StatusTag tone="success">{t('onTime')}</StatusTag>
            )
          },
        },
        { key: 'received', header: t('received'), cell: ({ lastReceivedAt }) => <DateText value={lastReceivedAt} /> },
      ]}
    />
  )
}
