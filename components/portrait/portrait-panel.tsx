import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Disclosure } from '@/components/ui/disclosure'
import type { DataClass, Portrait } from '@/server/portrait/schema'
import { AdverseStatement } from './adverse-statement'
import { Evaluations, LegalStatus } from './axes'
import { CoverageTable } from './coverage-table'
import { Dimensions } from './dimension-section'
import { FactorTable } from './factor-table'
import { Gates } from './gates'
import { MonthlyCharts } from './monthly-charts'
import { Questions, type ShownAnswer } from './questions'
import { Reasons } from './reasons'
import { ScoreSummary, type ShownCard } from './score-summary'
import { Story } from './story'

type Refusal =
  | 'portrait.no-application'
  | 'portrait.application-closed'
  | 'portrait.consent-revoked'
  | 'portrait.consent-paused'
  | 'portrait.consent-expired'
  | 'portrait.consent-not-begun'
  | 'portrait.budget-spent'

/** What `portrait.readGranted` answers. */
export type GrantedReading =
  | {
      ok: true
      value: {
        portrait: Portrait
        answers: readonly ShownAnswer[]
        card: ShownCard
        createdAt: Date
        classes: readonly DataClass[]
      }
    }
  | { ok: false; refusal: Refusal }

/**
 * The portrait as an institution reads it on its one screen: score and kind of card, dimensions, bars to lending, questions,
 * reasons; charts and the rest on demand. A refusal takes its place, for the data is gone with the consent.
 */
export function PortraitPanel({ reading }: { reading: GrantedReading }) {
  const t = useTranslations('portrait')
  const names = useTranslations('indicators.dataClasses')
  const locale = useLocale()
  if (!reading.ok) {
    return (
      <Banner tone="danger" title={t('refusals.title')}>
        <p>{t(`refusals.${reading.refusal}`)}</p>
        <p>{t('refusals.recorded')}</p>
      </Banner>
    )
  }
  const { portrait, answers, card, createdAt, classes } = reading.value
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return (
    <div className="grid min-w-0 gap-5">
      <ScoreSummary portrait={portrait} card={card} builtAt={createdAt} compact />
      <section className="grid gap-3">
        <h3 className="font-semibold">{t('gates.title')}</h3>
        <Gates gates={portrait.gates} coverage={portrait.coverage} />
      </section>
      <section className="grid gap-3">
        <h3 className="font-semibold">{t('questions.title')}</h3>
        <Questions questions={portrait.questions} answers={answers} />
        {portrait.triangulation ? (
          <Disclosure summary={t('story.title')}>
            <Story story={portrait.triangulation} months={portrait.months} />
          </Disclosure>
        ) : null}
      </section>
      <section className="grid gap-3">
        <h3 className="font-semibold">{t('dimensions.title')}</h3>
        <Dimensions dimensions={portrait.dimensions} />
      </section>
      <Reasons portrait={portrait} />
      <Disclosure summary={t('adverse.show')}>
        <AdverseStatement portrait={portrait} />
      </Disclosure>
      {portrait.legal ? (
        <Disclosure summary={t('axes.legal')}>
          <LegalStatus items={portrait.legal} />
        </Disclosure>
      ) : null}
      {portrait.evaluations ? (
        <Disclosure summary={t('axes.evaluationsTitle')}>
          <Evaluations items={portrait.evaluations} />
        </Disclosure>
      ) : null}
      <Disclosure summary={t('months.title')}>
        <MonthlyCharts portrait={portrait} />
      </Disclosure>
      <Disclosure summary={t('factors.title')}>
        <FactorTable portrait={portrait} />
      </Disclosure>
      <Disclosure summary={t('coverage.title')}>
        <CoverageTable coverage={portrait.coverage} />
      </Disclosure>
      <p className="text-13 text-fg-3">
        {t('panel.granted', { classes: list.format(classes.map((one) => names(one))) })} {t('panel.onRecord')}
      </p>
    </div>
  )
}
