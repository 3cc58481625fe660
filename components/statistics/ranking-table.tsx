import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/states'
import type { RecordKind } from '@/server/statistics/schema'
import type { overview } from '@/server/statistics/use-cases/overview'
import { headerOf, linked, measures } from './breakdown-columns'
import { DefinitionList } from './definition-list'
import { inLocale } from './part-names'

type Ranked = Awaited<ReturnType<typeof overview>>['ranking'][number] & { rank: number }
type Props = { ranking: readonly Omit<Ranked, 'rank'>[]; hrefOf: (institution: string, kind: RecordKind) => string }

/** In order; the first is what they are ranked by. */
const shown = (
  ['disbursedFen', 'grantedFen', 'balanceFen', 'borrowers', 'weightedRateBps', 'medianDaysToDecision'] as const
).flatMap((key) => measures.filter((measure) => measure.key === key))

/** Institutions by what they disbursed this year: one rule for all; equal amounts share a rank. */
export function RankingTable({ ranking, hrefOf }: Props) {
  const t = useTranslations('statistics')
  const locale = useLocale()
  const rows: Ranked[] = ranking.map((row) => ({
    ...row,
    rank: 1 + ranking.filter(({ sums }) => sums.disbursedFen > row.sums.disbursedFen).length,
  }))
  const figure = (measure: (typeof shown)[number]) => ({
    key: measure.key,
    header: headerOf(measure, t(`figures.${measure.figure}.name`), locale),
    kind: 'figure' as const,
    cell: (row: Ranked) => linked(measure, row, locale, (kind) => hrefOf(row.key, kind)),
  })
  return (
    <>
      <DefinitionList figures={shown.map((measure) => measure.figure)} />
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
              <Link
                href={hrefOf(row.key, 'disbursements')}
                prefetch={false}
                className="text-link underline-offset-4 hover:underline"
              >
                {inLocale(locale, row.name, row.nameEn)}
              </Link>
            ),
          },
          { key: 'rank', header: t('office.ranking.rank'), kind: 'figure', cell: (row) => row.rank },
          ...shown.map(figure),
        ]}
      />
    </>
  )
}
