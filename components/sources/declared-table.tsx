import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatMonth, formatMonthRange } from '@/components/ui/date-format'
import { emptyMark, formatMoney } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { type Compared, isMoney } from '@/server/sources/domain/declaration'

const tones = { AGREES: 'success', DIFFERS: 'warning', NO_SOURCE: 'neutral' } as const
const words = {
  'declared.sales': 'sales',
  'declared.headcount': 'headcount',
  'declared.electricity': 'electricity',
  'declared.capital': 'capital',
  'declared.assets': 'assets',
  'declared.patents': 'patents',
} as const
const units = { 'declared.headcount': 'people', 'declared.electricity': 'kwh', 'declared.patents': 'pieces' } as const

/** What the enterprise says and what the sources say, side by side; what differs is marked. */
export function DeclaredTable({ rows }: { rows: readonly Compared[] }) {
  const t = useTranslations('sources.declare')
  const locale = useLocale()
  const figure = (item: Compared['item'], value: bigint | null) => {
    if (value === null) return emptyMark
    if (isMoney(item)) return formatMoney(value, 'yuan', locale)
    const unit = item in units ? t(units[item as keyof typeof units]) : ''
    return `${new Intl.NumberFormat(locale).format(value)} ${unit}`
  }
  return (
    <DataTable
      caption={t('compare')}
      captionHidden
      rows={rows}
      rowKey={({ item }) => item}
      empty={<EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
      columns={[
        { key: 'item', header: t('item'), cell: ({ item }) => t(words[item]) },
        { key: 'declared', header: t('declared'), kind: 'figure', cell: ({ item, declared }) => figure(item, declared) },
        {
          key: 'authoritative',
          header: t('authoritative'),
          kind: 'figure',
          cell: ({ item, authoritative }) => figure(item, authoritative),
        },
        {
          key: 'period',
          header: t('period'),
          cell: ({ period }) => (
            <span className="figures whitespace-nowrap">
              {period
                ? period.from === period.to
                  ? formatMonth(period.to, locale)
                  : formatMonthRange(period.from, period.to, locale)
                : emptyMark}
            </span>
          ),
        },
        {
          key: 'verdict',
          header: t('verdict'),
          cell: ({ verdict }) => <StatusTag tone={tones[verdict]}>{t(`verdicts.${verdict}`)}</StatusTag>,
        },
      ]}
    />
  )
}
