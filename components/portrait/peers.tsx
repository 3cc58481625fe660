import { useTranslations } from 'next-intl'
import { SummaryList } from '@/components/ui/lists'
import type { Peers } from '@/server/portrait/peers.repository'
import type { IndicatorId } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

const places = ['p10', 'p25', 'median', 'p75', 'p90'] as const

/** How one figure lies among those of at least ten peers; how far the comparison had to be widened is said. */
export function PeerFigures({ id, own, peers }: { id: IndicatorId; own: number | null; peers: Peers | null }) {
  const t = useTranslations('portrait.peers')
  const { value } = useIndicatorText()
  const figure = peers?.figures[id]
  if (!figure) return <p className="text-fg-2">{t('none')}</p>
  const quantiles = places.map((place, at) => ({ place, at: figure.quantiles[at] ?? 0 }))
  const [least, most] = [
    Math.min(own ?? Number.MAX_SAFE_INTEGER, quantiles[0]?.at ?? 0),
    Math.max(own ?? 0, quantiles[4]?.at ?? 0),
  ]
  const share = (at: number) => `${most > least ? Math.round(((at - least) * 1_000) / (most - least)) / 10 : 50}%`
  return (
    <div className="grid gap-4">
      <p className="text-14 text-fg-2">{t(`scope.${figure.scope}`, { firms: figure.known })}</p>
      <svg width="100%" height={36} aria-hidden="true" className="overflow-visible">
        <line
          x1={share(quantiles[0]?.at ?? 0)}
          x2={share(quantiles[4]?.at ?? 0)}
          y1={18}
          y2={18}
          strokeWidth={2}
          className="stroke-chart-muted"
        />
        <line
          x1={share(quantiles[1]?.at ?? 0)}
          x2={share(quantiles[3]?.at ?? 0)}
          y1={18}
          y2={18}
          strokeWidth={10}
          className="stroke-chart-muted"
        />
        <line
          x1={share(quantiles[2]?.at ?? 0)}
          x2={share(quantiles[2]?.at ?? 0)}
          y1={8}
          y2={28}
          strokeWidth={2}
          className="stroke-fg"
        />
        {own === null ? null : <circle cx={share(own)} cy={18} r={6} strokeWidth={2} className="fill-chart-1 stroke-surface" />}
      </svg>
      <SummaryList
        rows={[
          ...(own === null ? [] : [{ label: t('own'), value: <span className="figures font-semibold">{value(id, own)}</span> }]),
          ...quantiles.map(({ place, at }) => ({ label: t(place), value: <span className="figures">{value(id, at)}</span> })),
        ]}
      />
      <p className="text-13 text-fg-3">{t('note')}</p>
    </div>
  )
}
