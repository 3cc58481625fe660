import { scaleLinear } from 'd3-scale'
import { axisHeight, GridLines, plotTop, YLabels } from './axes'
import { percent } from './layout'

type Props = {
  label: string
  /** One a class: its name, and its value in the first and in the second series. */
  pairs: readonly { key: string; label: string; first: number; second: number }[]
  names: readonly [string, string]
  format: (value: number) => string
  height?: number
}

/** Two distributions over the same classes, side by side, from zero; the first paler and outlined, the second solid. */
export function PairedBars({ label, pairs, names, format, height = 240 }: Props) {
  const bottom = height - axisHeight
  const top = Math.max(1e-9, ...pairs.flatMap(({ first, second }) => [first, second]))
  const y = scaleLinear([0, top], [bottom, plotTop]).nice(4)
  const ticks = y.ticks(4)
  const step = 1 / Math.max(1, pairs.length)
  const bar = (from: number, value: number, look: string, text: string) => (
    <rect x={percent(from)} width={percent(step * 0.36)} y={y(value)} height={bottom - y(value)} className={look}>
      <title>{text}</title>
    </rect>
  )
  const looks = ['fill-seq-2 stroke-chart-1', 'fill-chart-1 stroke-chart-1'] as const
  return (
    <div className="grid gap-2">
      <div className="flex min-w-0" role="img" aria-label={label}>
        <YLabels scale={y} ticks={ticks} height={height} format={format} />
        <svg width="100%" height={height} aria-hidden="true" className="min-w-0 overflow-visible">
          <GridLines scale={y} ticks={ticks} />
          {pairs.map(({ key, label: name, first, second }, index) => (
            <g key={key}>
              {bar((index + 0.13) * step, first, looks[0], `${name} ${names[0]}: ${format(first)}`)}
              {bar((index + 0.51) * step, second, looks[1], `${name} ${names[1]}: ${format(second)}`)}
              <text
                x={percent((index + 0.5) * step)}
                y={height - 6}
                textAnchor="middle"
                className={`figures fill-fg-3 text-12 ${index % Math.ceil(pairs.length / 4) === 0 ? '' : 'hidden @xl:block'}`}
              >
                {name}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <ul className="flex flex-wrap gap-x-4 text-13 text-fg-2">
        {names.map((name, index) => (
          <li key={name} className="flex items-center gap-1.5">
            <svg width={12} height={12} aria-hidden="true">
              <rect x={0.5} y={0.5} width={11} height={11} className={looks[index]} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </div>
  )
}
