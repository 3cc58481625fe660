import { scaleLinear } from 'd3-scale'
import { useTranslations } from 'next-intl'
import { axisHeight, GridLines, YLabels } from './axes'
import { percent } from './layout'

export type Bin = { from: number; to: number; count: number }
type Props = {
  label: string
  /** Adjoining, ascending. */
  bins: readonly Bin[]
  format: (value: number) => string
  formatCount: (value: number) => string
  /** Where the reader stands. */
  youAt?: number
  thresholds?: readonly { at: number; label: string }[]
  height?: number
}

type Anchor = 'start' | 'middle' | 'end'
type MarkProps = { share: number; text: string; level: number; bottom: number; anchor: Anchor; strong?: boolean }

/** Within the plot at its ends; else away from the reader's own line, which would cross the words. */
const anchorOf = (share: number, own?: number): Anchor =>
  share < 0.3 ? 'start' : share > 0.7 ? 'end' : own === undefined ? 'middle' : share < own ? 'end' : 'start'

/** A line of 2 px with a halo, its words beside it. */
function Mark({ share, text, level, bottom, anchor, strong = false }: MarkProps) {
  const x = percent(share)
  const y = 12 + level * 16
  return (
    <g>
      <line x1={x} x2={x} y1={y + 4} y2={bottom} strokeWidth={4} className="stroke-surface" />
      <line
        x1={x}
        x2={x}
        y1={y + 4}
        y2={bottom}
        strokeWidth={2}
        strokeDasharray={strong ? undefined : '4 3'}
        className="stroke-threshold"
      />
      <text x={x} y={y} textAnchor={anchor} className={`fill-fg text-12 ${strong ? 'font-semibold' : ''}`}>
        {text}
      </text>
    </g>
  )
}

/** How many stand where, and where the reader stands among them. */
export function Distribution({ label, bins, format, formatCount, youAt, thresholds = [], height = 220 }: Props) {
  const t = useTranslations('ui.chart')
  const low = bins[0]?.from ?? 0
  const high = bins.at(-1)?.to ?? 1
  const share = (value: number) => Math.max(0, Math.min(1, (value - low) / (high - low)))
  const bottom = height - axisHeight
  const top = 16 * (thresholds.length + (youAt === undefined ? 0 : 1)) + 8
  const y = scaleLinear([0, Math.max(1, ...bins.map((bin) => bin.count))], [bottom, top]).nice(3)
  const ticks = y.ticks(3)
  const edges = [...bins.map((bin) => bin.from), high]
  return (
    <div
      className="flex min-w-0"
      role="img"
      aria-label={youAt === undefined ? label : `${label} ${t('youAreHere')} ${format(youAt)}`}
    >
      <YLabels scale={y} ticks={ticks} height={height} format={formatCount} />
      <svg width="100%" height={height} aria-hidden="true" className="min-w-0 overflow-visible">
        <GridLines scale={y} ticks={ticks} />
        {bins.map((bin) => {
          const mine = youAt !== undefined && youAt >= bin.from && (youAt < bin.to || bin.to === high)
          return (
            <rect
              key={bin.from}
              x={percent(share(bin.from) + 0.002)}
              width={percent(share(bin.to) - share(bin.from) - 0.004)}
              y={y(bin.count)}
              height={bottom - y(bin.count)}
              className={mine ? 'fill-chart-1' : 'fill-seq-2'}
            >
              <title>{`${format(bin.from)}–${format(bin.to)}: ${formatCount(bin.count)}`}</title>
            </rect>
          )
        })}
        {thresholds.map((mark, index) => (
          <Mark
            key={mark.label}
            share={share(mark.at)}
            anchor={anchorOf(share(mark.at), youAt === undefined ? undefined : share(youAt))}
            text={mark.label}
            level={index + (youAt === undefined ? 0 : 1)}
            bottom={bottom}
          />
        ))}
        {youAt === undefined ? null : (
          <Mark
            share={share(youAt)}
            text={`${t('youAreHere')} ${format(youAt)}`}
            level={0}
            bottom={bottom}
            anchor={anchorOf(share(youAt))}
            strong
          />
        )}
        {edges.map((edge, index) => (
          <text
            key={edge}
            x={percent(share(edge))}
            y={height - 6}
            textAnchor={index === 0 ? 'start' : index === edges.length - 1 ? 'end' : 'middle'}
            className={`figures fill-fg-3 text-12 ${index % Math.ceil(edges.length / 5) === 0 ? '' : 'hidden @xl:block'}`}
          >
            {format(edge)}
          </text>
        ))}
      </svg>
    </div>
  )
}
