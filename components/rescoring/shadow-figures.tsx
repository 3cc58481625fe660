import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { TrendLine } from '@/components/charts/trend-line'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { Stat, StatRow } from '@/components/ui/figures'
import { formatCount, formatShare } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { ShadowReport } from '@/server/portrait/domain/shadow/shadow-result'
import { grades } from '@/server/portrait/schema'
import { meanText, psiText, psiVerdict } from './points-text'

type Props = { report: ShadowReport; finishedAt: Date; csvHref: string }

/** Headline figures of a shadow run, with the way to all its results. */
export function ShadowHeadline({ report, finishedAt, csvHref }: Props) {
  const t = useTranslations('rescoring.report')
  const at = t('asOf', { at: formatInstant(finishedAt, useLocale()) })
  const share = (count: number) => t('shareOf', { share: formatShare(count, report.firms) })
  return (
    <Section
      title={t('title')}
      lead={at}
      actions={
        <a href={csvHref} className="inline-flex min-h-control items-center text-link underline underline-offset-4">
          {t('export')}
        </a>
      }
    >
      <StatRow>
        <Stat label={t('firms')} value={formatCount(report.firms)} unit={t('unitFirm')} note={t('firmsNote')} />
        <Stat label={t('psi')} value={psiText(report.psi)} note={t(`psiNote.${psiVerdict(report.psi)}`)} />
        <Stat label={t('up')} value={formatCount(report.up)} unit={t('unitFirm')} note={share(report.up)} />
        <Stat label={t('down')} value={formatCount(report.down)} unit={t('unitFirm')} note={share(report.down)} />
        <Stat label={t('mean')} value={meanText(report.points, report.firms)} unit={t('unitPoint')} note={t('meanNote')} />
      </StatRow>
    </Section>
  )
}

/** Firms by their grade now (row) and by the candidate's (column); who stays stands on the diagonal. */
export function GradeMatrix({ report }: { report: ShadowReport }) {
  const t = useTranslations('rescoring.report')
  const rows = grades.map((grade, at) => ({ grade, counts: report.matrix[at] ?? [] }))
  return (
    <Section title={t('matrix')} lead={t('matrixLead')}>
      <DataTable
        caption={t('matrix')}
        captionHidden
        close
        columns={[
          { key: 'from', header: t('from'), cell: ({ grade }) => grade },
          ...grades.map((to, column) => ({
            key: to,
            header: to,
            kind: 'figure' as const,
            cell: ({ grade, counts }: (typeof rows)[number]) => (
              <span className={grade === to ? 'font-semibold' : counts[column] ? '' : 'text-fg-3'}>
                {formatCount(counts[column] ?? 0)}
              </span>
            ),
          })),
        ]}
        rows={rows}
        rowKey={({ grade }) => grade}
        empty={null}
      />
    </Section>
  )
}

/** Scores by both cards over bands of 50 points. */
export function ScoreDistribution({ report }: { report: ShadowReport }) {
  const t = useTranslations('rescoring.report')
  const places = report.bands.map(({ from, to }) => `${from}–${to - 1}`)
  const finding = t('distributionFinding', { psi: psiText(report.psi), note: t(`psiNote.${psiVerdict(report.psi)}`) })
  const series = [
    { name: t('before'), values: report.bands.map(({ before }) => before) },
    { name: t('after'), values: report.bands.map(({ after }) => after) },
  ]
  return (
    <Section title={t('distribution')}>
      <ChartFigure
        title={finding}
        subtitle={t('distributionUnit')}
        table={{
          head: [t('band'), t('before'), t('after')],
          rows: report.bands.map(({ before, after }, at) => ({
            key: places[at] ?? '',
            cells: [places[at] ?? '', formatCount(before), formatCount(after)],
          })),
        }}
      >
        <TrendLine label={finding} places={places} series={series} format={(value) => formatCount(Math.round(value))} />
      </ChartFigure>
    </Section>
  )
}
