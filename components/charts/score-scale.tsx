import { useTranslations } from 'next-intl'
import { percent } from './layout'

export type GradeBand = { grade: string; from: number; to: number }
type Props = {
  score: number
  grade: string
  /** Lowest first, adjoining; five at most. */
  bands: readonly GradeBand[]
}

const fills = ['fill-seq-1', 'fill-seq-2', 'fill-seq-3', 'fill-seq-4', 'fill-seq-5']
const inks = ['fill-fg', 'fill-fg', 'fill-fg', 'fill-on-primary', 'fill-on-primary']

/** Closer to each other than this share of the width, two bounds would run into one number on a phone. */
const close = 0.1

/** Where a bound stands to its mark: away from a neighbour that is close. */
function anchorOf(at: number, before: number, after: number) {
  if (after - at < close) return at - before < close ? 'middle' : 'end'
  return at - before < close ? 'start' : 'middle'
}

/** The score on its whole range, with the bands of the grades. */
export function ScoreScale({ score, grade, bands }: Props) {
  const t = useTranslations('ui.chart')
  const min = bands[0]?.from ?? 300
  const max = bands.at(-1)?.to ?? 850
  const share = (value: number) => (value - min) / (max - min)
  const at = share(score)
  const anchor = at > 0.9 ? 'end' : at < 0.1 ? 'start' : 'middle'
  const anchors = bands.map((band, index) => anchorOf(share(band.from), share(bands[index - 1]?.from ?? min), share(band.to)))
  return (
    <svg width="100%" height={84} role="img" aria-label={t('score', { score, grade, min, max })} className="overflow-visible">
      <text x={percent(at)} y={16} textAnchor={anchor} className="figures fill-fg font-semibold text-16">
        {score}
      </text>
      {bands.map((band, index) => (
        <g key={band.grade}>
          <rect
            x={percent(share(band.from))}
            width={percent(share(band.to) - share(band.from))}
            y={32}
            height={28}
            className={fills[index]}
          />
          <text
            x={percent(share((band.from + band.to) / 2))}
            y={51}
            textAnchor="middle"
            className={`text-14 ${inks[index]} ${band.grade === grade ? 'font-semibold' : ''}`}
          >
            {band.grade}
          </text>
          {index > 0 ? (
            <text x={percent(share(band.from))} y={76} textAnchor={anchors[index]} className="figures fill-fg-3 text-12">
              {band.from}
            </text>
          ) : null}
        </g>
      ))}
      <text x="0" y={76} className="figures fill-fg-3 text-12">
        {min}
      </text>
      <text x="100%" y={76} textAnchor="end" className="figures fill-fg-3 text-12">
        {max}
      </text>
      <svg x={percent(at)} className="overflow-visible" aria-hidden="true">
        <path d="M-6 21H6L0 30Z" className="fill-threshold" />
      </svg>
    </svg>
  )
}
