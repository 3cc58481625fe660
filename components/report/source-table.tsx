import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '@/components/ui/data-table'
import { formatInstant, formatMonth } from '@/components/ui/date-format'
import { emptyMark } from '@/components/ui/number-format'
import type { ReportSource } from '@/server/report/schema'

/** Who provided each class, for which months, and when it came. */
export function CoverageState({ sources }: { sources: readonly ReportSource[] }) {
  const t = useTranslations('report')
  const words = useTranslations('indicators')
  const locale = useLocale()
  const columns: Column<ReportSource>[] = [
    { key: 'source', header: t('paper.source'), cell: ({ dataClass }) => words(`dataClasses.${dataClass}`) },
    {
      key: 'provider',
      header: t('paper.provider'),
      cell: ({ provider, providerEn }) => (locale === 'en' ? providerEn : provider),
    },
    { key: 'state', header: t('paper.state'), cell: ({ state }) => words(`coverage.${state}`) },
    {
      key: 'period',
      header: t('paper.period'),
      cell: ({ from, to }) =>
        from && to ? t('health.trends.period', { from: formatMonth(from, locale), to: formatMonth(to, locale) }) : emptyMark,
    },
    {
      key: 'received',
      header: t('paper.received'),
      cell: ({ receivedAt }) => (receivedAt ? formatInstant(new Date(receivedAt), locale) : emptyMark),
    },
  ]
  return (
    <DataTable
      caption={t('sections.SOURCES')}
      captionHidden
      columns={columns}
      rows={sources}
      rowKey={({ dataClass }) => dataClass}
      empty={null}
    />
  )
}
