import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { formatCount, formatRate, moneyFigure } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { weightedRateBps } from '@/server/statistics/domain/figures'
import type { overview } from '@/server/statistics/use-cases/overview'
import { headerOf, measures } from './breakdown-columns'
import { inLocale } from './part-names'

type Ranked = Awaited<ReturnType<typeof overview>>['ranking'][number] & { rank: number }
type Props = { ranking: readonly Omit<Ranked, 'rank'>[]; hrefOf: (institution: string) => string }

/** Institutions by what they disbursed this year: one rule for all; equal amounts share a rank. */
export function RankingTable({ ranking, hrefOf }: Props) {
  const t = useTranslations('statistics')
  const locale = useLocale()
  const rows: Ranked[] = ranking.map((row) => ({
    ...row,
    rank: 1 + ranking.filter(({ sums }) => sums.disbursedFen > row.sums.disbursedFen).length,
  }))
  const header = (key: string) => {
    const measure = measures.find((one) => one.key === key)
    return measure ? headerOf(measure, t(`figures.${measure.figure}.name`), locale) : key
  }
  return (
    <DataTable
      caption={t('office.ranking.caption')}
      captionHidden
      tall
      rows={rows}
      rowKey={({ key }) => key}
      empty={<EmptyState title={t('office.breakdown.empty')}>{t('office.breakdown.emptyHint')}</EmptyState>}
      columns={[
        {
          key: 'institution',
          header: t('office.ranking.institution'),
          cell: (row) => (
            <Link href={hrefOf(row.key)} prefetch={false} className="text-link underline-offset-4 hover:underline">
              {inLocale(locale, row.name, row.nameEn)}
            </Link>
          ),
        },
        { key: 'rank', header: t('office.ranking.rank'), kind: 'figure', cell: (row) => row.rank },
        {
          key: 'disbursed',
          header: header('disbursedFen'),
          kind: 'figure',
          cell: (row) => moneyFigure(row.sums.disbursedFen, 'wan', locale),
        },
        {
          key: 'granted',
          header: header('grantedFen'),
          kind: 'figure',
          cell: (row) => moneyFigure(row.sums.grantedFen, 'wan', locale),
        },
        {
          key: 'balance',
          header: header('balanceFen'),
          kind: 'figure',
          cell: (row) => moneyFigure(row.sums.balanceFen, 'wan', locale),
        },
        { key: 'borrowers', header: header('borrowers'), kind: 'figure', cell: (row) => formatCount(row.borrowers) },
        { key: 'rate', header: header('weightedRateBps'), kind: 'figure', cell: (row) => formatRate(weightedRateBps(row.sums)) },
        { key: 'days', header: header('medianDaysToDecision'), kind: 'figure', cell: (row) => row.days.median ?? '--' },
      ]}
    />
  )
}
