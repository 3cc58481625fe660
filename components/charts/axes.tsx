import type { ScaleLinear } from 'd3-scale'
import { estimateWidth, labelledPlaces, percent } from './layout'

export const plotTop = 20
export const axisHeight = 24

type YProps = { scale: ScaleLinear<number, number>; ticks: readonly number[]; height: number; format: (value: number) => string }

/** Labels of the vertical axis in a column of their own, so that the plot beside it is a pure share of the width. */
export function YLabels({ scale, ticks, height, format }: YProps) {
  const width = Math.ceil(Math.max(...ticks.map((tick) => estimateWidth(format(tick))))) + 8
  return (
    <svg width={width} height={height} aria-hidden="true" className="shrink-0 overflow-visible">
      {ticks.map((tick) => (
        <text key={tick} x={width - 8} y={scale(tick)} dy="0.32em" textAnchor="end" className="figures fill-fg-3 text-12">
          {format(tick)}
        </text>
      ))}
    </svg>
  )
}

/** Hairlines at the ticks; zero is stronger. */
export const GridLines = ({ scale, ticks }: Pick<YProps, 'scale' | 'ticks'>) =>
  ticks.map((tick) => (
    <line
      key={tick}
      x1="0"
      x2="100%"
      y1={scale(tick)}
      y2={scale(tick)}
      className={tick === 0 ? 'stroke-border-strong' : 'stroke-grid'}
    />
  ))

type XProps = {
  labels: readonly string[]
  at: (index: number) => number
  y: number
  /** Labels beside the plot leave so little of a narrow chart that only its ends can be named. */
  endsOnly?: boolean
}

/** Labels along the bottom: few where the chart is narrow, more where it is wide. */
export function XLabels({ labels, at, y, endsOnly }: XProps) {
  const three = labelledPlaces(labels.length, 3)
  const narrow = new Set(endsOnly && labels.length > 1 ? [0, labels.length - 1] : three)
  const middling = new Set(three)
  const wide = new Set(labelledPlaces(labels.length, 6))
  const shown = [...new Set([...narrow, ...middling, ...wide])].sort((a, b) => a - b)
  return shown.map((index) => {
    const share = at(index)
    const anchor = share > 0.93 ? 'end' : share < 0.07 ? 'start' : 'middle'
    const [small, medium, large] = [narrow.has(index), middling.has(index), wide.has(index)]
    const look = `${small ? '' : 'hidden'} ${medium ? '@sm:block' : '@sm:hidden'} ${large ? '@lg:block' : '@lg:hidden'}`
    return (
      <text key={labels[index]} x={percent(share)} y={y} textAnchor={anchor} className={`fill-fg-3 text-12 ${look}`}>
        {labels[index]}
      </text>
    )
  })
}
