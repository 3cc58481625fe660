import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '@/components/ui/data-table'
import { formatMonth } from '@/components/ui/date-format'
import { Delta } from '@/components/ui/figures'
import { formatCount, formatMoney, formatRate } from '@/components/ui/number-format'
import type { HealthCheck, HealthPoint, HealthTrend, IndicatorId } from '@/server/portrait/schema'
import type { ComparedPeers, PeerPlace } from '@/server/portrait/use-cases/compare-peers'
import { useIndicatorText } from './indicator-text'

/** Factors that stand above or below neutral, each with its value, its points and the way to its records. */
export function HealthPoints({ points, none }: { points: readonly HealthPoint[]; none: string }) {
  const t = useTranslations('report.health.points')
  const { name, value } = useIndicatorText()
  if (points.length === 0) return <p className="text-fg-2">{none}</p>
  return (
    <ul className="grid gap-3">
      {points.map(({ indicatorId, value: own, points: earned, best, neutral }) => (
        <li key={indicatorId} className="grid gap-0.5 border-border border-l-2 pl-3">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <Link href={`/sme/portrait/indicators/${indicatorId}`} className="text-link underline-offset-4 hover:underline">
              {name(indicatorId)}
            </Link>
            <span className="figures whitespace-nowrap font-semibold">{value(indicatorId, own)}</span>
          </p>
          <p className="flex flex-wrap justify-between gap-x-3 text-13 text-fg-3">
            <span>{t('score', { points: earned, best })}</span>
            <span>{earned > neutral ? t('above', { points: earned - neutral }) : t('below', { points: neutral - earned })}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Twelve months against the twelve before, one row a series. */
export function HealthTrends({ trends }: { trends: HealthCheck['trends'] }) {
  const t = useTranslations('report.health.trends')
  const locale = useLocale()
  const amount = ({ series }: HealthTrend, value: number) => {
    if (series === 'headcount') return formatCount(Math.round(value / 12))
    return series === 'power' ? formatCount(value) : formatMoney(BigInt(value), 'wan', locale)
  }
  const columns: Column<HealthTrend>[] = [
    { key: 'name', header: t('title'), cell: ({ series }) => t(`names.${series}`) },
    {
      key: 'period',
      header: t('now'),
      cell: (row) => (
        <span className="figures">{t('period', { from: formatMonth(row.from, locale), to: formatMonth(row.to, locale) })}</span>
      ),
    },
    { key: 'nowValue', header: t('now'), kind: 'figure', cell: (row) => amount(row, row.now) },
    { key: 'before', header: t('before'), kind: 'figure', cell: (row) => amount(row, row.before) },
    {
      key: 'change',
      header: t('change'),
      kind: 'figure',
      cell: ({ changeBps }) => <Delta change={changeBps}>{formatRate(changeBps)}</Delta>,
    },
  ]
  if (trends.length === 0) return <p className="text-fg-2">{t('none')}</p>
  return (
    <DataTable caption={t('title')} captionHidden columns={columns} rows={trends} rowKey={(row) => row.series} empty={null} />
  )
}

type PeerRow = PeerPlace & { id: IndicatorId | 'score' }

/** Where the firm stands among at least ten peers; how far the comparison of a figure had to be widened is said with it. */
export function HealthPeers({ peers }: { peers: ComparedPeers | null }) {
  const t = useTranslations('report.health.peers')
  const words = useTranslations('portrait.peers')
  const { name, value } = useIndicatorText()
  if (!peers) return <p className="text-fg-2">{words('none')}</p>
  const rows: PeerRow[] = [...(peers.score ? [{ id: 'score' as const, ...peers.score }] : []), ...peers.rows]
  const text = (id: PeerRow['id'], amount: number) => (id === 'score' ? formatCount(amount) : value(id, amount))
  const columns: Column<PeerRow>[] = [
    { key: 'figure', header: t('figure'), cell: ({ id }) => (id === 'score' ? t('score') : name(id)) },
    { key: 'own', header: t('own'), kind: 'figure', cell: ({ id, own }) => text(id, own) },
    { key: 'median', header: t('median'), kind: 'figure', cell: ({ id, median }) => text(id, median) },
    { key: 'place', header: t('place'), cell: ({ place }) => (place ? t(`places.${place}`) : '--') },
    { key: 'scope', header: t('scope'), cell: ({ scope, firms }) => t(`scopes.${scope}`, { firms }) },
  ]
  return (
    <div className="grid gap-3">
      <DataTable caption={t('title')} captionHidden columns={columns} rows={rows} rowKey={({ id }) => id} empty={null} />
      <p className="text-13 text-fg-3">{words('note')}</p>
    </div>
  )
}
