import { useLocale, useTranslations } from 'next-intl'
import { Holes } from '@/components/sources/holes'
import { Disclosure } from '@/components/ui/disclosure'
import { type DataClass, evaluationSources, gateSources, unreadOf } from '@/server/portrait/schema'
import type { ReadRefusal } from '@/server/portrait/use-cases/read-granted-portrait'
import type { ReadablePortrait } from '@/server/portrait/use-cases/trim-for-reader'
import type { ClassOrigin } from '@/server/sources/schema'
import { AdverseStatement } from './adverse-statement'
import { Evaluations, LegalStatus } from './axes'
import { CoverageTable } from './coverage-table'
import { Dimensions } from './dimension-section'
import { FactorTable } from './factor-table'
import { Gates } from './gates'
import { MonthlyCharts } from './monthly-charts'
import { Questions, type ShownAnswer } from './questions'
import { ReadRefused } from './read-refused'
import { type EvidenceHref, Reasons } from './reasons'
import { ScoreSummary, type ShownCard } from './score-summary'
import { ScoreWithheld } from './score-withheld'
import { Story } from './story'

/** What `portrait.readGranted` answers. */
export type GrantedReading =
  | {
      ok: true
      value: {
        portrait: ReadablePortrait
        answers: readonly ShownAnswer[]
        card: ShownCard
        createdAt: Date
        classes: readonly DataClass[]
        origins: readonly ClassOrigin[]
      }
    }
  | { ok: false; refusal: ReadRefusal }

/**
 * The portrait as an institution reads it on its one screen: score and kind of card, dimensions, bars to lending, questions,
 * reasons; charts and the rest on demand. A refusal takes its place, for the data is gone with the consent.
 */
export function PortraitPanel({ reading, href }: { reading: GrantedReading; href?: EvidenceHref }) {
  const t = useTranslations('portrait')
  const names = useTranslations('indicators.dataClasses')
  const locale = useLocale()
  if (!reading.ok) return <ReadRefused refusal={reading.refusal} />
  const { portrait, answers, card, createdAt, classes, origins } = reading.value
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return (
    <div className="grid min-w-0 gap-5">
      <Holes origins={origins} reader="officer" />
      {portrait.summary ? (
        <ScoreSummary portrait={portrait.summary} card={card} builtAt={createdAt} compact />
      ) : (
        <ScoreWithheld portrait={portrait} card={card} builtAt={createdAt} />
      )}
      <section className="grid gap-3">
        <h3 className="font-semibold">{t('gates.title')}</h3>
        <Gates gates={portrait.gates} coverage={portrait.coverage} origins={origins} />
      </section>
      {portrait.legal ? (
        <section className="grid gap-3">
          <h3 className="font-semibold">{t('axes.legal')}</h3>
          <LegalStatus items={portrait.legal} unread={unreadOf(gateSources, portrait.coverage)} origins={origins} />
        </section>
      ) : null}
      {portrait.evaluations ? (
        <section className="grid gap-3">
          <h3 className="font-semibold">{t('axes.evaluationsTitle')}</h3>
          <p className="text-13 text-fg-2">{t(card.axesApart ? 'axes.evaluationsLead' : 'axes.evaluationsLeadCounted')}</p>
          <Evaluations items={portrait.evaluations} unread={unreadOf(evaluationSources, portrait.coverage)} origins={origins} />
        </section>
      ) : null}
      <section className="grid gap-3">
        <h3 className="font-semibold">{t('questions.title')}</h3>
        <Questions questions={portrait.questions} answers={answers} />
        {portrait.triangulation ? (
          <Disclosure summary={t('story.title')}>
            <Story story={portrait.triangulation} months={portrait.months} />
          </Disclosure>
        ) : null}
      </section>
      {portrait.summary ? (
        <section className="grid gap-3">
          <h3 className="font-semibold">{t('dimensions.title')}</h3>
          <Dimensions dimensions={portrait.summary.dimensions} />
        </section>
      ) : null}
      <Reasons portrait={portrait} href={href} />
      <Disclosure summary={t('adverse.show')}>
        <AdverseStatement portrait={portrait} summary={portrait.summary} />
      </Disclosure>
      <Disclosure summary={t('months.title')}>
        <MonthlyCharts portrait={portrait} origins={origins} />
      </Disclosure>
      <Disclosure summary={t('factors.title')}>
        <FactorTable portrait={portrait} href={href} origins={origins} />
      </Disclosure>
      <Disclosure summary={t('coverage.title')}>
        <CoverageTable coverage={portrait.coverage} origins={origins} />
      </Disclosure>
      <p className="text-13 text-fg-3">
        {t('panel.granted', { classes: list.format(classes.map((one) => names(one))) })}{' '}
        {portrait.beyond.length > 0
          ? `${t('withheld.lookback', { months: portrait.lookbackMonths, count: portrait.beyond.length })} `
          : null}
        {t('panel.onRecord')}
      </p>
    </div>
  )
}
