import { useTranslations } from 'next-intl'
import { percent } from './layout'

export type DimensionBar = {
  key: string
  label: string
  value: number
  /** Value as read, with its unit. */
  text: string
  /** The peers' median on the same scale. */
  peer?: number
  peerText?: string
}

/** Bars from zero to `max`, one a dimension, with a marker for the peers. */
export function DimensionBars({ bars, max, label }: { bars: readonly DimensionBar[]; max: number; label: string }) {
  const t = useTranslations('ui.chart')
  const share = (value: number) => percent(Math.max(0, Math.min(1, value / max)))
  return (
    <div className="grid gap-3">
      <ul aria-label={label} className="grid gap-3">
        {bars.map(({ key, label: name, value, text, peer, peerText }) => (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 @md:grid-cols-[minmax(6rem,10rem)_1fr_5rem]"
          >
            <span>{name}</span>
            <svg width="100%" height={20} aria-hidden="true" className="order-last col-span-2 @md:order-none @md:col-span-1">
              <rect width="100%" y={5} height={10} rx={2} className="fill-surface-3" />
              <rect width={share(value)} y={5} height={10} rx={2} className="fill-chart-1" />
              {peer === undefined ? null : (
                <g>
                  <line x1={share(peer)} x2={share(peer)} y1={1} y2={19} strokeWidth={4} className="stroke-surface" />
                  <line x1={share(peer)} x2={share(peer)} y1={1} y2={19} strokeWidth={2} className="stroke-threshold" />
                </g>
              )}
            </svg>
            <span className="figures whitespace-nowrap text-right font-semibold">
              {text}
              {peerText ? <span className="sr-only">{` ${t('peer')} ${peerText}`}</span> : null}
            </span>
          </li>
        ))}
      </ul>
      {bars.some((bar) => bar.peer !== undefined) ? (
        <p className="flex items-center gap-2 text-13 text-fg-2">
          <svg width={8} height={16} aria-hidden="true">
            <line x1={4} x2={4} y1={0} y2={16} strokeWidth={2} className="stroke-threshold" />
          </svg>
          {t('peer')}
        </p>
      ) : null}
    </div>
  )
}
