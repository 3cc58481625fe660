import { useTranslations } from 'next-intl'
import { IntervalRows } from '@/components/charts/interval-rows'
import { DataTable } from '@/components/ui/data-table'
import { emptyMark, formatCount } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import type { FairnessGroup } from '@/server/monitoring/domain/judge-fairness'
import type { Trait } from '@/server/monitoring/schema'
import type { FairnessReading } from '@/server/monitoring/use-cases/watch-outcomes'
import { percentText, pointsText, rangeText, scoreText, shareText } from './figures-text'
import { useGroupNames } from './group-names'

type Props = { data: FairnessReading; trait: Trait }
type Sentence = { data: FairnessReading; nameOf: (keys: readonly string[]) => string }

/** What stands out, in a sentence; and how often chance alone would have something stand out. */
function useFinding({ data, nameOf }: Sentence): string {
  const t = useTranslations('monitoring.fairness')
  const { foremost, groups, standing } = data
  if (groups.length < 2) return t('single')
  if (!foremost?.difference) return t('nothing', { groups: groups.length })
  const { value, low, high } = foremost.difference
  return t(value < 0 ? 'lower' : 'higher', {
    group: nameOf(foremost.keys),
    share: shareText(foremost.granted, foremost.firms),
    parts: `${formatCount(foremost.granted)}/${formatCount(foremost.firms)}`,
    others: shareText(data.granted - foremost.granted, data.firms - foremost.firms),
    points: percentText(Math.abs(value)).replace('%', ''),
    low: pointsText(low),
    high: pointsText(high),
    standing,
    groups: groups.length,
  })
}

/** Approval rate and score by group, each against all others; marks where a look is worth it, and passes no verdict. */
export function FairnessView({ data, trait }: Props) {
  const t = useTranslations('monitoring.fairness')
  const nameOf = useGroupNames(trait)
  const finding = useFinding({ data, nameOf })
  const { groups, firms, granted } = data
  const key = ({ keys }: FairnessGroup) => keys.join('+')
  return (
    <div className="grid gap-4">
      <p className="max-w-[60em] font-semibold text-16">{finding}</p>
      <IntervalRows
        label={t('chart')}
        mark={firms ? granted / firms : undefined}
        markLabel={t('all', { share: shareText(granted, firms) })}
        rows={groups.map((one) => ({
          key: key(one),
          label: nameOf(one.keys),
          value: one.granted / one.firms,
          low: one.approval?.low ?? 0,
          high: one.approval?.high ?? 1,
          text: shareText(one.granted, one.firms),
          note: `${formatCount(one.granted)}/${formatCount(one.firms)}`,
        }))}
      />
      <DataTable
        caption={t('table')}
        captionHidden
        rows={groups}
        rowKey={key}
        empty={null}
        columns={[
          { key: 'group', header: t('columns.group'), cell: (one) => nameOf(one.keys) },
          { key: 'firms', header: t('columns.firms'), kind: 'figure', cell: (one) => formatCount(one.firms) },
          { key: 'granted', header: t('columns.granted'), kind: 'figure', cell: (one) => formatCount(one.granted) },
          { key: 'rate', header: t('columns.rate'), kind: 'figure', cell: (one) => shareText(one.granted, one.firms) },
          { key: 'interval', header: t('columns.interval'), kind: 'figure', cell: (one) => rangeText(one.approval) },
          {
            key: 'difference',
            header: t('columns.difference'),
            kind: 'figure',
            cell: ({ difference }) =>
              difference
                ? `${pointsText(difference.value)} [${pointsText(difference.low)}, ${pointsText(difference.high)}]`
                : emptyMark,
          },
          {
            key: 'impact',
            header: t('columns.impact'),
            kind: 'figure',
            cell: (one) => (one.impact === null ? emptyMark : one.impact.toFixed(2)),
          },
          {
            key: 'score',
            header: t('columns.score'),
            kind: 'figure',
            cell: ({ score }) =>
              score ? `${scoreText(score.value)} (${scoreText(score.low)}–${scoreText(score.high)})` : emptyMark,
          },
          {
            key: 'marks',
            header: t('columns.marks'),
            cell: (one) => (
              <span className="flex flex-wrap gap-1">
                {one.reference ? <StatusTag tone="neutral">{t('marks.reference')}</StatusTag> : null}
                {one.stands ? <StatusTag tone="info">{t('marks.stands')}</StatusTag> : null}
                {one.belowFourFifths ? <StatusTag tone="warning">{t('marks.fourFifths')}</StatusTag> : null}
              </span>
            ),
          },
        ]}
        totals={[t('total'), formatCount(firms), formatCount(granted), shareText(granted, firms), '', '', '', '', '']}
      />
    </div>
  )
}
