import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { Factor, IndicatorId, Portrait } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

/** Where a number opens to its records; left out where the reader may not see them. */
export type EvidenceHref = (id: IndicatorId) => string

const distance = ({ points, neutral }: Factor) => points - neutral

/** The factors that move the score most, in each direction. */
export function topReasons(factors: readonly Factor[], most = 3) {
  const known = factors.filter(({ effect }) => effect !== 'MISSING')
  return {
    helps: known
      .filter((one) => distance(one) > 0)
      .sort((a, b) => distance(b) - distance(a))
      .slice(0, most),
    hurts: known
      .filter((one) => distance(one) < 0)
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, most),
  }
}

/** What reasons are told from. */
export type Explained = Pick<Portrait, 'factors' | 'indicators'>

type ListProps = { title: string; none: string; factors: Factor[]; portrait: Explained; href?: EvidenceHref; helps: boolean }

function ReasonList({ title, none, factors, portrait, href, helps }: ListProps) {
  const t = useTranslations('portrait.reasons')
  const { name, reading } = useIndicatorText()
  return (
    <div className="grid content-start gap-2">
      <h3 className="flex items-center gap-2 font-semibold text-16">
        <Icon name={helps ? 'plus' : 'minus'} size={16} className="text-fg-3" />
        {title}
      </h3>
      {factors.length === 0 ? <p className="text-fg-2">{none}</p> : null}
      <ul className="grid gap-3">
        {factors.map((factor) => {
          const found = portrait.indicators.find(({ id }) => id === factor.indicatorId)
          const points = Math.abs(distance(factor))
          return (
            <li key={factor.indicatorId} className="grid gap-0.5 border-border border-l-2 pl-3">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                {href ? (
                  <Link href={href(factor.indicatorId)} className="text-link underline-offset-4 hover:underline">
                    {name(factor.indicatorId)}
                  </Link>
                ) : (
                  <span>{name(factor.indicatorId)}</span>
                )}
                <span className="figures whitespace-nowrap font-semibold">{found ? reading(found) : '--'}</span>
              </p>
              <p className="flex flex-wrap justify-between gap-x-3 text-13 text-fg-3">
                <span>{t('points', { points: factor.points, best: factor.best })}</span>
                <span>{helps ? t('gain', { points }) : t('loss', { points })}</span>
              </p>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What helps most and what hurts most, each with its points and the way to its records. */
export function Reasons({ portrait, href, most }: { portrait: Explained; href?: EvidenceHref; most?: number }) {
  const t = useTranslations('portrait.reasons')
  const { helps, hurts } = topReasons(portrait.factors, most)
  return (
    <div className="@container">
      <div className="grid gap-6 @xl:grid-cols-2">
        <ReasonList title={t('helps')} none={t('noneHelp')} factors={helps} portrait={portrait} href={href} helps />
        <ReasonList title={t('hurts')} none={t('noneHurt')} factors={hurts} portrait={portrait} href={href} helps={false} />
      </div>
    </div>
  )
}
