import { useLocale, useTranslations } from 'next-intl'
import { ScoreScale } from '@/components/charts/score-scale'
import { Evaluations, LegalStatus } from '@/components/portrait/axes'
import { Dimensions } from '@/components/portrait/dimension-section'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { MonthlyCharts } from '@/components/portrait/monthly-charts'
import { ReportHealthView } from '@/components/report/report-health'
import { CoverageState } from '@/components/report/source-table'
import { OriginLinks } from '@/components/sources/origins'
import { type Column, DataTable } from '@/components/ui/data-table'
import { formatDay } from '@/components/ui/date-format'
import { SummaryList } from '@/components/ui/lists'
import { emptyMark, formatMoney, formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { countyOf } from '@/server/kernel/areas'
import { findDivision } from '@/server/kernel/industry'
import { indicatorCatalogue } from '@/server/portrait/schema'
import { shownHealth } from '@/server/report/domain/shown-health'
import type { ReportContent as Content } from '@/server/report/schema'
import type { ClassOrigin } from '@/server/sources/schema'

function Identity({ content }: { content: Content }) {
  const t = useTranslations('report.paper')
  const locale = useLocale()
  const { identity } = content
  const division = findDivision(identity.industry.slice(0, 3))
  const county = countyOf(identity.countyCode)
  const of = (named: { zh: string; en: string } | undefined) => (named ? (locale === 'en' ? named.en : named.zh) : emptyMark)
  return (
    <Section title={t('identity')}>
      <SummaryList
        rows={[
          { label: t('name'), value: <span lang="zh-CN">{identity.name}</span> },
          { label: t('creditCode'), value: <span className="figures">{identity.creditCode}</span> },
          { label: t('legalForm'), value: t(`legalForms.${identity.legalForm}`) },
          { label: t('industry'), value: of(division) },
          { label: t('county'), value: of(county) },
          { label: t('foundedOn'), value: formatDay(identity.foundedOn, locale) },
          ...(identity.registeredCapitalFen
            ? [{ label: t('registeredCapital'), value: formatMoney(BigInt(identity.registeredCapitalFen), 'wan', locale) }]
            : []),
          { label: t('status'), value: t(`statuses.${identity.registerStatus}`) },
        ]}
      />
    </Section>
  )
}

function Score({ score }: { score: NonNullable<Content['sections']['SCORE']> }) {
  const t = useTranslations('report')
  const basis = useTranslations('indicators.basis')
  const { low, high, gradeLow, gradeHigh } = score.interval
  return (
    <Section title={t('sections.SCORE')} lead={`${t('paper.confidence')} ${formatRate(score.confidenceBps)}`}>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="figures font-semibold text-40">{score.score}</span>
        <span className="text-fg-2">
          {t('paper.grade')} <span className="font-semibold text-20 text-fg">{score.grade}</span>
        </span>
      </p>
      <ScoreScale score={score.score} grade={score.grade} bands={score.bands} />
      <p className="text-14 text-fg-2">
        {low < high ? (
          <>
            {t('paper.interval')}{' '}
            <span className="figures">
              {low} – {high} ({gradeLow} – {gradeHigh})
            </span>
          </>
        ) : (
          t('paper.intervalNone')
        )}
      </p>
      <Dimensions dimensions={score.dimensions} />
      <p className="text-13 text-fg-3">{basis(score.basis)}</p>
    </Section>
  )
}

type FactorRow = NonNullable<Content['sections']['FACTORS']>[number]

function Factors({ rows, origins }: { rows: readonly FactorRow[]; origins: readonly ClassOrigin[] }) {
  const t = useTranslations('report')
  const { name, reading } = useIndicatorText()
  const distance = ({ factor }: FactorRow) => factor.points - factor.neutral
  const known = rows.filter(({ factor }) => factor.effect !== 'MISSING').sort((a, b) => distance(b) - distance(a))
  const effect = (row: FactorRow) => {
    const points = distance(row)
    return t(`paper.effects.${points > 0 ? 'HELPS' : points < 0 ? 'HURTS' : 'NEUTRAL'}`, { points: Math.abs(points) })
  }
  const columns: Column<FactorRow>[] = [
    { key: 'indicator', header: t('paper.indicator'), cell: ({ factor }) => name(factor.indicatorId) },
    {
      key: 'value',
      header: t('paper.value'),
      kind: 'figure',
      cell: (row) => (
        <>
          {reading(row.reading)}
          <OriginLinks origins={origins} classes={indicatorCatalogue[row.factor.indicatorId].sources} />
        </>
      ),
    },
    { key: 'points', header: t('paper.points'), kind: 'figure', cell: ({ factor }) => `${factor.points} / ${factor.best}` },
    { key: 'effect', header: t('paper.effect'), cell: effect },
  ]
  const missing = rows.length - known.length
  return (
    <Section title={t('sections.FACTORS')}>
      <DataTable
        caption={t('sections.FACTORS')}
        captionHidden
        columns={columns}
        rows={known}
        rowKey={({ factor }) => factor.indicatorId}
        empty={null}
      />
      {missing > 0 ? <p className="text-14 text-fg-3">{t('paper.missing', { count: missing })}</p> : null}
    </Section>
  )
}

/**
 * What a report shows, read on screen: its frozen content and nothing besides. To the enterprise itself (`origins`) each value
 * leads to where it came from as well.
 */
export function ReportContentView({ content, origins = [] }: { content: Content; origins?: readonly ClassOrigin[] }) {
  const t = useTranslations('report')
  const { SCORE, FACTORS, LEGAL, EVALUATIONS, TRENDS, HEALTH, SOURCES } = content.sections
  return (
    <div className="grid gap-gap">
      <Identity content={content} />
      {SCORE ? <Score score={SCORE} /> : null}
      {FACTORS ? <Factors rows={FACTORS} origins={origins} /> : null}
      {LEGAL ? (
        <Section title={t('sections.LEGAL')}>
          <LegalStatus items={LEGAL.items} unread={LEGAL.unread} origins={origins} />
        </Section>
      ) : null}
      {EVALUATIONS ? (
        <Section title={t('sections.EVALUATIONS')}>
          <Evaluations items={EVALUATIONS} origins={origins} />
        </Section>
      ) : null}
      {TRENDS ? (
        <Section title={t('sections.TRENDS')}>
          <MonthlyCharts
            portrait={{ months: TRENDS.map((point) => ({ ...point, taxFen: null, waterM3: null, gasM3: null })), coverage: [] }}
            only={['salesFen', 'headcount', 'kwh']}
            origins={origins}
          />
        </Section>
      ) : null}
      {HEALTH ? <ReportHealthView health={shownHealth(HEALTH)} /> : null}
      {SOURCES ? (
        <Section title={t('sections.SOURCES')} lead={t('paper.fetched')}>
          <CoverageState sources={SOURCES} />
        </Section>
      ) : null}
    </div>
  )
}
