import { useLocale, useTranslations } from 'next-intl'
import { ChartFigure } from '@/components/charts/chart-figure'
import { formatCount } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'

export type ShownFlow = {
  side: 'SOURCE' | 'BANK' | 'SUPERVISOR'
  id: string
  name: string
  nameEn: string | null
  records: bigint
  enterprises: bigint
}
type Row = ShownFlow & { label: string }

const rowHeight = 54
/** So many readers have a line of their own; the rest share one. */
const mostReaders = 12
/** Ribbons in pixels: the widest, and what is still seen. */
const [widest, thinnest] = [22, 1.5]

/** One organisation's classes added up; the largest first. */
function summed(flows: readonly ShownFlow[], sides: readonly ShownFlow['side'][], locale: string): Row[] {
  const rows = new Map<string, Row>()
  for (const flow of flows) {
    if (!sides.includes(flow.side)) continue
    const known = rows.get(flow.id)
    const label = (locale === 'en' && flow.nameEn) || flow.name
    if (!known) rows.set(flow.id, { ...flow, label })
    else {
      known.records += flow.records
      // An enterprise counts in each of a source's classes: the largest class is the least that it can be.
      if (flow.enterprises > known.enterprises) known.enterprises = flow.enterprises
    }
  }
  return [...rows.values()].sort((a, b) => Number(b.records - a.records) || a.label.localeCompare(b.label))
}

/** The largest, and the others added up into one. */
function condensed(rows: readonly Row[], othersLabel: (count: number) => string): Row[] {
  const others = rows.slice(mostReaders)
  const [first] = others
  if (!first || others.length === 1) return [...rows]
  const records = others.reduce((sum, row) => sum + row.records, 0n)
  return [...rows.slice(0, mostReaders), { ...first, id: 'others', label: othersLabel(others.length), records }]
}

const total = (rows: readonly Row[]) => rows.reduce((sum, { records }) => sum + records, 0n)

function Labels({ rows, height, right = false }: { rows: readonly Row[]; height: number; right?: boolean }) {
  const top = (height - rows.length * rowHeight) / 2
  return (
    <ul className={`min-w-0 text-13 ${right ? 'text-left' : 'text-right'}`} style={{ paddingTop: top }}>
      {rows.map(({ id, label, records }) => (
        <li key={id} className="grid content-center leading-tight" style={{ height: rowHeight }}>
          <span className="line-clamp-2 break-words" title={label}>
            {label}
          </span>
          <span className="figures text-12 text-fg-3">{formatCount(records)}</span>
        </li>
      ))}
    </ul>
  )
}

type RibbonsProps = { rows: readonly Row[]; height: number; most: number; from: number; to: number; look: string }

/** Curves between a side and the platform in the middle; their width is the count. */
function Ribbons({ rows, height, most, from, to, look }: RibbonsProps) {
  const top = (height - rows.length * rowHeight) / 2
  return rows.map(({ id, label, records }, index) => {
    const y = top + (index + 0.5) * rowHeight
    const [start, end] = from < to ? [y, height / 2] : [height / 2, y]
    const [left, right] = [Math.min(from, to), Math.max(from, to)]
    const bend = (left + right) / 2
    return (
      <path
        key={id}
        d={`M ${left} ${start} C ${bend} ${start}, ${bend} ${end}, ${right} ${end}`}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth={Math.max(thinnest, (Number(records) / Math.max(1, most)) * widest)}
        className={look}
      >
        <title>{`${label}: ${formatCount(records)}`}</title>
      </path>
    )
  })
}

/** Source → platform → reader, by what was counted in the window; every number is in the table beneath. */
export function FlowPicture({ flows, subtitle }: { flows: readonly ShownFlow[]; subtitle: string }) {
  const t = useTranslations('cage.flows')
  const locale = useLocale()
  const sources = summed(flows, ['SOURCE'], locale)
  const readers = summed(flows, ['BANK', 'SUPERVISOR'], locale)
  if (sources.length + readers.length === 0) return <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
  const shown = condensed(readers, (count) => t('others', { count }))
  const height = Math.max(sources.length, shown.length, 2) * rowHeight
  const most = Math.max(...[...sources, ...shown].map(({ records }) => Number(records)))
  const title = t('finding', { received: formatCount(total(sources)), read: formatCount(total(readers)) })
  const head = [t('organisation'), t('direction'), t('records'), t('enterprises')]
  const table = [...sources, ...readers].map(({ side, id, label, records, enterprises }) => ({
    key: side + id,
    cells: [label, t(`sides.${side}`), formatCount(records), formatCount(enterprises)],
  }))
  return (
    <ChartFigure title={title} subtitle={subtitle} table={{ head, rows: table }} note={t('note')}>
      <div
        className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)] items-stretch gap-2"
        role="img"
        aria-label={title}
      >
        <p className="text-right text-13 text-fg-2">{t('sources')}</p>
        <p className="text-center text-13 text-fg-2">{t('platform')}</p>
        <p className="text-13 text-fg-2">{t('readers')}</p>
        <Labels rows={sources} height={height} />
        <svg width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <Ribbons rows={sources} height={height} most={most} from={0} to={48} look="stroke-chart-1 opacity-60" />
          <Ribbons rows={shown} height={height} most={most} from={100} to={52} look="stroke-chart-2 opacity-60" />
          <rect x={48} width={4} y={height / 2 - 20} height={40} className="fill-fg" />
        </svg>
        <Labels rows={shown} height={height} right />
      </div>
    </ChartFigure>
  )
}
