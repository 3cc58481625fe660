import { useTranslations } from 'next-intl'
import type { IndicatorReading } from '@/server/portrait/schema'
import { useIndicatorText } from './indicator-text'

/** The number itself, large; or why there is none. */
export function IndicatorHeadline({ reading }: { reading: IndicatorReading }) {
  const t = useTranslations('portrait.indicator')
  const { reading: text } = useIndicatorText()
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      {reading.state === 'KNOWN' ? null : <span className="text-fg-3">{t('missing')}</span>}
      <span className={`figures font-semibold ${reading.state === 'KNOWN' ? 'text-30' : 'text-20'}`}>{text(reading)}</span>
    </p>
  )
}
