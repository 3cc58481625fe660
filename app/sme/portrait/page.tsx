import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AdverseStatement } from '@/components/portrait/adverse-statement'
import { AnswerForm } from '@/components/portrait/answer-form'
import { Evaluations, LegalStatus } from '@/components/portrait/axes'
import { CoverageTable } from '@/components/portrait/coverage-table'
import { Dimensions } from '@/components/portrait/dimension-section'
import { FactorTable } from '@/components/portrait/factor-table'
import { Gates } from '@/components/portrait/gates'
import { MonthlyCharts } from '@/components/portrait/monthly-charts'
import { PortraitHistory } from '@/components/portrait/portrait-history'
import { Questions } from '@/components/portrait/questions'
import { type EvidenceHref, Reasons } from '@/components/portrait/reasons'
import { ScoreSummary } from '@/components/portrait/score-summary'
import { Story } from '@/components/portrait/story'
import { classPath } from '@/components/sources/class-path'
import { Holes } from '@/components/sources/holes'
import { StaleNotice } from '@/components/sources/stale-notice'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { DateText } from '@/components/ui/figures'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { evaluationSources, gateSources, unreadOf } from '@/server/portrait/schema'
import type { ClassOrigin } from '@/server/sources/schema'
import { api } from '@/server/trpc/caller'
import { orNotFound } from '../../or-not-found'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('portrait'))('title') })

const readPast = async (id: string) => orNotFound((await api()).portrait.one({ id }))
type Shown = { found: Awaited<ReturnType<typeof readPast>> }
type Origins = { origins: readonly ClassOrigin[] }
type Answers = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['portrait']['answers']>>

export default async function PortraitPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('ENTERPRISE', '/sme/portrait')
  const asked = firstOf((await searchParams).id)
  const caller = await api()
  const [t, found, history, answers, peers, stale] = await Promise.all([
    getTranslations('portrait'),
    asked ? readPast(asked) : caller.portrait.current(),
    caller.portrait.history(),
    caller.portrait.answers(),
    caller.portrait.peers(),
    caller.sources.stale(),
  ])
  if (!found) {
    return (
      <>
        <PageHeader title={t('title')} lead={t('lead')} />
        <EmptyState
          title={t('empty.title')}
          actions={
            <LinkButton href="/sme/data" variant="primary">
              {t('empty.action')}
            </LinkButton>
          }
        >
          {t('empty.body')}
        </EmptyState>
      </>
    )
  }
  const { body, supersededAt, digest, id } = found
  const origins = await caller.sources.origins({ snapshotIds: found.snapshotIds })
  const version = supersededAt ? `?portrait=${id}` : ''
  const evidence: EvidenceHref = (indicator) => `/sme/portrait/indicators/${indicator}${version}`
  const csv = `/sme/portrait/months${version}`
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={supersededAt ? null : <LinkButton href="/sme/data">{t('refresh')}</LinkButton>}
      />
      {supersededAt ? (
        <Banner title={t('past.title')} actions={<LinkButton href="/sme/portrait">{t('past.current')}</LinkButton>}>
          <DateText value={supersededAt} />
        </Banner>
      ) : null}
      {supersededAt ? null : <StaleNotice since={stale} mayFetch={mayOpen(session, 'source.refresh')} />}
      {supersededAt ? null : <Holes origins={origins} reader="own" />}
      <ScoreAndDimensions found={found} />
      <Section title={t('reasons.title')}>
        <Reasons portrait={body} href={evidence} />
        <Disclosure summary={t('adverse.show')}>
          <AdverseStatement portrait={body} summary={body} />
        </Disclosure>
      </Section>
      <GatesAndQuestions found={found} answers={answers} origins={origins} />
      <Axes found={found} origins={origins} />
      <Section title={t('months.title')}>
        <MonthlyCharts portrait={body} csvHref={csv} origins={origins} />
      </Section>
      <Section title={t('factors.title')} lead={t('factors.lead')}>
        <Disclosure summary={t('factors.show', { count: body.indicators.length })}>
          <FactorTable portrait={body} href={evidence} peers={peers} origins={origins} />
        </Disclosure>
        <div>
          <LinkButton href="/sme/portrait/catalogue">{t('catalogue.link')}</LinkButton>
        </div>
      </Section>
      <Section title={t('coverage.title')} lead={t('coverage.lead')}>
        <CoverageTable
          coverage={body.coverage}
          recordsHref={(dataClass) => `/sme/data/${classPath(dataClass)}`}
          origins={origins}
        />
      </Section>
      <Section title={t('history.title')} lead={t('history.lead')}>
        <PortraitHistory rows={history} shownId={id} />
        <p className="text-13 text-fg-3">
          {t('score.digest')}
          <br />
          <code className="break-all">{digest}</code>
        </p>
      </Section>
    </>
  )
}

async function ScoreAndDimensions({ found: { body, card, createdAt, supersededAt } }: Shown) {
  const [t, health] = [await getTranslations('portrait'), await getTranslations('report.health')]
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Section title={t('score.title')} lead={<DateText value={body.asOf} variant="prose" />}>
        <ScoreSummary portrait={body} card={card} builtAt={createdAt} />
        {supersededAt ? null : (
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/sme/portrait/way-up">{t('wayUp.fromPortrait')}</LinkButton>
            <LinkButton href="/sme/health">{health('title')}</LinkButton>
          </div>
        )}
      </Section>
      <Section title={t('dimensions.title')} lead={t('dimensions.lead')}>
        <Dimensions dimensions={body.dimensions} />
      </Section>
    </div>
  )
}

async function GatesAndQuestions({
  found: { id, body, supersededAt },
  answers,
  origins,
}: Shown & Origins & { answers: Answers }) {
  const t = await getTranslations('portrait')
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Section title={t('gates.title')} lead={t('gates.lead')}>
        <Gates gates={body.gates} coverage={body.coverage} origins={origins} />
      </Section>
      <Section id="questions" title={t('questions.title')} lead={t('questions.lead')}>
        <Questions
          questions={body.questions}
          answers={answers}
          below={supersededAt ? undefined : ({ code }) => <AnswerForm portraitId={id} code={code} />}
        />
        {body.triangulation ? (
          <Disclosure summary={t('story.title')}>
            <Story story={body.triangulation} months={body.months} />
          </Disclosure>
        ) : null}
      </Section>
    </div>
  )
}

/** Legal status and evaluations; portraits of the first catalogue hold neither. */
async function Axes({ found: { body, card }, origins }: Shown & Origins) {
  const t = await getTranslations('portrait.axes')
  if (!body.legal || !body.evaluations) return null
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Section title={t('legal')} lead={t(card.axesApart ? 'legalLead' : 'legalLeadCounted')}>
        <LegalStatus items={body.legal} unread={unreadOf(gateSources, body.coverage)} origins={origins} />
      </Section>
      <Section title={t('evaluationsTitle')} lead={t(card.axesApart ? 'evaluationsLead' : 'evaluationsLeadCounted')}>
        <Evaluations items={body.evaluations} unread={unreadOf(evaluationSources, body.coverage)} origins={origins} />
      </Section>
    </div>
  )
}
