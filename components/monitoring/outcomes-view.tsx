import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { IntervalRows } from '@/components/charts/interval-rows'
import { formatDay } from '@/components/ui/date-format'
import { FilterBar } from '@/components/ui/filter-bar'
import { formatCount } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { queryHref } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { wilson } from '@/server/monitoring/domain/intervals'
import { decisionMonths, onBookMonths } from '@/server/monitoring/schema'
import type { OwnOutcomes } from '@/server/monitoring/use-cases/watch-outcomes'
import { ApprovalVintages } from './approval-vintages'
import { bandText, percentText, rangeText, shareText } from './figures-text'
import { VintageFigure } from './vintage-figure'

export type AskedOutcomes = { months: (typeof decisionMonths)[number]; onBook: (typeof onBookMonths)[number] }
type Band = { places: readonly number[]; n: number; count: number }

/** The definition of a bad loan, dated, as every figure of it rests on it. */
export function BadRuleText({ rule }: { rule: OwnOutcomes['rule'] }) {
  const t = useTranslations('monitoring.outcomes')
  const locale = useLocale()
  return t('rule', {
    since: formatDay(rule.since, locale, 'prose'),
    days: rule.overdueDays,
    tolerance: percentText(rule.toleranceBps / 10_000),
  })
}

function BandFigure({
  bands,
  kind,
  asked,
  csvHref,
}: {
  bands: readonly Band[]
  kind: 'approval' | 'bad'
  asked: AskedOutcomes
  csvHref: string
}) {
  const t = useTranslations('monitoring.outcomes')
  const [n, count] = [bands.reduce((sum, one) => sum + one.n, 0), bands.reduce((sum, one) => sum + one.count, 0)]
  const [low, high] = [bands[0], bands.at(-1)]
  if (!low || !high) return <EmptyState title={t(`${kind}.empty`)}>{t(`${kind}.emptyBody`)}</EmptyState>
  // Whole numbers: whether the highest band fares better than the lowest.
  const better = (high.count * low.n - low.count * high.n) * (kind === 'bad' ? -1 : 1) > 0
  const title = t(`${kind}.${bands.length > 1 && better ? 'ordered' : 'level'}`, { share: shareText(count, n) })
  const most = Math.max(...bands.map((one) => wilson(one.count, one.n)?.high ?? 0), 0.05)
  return (
    <ChartFigure
      title={title}
      subtitle={t(`${kind}.subtitle`, { months: asked.months, onBook: asked.onBook })}
      csvHref={csvHref}
      note={t('bandsNote')}
      table={{
        head: [t('band'), t(`${kind}.n`), t(`${kind}.count`), t(`${kind}.rate`), t('interval')],
        rows: bands.map((one) => ({
          key: String(one.places[0]),
          cells: [
            bandText(one.places),
            formatCount(one.n),
            formatCount(one.count),
            shareText(one.count, one.n),
            rangeText(wilson(one.count, one.n)),
          ],
        })),
      }}
    >
      <IntervalRows
        label={title}
        max={kind === 'bad' ? most : 1}
        mark={n ? count / n : undefined}
        markLabel={t('all', { share: shareText(count, n) })}
        rows={[...bands].reverse().map((one) => {
          const interval = wilson(one.count, one.n) ?? { low: 0, high: 0 }
          return {
            key: String(one.places[0]),
            label: bandText(one.places),
            value: one.count / one.n,
            ...interval,
            text: shareText(one.count, one.n),
            note: `${formatCount(one.count)}/${formatCount(one.n)}`,
          }
        })}
      />
    </ChartFigure>
  )
}

type Props = { path: string; data: OwnOutcomes; asked: AskedOutcomes; own?: boolean }

/** Approval and bad rates by band of the score, and the vintages: the same picture for the platform and for one bank. */
export function OutcomesView({ path, data, asked, own }: Props) {
  const t = useTranslations('monitoring.outcomes')
  const all = useTranslations('monitoring')
  const csv = (table: string) => queryHref('/api/exports/monitoring', asked, { table, own: own ? '1' : undefined })
  return (
    <>
      <FilterBar
        path={path}
        filters={[
          {
            kind: 'select',
            name: 'months',
            label: t('months'),
            value: asked.months,
            options: decisionMonths.map((value) => ({ value, label: all('lastMonths', { months: value }) })),
          },
          {
            kind: 'select',
            name: 'onBook',
            label: t('onBook'),
            value: asked.onBook,
            options: onBookMonths.map((value) => ({ value, label: t('onBookOption', { months: value }) })),
          },
        ]}
      />
      <div className="grid gap-gap xl:grid-cols-2">
        <Section title={t('approval.title')} lead={t('approval.lead')}>
          <BandFigure
            kind="approval"
            asked={asked}
            csvHref={csv('approval')}
            bands={data.approval.map(({ places, decided, granted }) => ({ places, n: decided, count: granted }))}
          />
        </Section>
        <Section title={t('bad.title')} lead={<BadRuleText rule={data.rule} />}>
          <BandFigure
            kind="bad"
            asked={asked}
            csvHref={csv('bad')}
            bands={data.bad.map(({ places, loans, bad }) => ({ places, n: loans, count: bad }))}
          />
        </Section>
      </div>
      <ApprovalVintages vintages={data.approvalVintages} csvHref={csv('approval-vintages')} />
      <Section title={t('vintages.title')} lead={t('vintages.lead')}>
        <VintageFigure vintages={data.vintages} csvHref={csv('vintages')} />
      </Section>
    </>
  )
}
