import { scaleLinear } from 'd3-scale'
import { axisHeight, GridLines, plotTop, XLabels, YLabels } from './axes'
import { percent } from './layout'

type Props = {
  label: string
  /** One a value, as people read them. */
  places: readonly string[]
  /** `null` where nothing was reported: shown as a gap with a mark, never as zero. */
  values: readonly (number | null)[]
  format: (value: number) => string
  height?: number
}

/** One bar a month, from zero. The last bar is labelled; each has a tooltip. */
export function MonthlyBars({ label, places, values, format, height = 220 }: Props) {
  const present = values.filter((value) => value !== null)
  const bottom = height - axisHeight
  const y = scaleLinear([Math.min(0, ...present), Math.max(1e-9, ...present)], [bottom, plotTop]).nice(4)
  const ticks = y.ticks(4)
  const step = 1 / Math.max(1, places.length)
  const centre = (index: number) => (index + 0.5) * step
  const last = values.findLastIndex((value) => value !== null)
  return (
    <div className="flex min-w-0" role="img" aria-label={label}>
      <YLabels scale={y} ticks={ticks} height={height} format={format} />
      <svg width="100%" height={height} aria-hidden="true" className="min-w-0 overflow-visible">
        <GridLines scale={y} ticks={ticks} />
        {values.map((value, index) =>
          value === null ? (
            <text key={places[index]} x={percent(centre(index))} y={y(0) - 4} textAnchor="middle" className="fill-fg-3 text-12">
              ×
            </text>
          ) : (
            <rect
              key={places[index]}
              x={percent(centre(index) - step * 0.36)}
              width={percent(step * 0.72)}
              y={Math.min(y(value), y(0))}
              height={Math.abs(y(value) - y(0))}
              className={index === last ? 'fill-chart-1' : 'fill-seq-3'}
            >
              <title>{`${places[index]}: ${format(value)}`}</title>
            </rect>
          ),
        )}
        {last >= 0 ? (
          <text
            x="100%"
            y={y(Math.max(0, values[last] ?? 0)) - 6}
            textAnchor="end"
            strokeWidth={3}
            className="figures fill-fg stroke-surface font-semibold text-12 [paint-order:stroke]"
          >
            {format(values[last] ?? 0)}
          </text>
        ) : null}
        <XLabels labels={places} at={centre} y={height - 6} />
      </svg>
    </div>
  )
}
