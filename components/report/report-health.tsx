import { useLocale, useTranslations } from 'next-intl'
import { HealthSigns } from '@/components/portrait/health-signs'
import { useIndicatorText } from '@/components/portrait/indicator-text'
import { type Column, DataTable } from '@/components/ui/data-table'
import { formatMonth } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import type { ReportHealth } from '@/server/report/schema'

function Points({ title, points }: { title: string; points: ReportHealth['strengths'] }) {
  const t = useTranslations('report.paper')
  const { name, value } = useIndicatorText()
  return (
    <div className="grid content-start gap-2">
      <h3 className="font-semibold text-16">{title}</h3>
      {points.length === 0 ? <p className="text-fg-2">{t('nothing')}</p> : null}
      <ul className="grid gap-1">
        {points.map((point) => (
          <li key={point.indicatorId} className="flex flex-wrap justify-between gap-x-3">
            <span>{name(point.indicatorId)}</span>
            <span className="figures font-semibold">{value(point.indicatorId, point.value)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

type Trend = ReportHealth['trends'][number]

function Directions({ trends }: { trends: readonly Trend[] }) {
  const t = useTranslations('report')
  const locale = useLocale()
  const period = ({ from, to }: Trend) =>
    t('health.trends.period', { from: formatMonth(from, locale), to: formatMonth(to, locale) })
  const columns: Column<Trend>[] = [
    { key: 'series', header: t('paper.series'), cell: ({ series }) => t(`health.trends.names.${series}`) },
    { key: 'direction', header: t('paper.direction'), cell: ({ direction }) => t(`paper.directions.${direction}`) },
    { key: 'period', header: t('paper.period'), cell: (row) => <span className="figures">{period(row)}</span> },
  ]
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold text-16">{t('paper.trend')}</h3>
      {trends.length === 0 ? (
        <p className="text-fg-2">{t('health.trends.none')}</p>
      ) : (
        <DataTable
          caption={t('paper.trend')}
          captionHidden
          columns={columns}
          rows={trends}
          rowKey={(row) => row.series}
          empty={null}
        />
      )}
    </div>
  )
}

type Peer = NonNullable<ReportHealth['peers']>[number]

function Peers({ peers }: { peers: readonly Peer[] }) {
  const t = useTranslations('report.health.peers')
  const paper = useTranslations('report.paper')
  const { name, value } = useIndicatorText()
  const columns: Column<Peer>[] = [
    { key: 'figure', header: t('figure'), cell: ({ id }) => name(id) },
    { key: 'median', header: t('median'), kind: 'figure', cell: ({ id, median }) => value(id, median) },
    { key: 'place', header: t('place'), cell: ({ place }) => (place ? t(`places.${place}`) : '--') },
    { key: 'scope', header: t('scope'), cell: ({ scope, firms }) => t(`scopes.${scope}`, { firms }) },
  ]
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold text-16">{t('title')}</h3>
      {peers.length === 0 ? (
        <p className="text-fg-2">{paper('noPeers')}</p>
      ) : (
        <DataTable caption={t('title')} captionHidden columns={columns} rows={peers} rowKey={({ id }) => id} empty={null} />
      )}
    </div>
  )
}

/** The health check of a report as it is on its paper: signs, strengths and weaknesses, directions, place among peers. */
export function ReportHealthView({ health }: { health: ReportHealth }) {
  const t = useTranslations('report')
  return (
    <Section title={t('sections.HEALTH')} lead={t('paper.rules', { version: health.rules })}>
      <HealthSigns check={health} />
      <div className="grid gap-6 lg:grid-cols-2">
        <Points title={t('paper.strengths')} points={health.strengths} />
        <Points title={t('paper.weaknesses')} points={health.weaknesses} />
      </div>
      <Directions trends={health.trends} />
      {health.peers ? <Peers peers={health.peers} /> : null}
    </Section>
  )
}
