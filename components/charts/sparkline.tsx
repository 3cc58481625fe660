import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

/** The shape of a series, without axis; a number must stand beside it, so it is silent for screen readers. */
export function Sparkline({
  values,
  width = 96,
  height = 24,
}: {
  values: readonly (number | null)[]
  width?: number
  height?: number
}) {
  const present = values.filter((value) => value !== null)
  if (present.length < 2) return null
  const x = scaleLinear([0, values.length - 1], [3, width - 3])
  const y = scaleLinear([Math.min(...present), Math.max(...present)], [height - 3, 3])
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0))
    .digits(1)
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg width={width} height={height} aria-hidden="true" className="inline-block align-middle">
      <path d={path(values) ?? ''} strokeWidth={1.5} className="fill-none stroke-chart-1" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2.5} className="fill-chart-1" />
    </svg>
  )
}
