import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { DateText } from '@/components/ui/figures'
import type { DataClass } from '@/server/portrait/schema'
import type { ShownCard } from './score-summary'

/** In place of a score that says something of classes which the consent does not cover: which, and how to ask for them. */
export function ScoreWithheld({ uncovered, card, builtAt }: { uncovered: readonly DataClass[]; card: ShownCard; builtAt: Date }) {
  const t = useTranslations('portrait.withheld')
  const score = useTranslations('portrait.score')
  const names = useTranslations('indicators.dataClasses')
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  return (
    <div className="grid gap-4">
      <Banner title={t('title')}>
        <p>{t('why', { classes: list.format(uncovered.map((one) => names(one))) })}</p>
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
