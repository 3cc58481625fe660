import { useLocale, useTranslations } from 'next-intl'
import { formatDay } from '@/components/ui/date-format'
import type { Portrait } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'
import { topReasons } from './reasons'

/** What cost most, in order, as a statement to hand over: in the language of the page, like all that is said of the score. */
export function AdverseStatement({ portrait }: { portrait: Portrait }) {
  const t = useTranslations('portrait.adverse')
  const locale = useLocale()
  const { name, reading } = useIndicatorText()
  const { hurts } = topReasons(portrait.factors, 4)
  const { score, grade, cardVersion, asOf, indicators } = portrait
  return (
    <div className="grid gap-3">
      <p className="text-14 text-fg-3">{t('lead')}</p>
      <p>{t('text', { asOf: formatDay(asOf, locale, 'prose'), score, grade, card: cardVersion })}</p>
      {hurts.length === 0 ? <p>{t('none')}</p> : null}
      <ol className="grid list-decimal gap-1 pl-6">
        {hurts.map(({ indicatorId, points, best, neutral }) => {
          const found = indicators.find(({ id }) => id === indicatorId)
          const value = found ? reading(found) : '--'
          return <li key={indicatorId}>{t('item', { name: name(indicatorId), value, points, best, loss: neutral - points })}</li>
        })}
      </ol>
      <p className="text-14 text-fg-2">{t('rights')}</p>
    </div>
  )
}
