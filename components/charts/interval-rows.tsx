import { percent } from './layout'

export type IntervalRow = {
  key: string
  label: string
  value: number
  low: number
  high: number
  /** Value as read, and beside it how many it stands on. */
  text: string
  note: string
}

/** Estimates from 0 to `max` as points on their intervals, one a row; a line marks what they are held against. */
export function IntervalRows({
  rows,
  max = 1,
  mark,
  markLabel,
  label,
}: {
  rows: readonly IntervalRow[]
  max?: number
  mark?: number
  markLabel?: string
  label: string
}) {
  const share = (value: number) => percent(Math.max(0, Math.min(1, value / max)))
  return (
    <div className="@container grid min-w-0 gap-3">
      <ul aria-label={label} className="grid gap-2">
        {rows.map(({ key, label: name, value, low, high, text, note }) => (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 @md:grid-cols-[minmax(6rem,11rem)_1fr_9rem]"
          >
            <span>{name}</span>
            <svg
              width="100%"
              height={20}
              aria-hidden="true"
              className="order-last col-span-2 overflow-visible @md:order-none @md:col-span-1"
            >
              <line x1="0" x2="100%" y1={10} y2={10} className="stroke-grid" />
              {mark === undefined ? null : (
                <line
                  x1={share(mark)}
                  x2={share(mark)}
                  y1={0}
                  y2={20}
                  strokeWidth={1.5}
                  strokeDasharray="3 3"
                  className="stroke-threshold"
                />
              )}
              <line x1={share(low)} x2={share(high)} y1={10} y2={10} strokeWidth={3} className="stroke-seq-3" />
              <circle cx={share(value)} cy={10} r={5} className="fill-chart-1" />
            </svg>
            <span className="figures whitespace-nowrap text-right">
              <span className="font-semibold">{text}</span>
              <span className="ml-2 text-13 text-fg-3">{note}</span>
            </span>
          </li>
        ))}
      </ul>
      {markLabel ? (
        <p className="flex items-center gap-2 text-13 text-fg-2">
          <svg width={8} height={16} aria-hidden="true">
            <line x1={4} x2={4} y1={0} y2={16} strokeWidth={1.5} strokeDasharray="3 3" className="stroke-threshold" />
          </svg>
          {markLabel}
        </p>
      ) : null}
    </div>
  )
}
