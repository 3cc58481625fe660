import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { classOf } from './layout'

export type Tile = {
  /** GB/T 2260 code of one of the twelve counties. */
  code: string
  name: string
  value: number | null
  /** The value as read. */
  text: string
  /** The way down. */
  href?: string
}
type Props = {
  label: string
  tiles: readonly Tile[]
  /** Four ascending limits: five classes. */
  breaks: readonly [number, number, number, number]
  format: (value: number) => string
}

/** Where the counties lie to each other, on five columns; a scheme, not a map, so that no boundary is claimed. */
const places: Record<string, string> = {
  '610881': 'col-start-4 row-start-1',
  '610822': 'col-start-5 row-start-1',
  '610802': 'col-start-3 row-start-2',
  '610828': 'col-start-4 row-start-2',
  '610825': 'col-start-1 row-start-3',
  '610824': 'col-start-2 row-start-3',
  '610803': 'col-start-3 row-start-3',
  '610827': 'col-start-4 row-start-3',
  '610829': 'col-start-5 row-start-3',
  '610831': 'col-start-3 row-start-4',
  '610826': 'col-start-4 row-start-4',
  '610830': 'col-start-4 row-start-5',
}
const classes = [
  'bg-seq-1 text-fg',
  'bg-seq-2 text-fg',
  'bg-seq-3 text-fg',
  'bg-seq-4 text-on-primary',
  'bg-seq-5 text-on-primary',
]

/** Equal tiles with name and value on each, in five stated classes. */
export function TileMap({ label, tiles, breaks, format }: Props) {
  const t = useTranslations('ui.chart')
  const [a, b, c, d] = breaks
  const ranges = [
    `< ${format(a)}`,
    `${format(a)}–${format(b)}`,
    `${format(b)}–${format(c)}`,
    `${format(c)}–${format(d)}`,
    `≥ ${format(d)}`,
  ]
  return (
    <div className="grid gap-3">
      <ul aria-label={label} className="grid max-w-xl grid-cols-5 gap-1">
        {tiles.map(({ code, name, value, text, href }) => (
          <li
            key={code}
            className={`relative grid min-h-14 content-center rounded-tag px-0.5 text-center @md:min-h-16 ${places[code] ?? ''} ${value === null ? 'bg-surface-3 text-fg-2' : classes[classOf(value, breaks)]}`}
          >
            {href ? (
              <Link href={href} className="text-12 underline-offset-4 after:absolute after:inset-0 hover:underline @md:text-14">
                {name}
              </Link>
            ) : (
              <span className="text-12 @md:text-14">{name}</span>
            )}
            <span className="figures text-12 @md:text-14">{value === null ? t('noData') : text}</span>
          </li>
        ))}
      </ul>
      <ol className="flex flex-wrap gap-x-4 gap-y-1 text-13 text-fg-2">
        {ranges.map((range, index) => (
          <li key={range} className="figures flex items-center gap-1.5 whitespace-nowrap">
            <span aria-hidden="true" className={`inline-block size-3 rounded-[2px] ${classes[index]}`} />
            {range}
          </li>
        ))}
      </ol>
    </div>
  )
}
