import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { DateText } from '@/components/ui/figures'
import type { ReadablePortrait } from '@/server/portrait/use-cases/trim-for-reader'
import type { ShownCard } from './score-summary'

type Props = { portrait: Pick<ReadablePortrait, 'uncovered' | 'beyond' | 'lookbackMonths'>; card: ShownCard; builtAt: Date }

/** In place of a score that says something of classes or months which the consent does not cover: which, and how to ask for them. */
export function ScoreWithheld({ portrait: { uncovered, beyond, lookbackMonths }, card, builtAt }: Props) {
  const t = useTranslations('portrait.withheld')
  const score = useTranslations('portrait.score')
  const names = useTranslations('indicators.dataClasses')
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  return (
    <div className="grid gap-4">
      <Banner title={t('title')}>
        {uncovered.length > 0 ? <p>{t('why', { classes: list.format(uncovered.map((one) => names(one))) })}</p> : null}
        {beyond.length > 0 ? <p>{t('lookback', { months: lookbackMonths, count: beyond.length })}</p> : null}
        <p>{t('ask')}</p>
      </Banner>
      <p className="flex flex-wrap gap-x-4 text-14 text-fg-3">
        <span>
          {score('builtAt')} <DateText value={builtAt} />
        </span>
        <span>
          {score('cardVersion')} {card.version}
        </span>
      </p>
    </div>
  )
}
