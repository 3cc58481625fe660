import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { axisHeight, GridLines, plotTop, XLabels, YLabels } from './axes'
import { estimateWidth, percent, spreadLabels } from './layout'

export type Series = { name: string; values: readonly (number | null)[] }
type Props = {
  /** What a screen reader hears: the finding. */
  label: string
  /** One a value, e.g. months as people read them. */
  places: readonly string[]
  /** Five at most; the rest belongs into 其他. */
  series: readonly Series[]
  format: (value: number) => string
  /** From zero unless the figure has no natural zero (a score, a rate). */
  from?: number
  /** A change that breaks comparison, e.g. a new version of the score card. */
  breakAt?: { index: number; label: string }
  height?: number
}

const strokes = ['stroke-chart-1', 'stroke-chart-2', 'stroke-chart-3', 'stroke-chart-4', 'stroke-chart-5']
const fills = ['fill-chart-1', 'fill-chart-2', 'fill-chart-3', 'fill-chart-4', 'fill-chart-5']
const dashes = ['', '6 3', '2 3', '8 3 2 3', '1 4']

const lastIndex = (values: Series['values']) => values.findLastIndex((value) => value !== null)

/** Straight segments over time, the last point of each series labelled directly. Gaps stay gaps. */
export function TrendLine({ label, places, series, format, from = 0, breakAt, height = 240 }: Props) {
  const all = series.flatMap((one) => one.values.filter((value) => value !== null))
  const bottom = height - axisHeight
  const y = scaleLinear([Math.min(from, ...all), Math.max(from + 1e-9, ...all)], [bottom, plotTop]).nice(4)
  const ticks = y.ticks(4)
  const at = (index: number) => (places.length > 1 ? index / (places.length - 1) : 0.5)
  const ends = series.map((one) => {
    const index = lastIndex(one.values)
    const value = index < 0 ? null : one.values[index]
    return value == null ? null : { index, value, text: series.length > 1 ? `${one.name} ${format(value)}` : format(value) }
  })
  const labelWidth = Math.ceil(Math.max(0, ...ends.map((end) => (end ? estimateWidth(end.text) : 0)))) + 10
  const labelY = spreadLabels(
    ends.map((end) => (end ? y(end.value) : 0)),
    16,
    bottom,
  )
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => at(index) * 1000)
    .y((value) => y(value ?? 0))
    .digits(1)
  return (
    <div className="flex min-w-0" role="img" aria-label={label}>
      <YLabels scale={y} ticks={ticks} height={height} format={format} />
      <svg width="100%" height={height} aria-hidden="true" className="min-w-0 overflow-visible">
        <GridLines scale={y} ticks={ticks} />
        {breakAt ? (
          <g>
            <line
              x1={percent(at(breakAt.index))}
              x2={percent(at(breakAt.index))}
              y1={plotTop - 4}
              y2={bottom}
              strokeDasharray="3 3"
              className="stroke-threshold"
            />
            <text
              x={percent(at(breakAt.index))}
              y={plotTop - 8}
              textAnchor={at(breakAt.index) > 0.5 ? 'end' : 'start'}
              className="fill-fg-2 text-12"
            >
              {breakAt.label}
            </text>
          </g>
        ) : null}
        <svg
          viewBox={`0 0 1000 ${height}`}
          preserveAspectRatio="none"
          width="100%"
          height={height}
          className="overflow-visible"
          aria-hidden="true"
        >
          {series.map((one, index) => (
            <path
              key={one.name}
              d={path(one.values) ?? ''}
              vectorEffect="non-scaling-stroke"
              strokeWidth={2}
              strokeDasharray={dashes[index % 5]}
              className={`fill-none ${strokes[index % 5]}`}
            />
          ))}
        </svg>
        {ends.map((end, index) =>
          end ? (
            <circle key={series[index]?.name} cx={percent(at(end.index))} cy={y(end.value)} r={4} className={fills[index % 5]} />
          ) : null,
        )}
        <XLabels labels={places} at={at} y={height - 6} endsOnly />
      </svg>
      <svg width={labelWidth} height={height} aria-hidden="true" className="shrink-0 overflow-visible">
        {ends.map((end, index) =>
          end ? (
            <text
              key={series[index]?.name}
              x={10}
              y={labelY[index]}
              dy="0.32em"
              className="figures fill-fg font-semibold text-12"
            >
              {end.text}
            </text>
          ) : null,
        )}
      </svg>
    </div>
  )
}
