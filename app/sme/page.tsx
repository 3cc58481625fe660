import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WaitingApplications, waitOf } from '@/components/apply/waiting-applications'
import { ScoreScale } from '@/components/charts/score-scale'
import { ApplicationProgress } from '@/components/consent/application-progress'
import { ExpiringConsents } from '@/components/consent/expiring-consents'
import { FinancingTasks, nextStep, stepHref } from '@/components/consent/workbench'
import { isUnderWay } from '@/components/sources/pull-progress'
import { LinkButton } from '@/components/ui/button'
import { DateText } from '@/components/ui/figures'
import { PageHeader, Section } from '@/components/ui/page-header'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('consent.workbench'))('title') })

const soonMs = 30 * 86_400_000

async function readWorkbench() {
  const caller = await api()
  const [consents, overview, portrait, reads, applications] = await Promise.all([
    caller.consent.list(),
    caller.sources.overview(),
    caller.portrait.current(),
    caller.ledger.reads({ page: 1 }),
    caller.lending.mine(),
  ])
  return { consents, overview, portrait, reads, applications }
}

export default async function WorkbenchPage() {
  const session = await requirePortal('ENTERPRISE', '/sme')
  const [t, { consents, overview, portrait, reads, applications }] = [await getTranslations('consent'), await readWorkbench()]
  const now = new Date()
  const live = consents.find((consent) => consent.live && consent.purpose === 'MATCHING')
  const progress = {
    granted: live?.dataClasses.length ?? 0,
    fetched: overview.classes.filter(({ snapshot }) => snapshot !== null).length,
    underWay: isUnderWay(overview.run, now),
    portrait: portrait && { score: portrait.score, grade: portrait.grade },
    applications: applications.length,
    mayGrant: mayOpen(session, 'consent.grant'),
  }
  const next = nextStep(progress)
  const waits = applications.some((application) => waitOf(application) !== null)
  const expiring = consents.filter(({ live: isLive, expiresAt }) => isLive && expiresAt.getTime() - now.getTime() < soonMs)
  const [latest] = reads.rows
  return (
    <>
      <PageHeader
        title={t('workbench.title')}
        lead={next ? t('workbench.steps', { count: next.left }) : waits ? undefined : t('workbench.ready')}
        actions={
          next && next.step !== 'apply' && !waits ? (
            <LinkButton href={stepHref[next.step]} variant="primary">
              {t(`workbench.actions.${next.step}`)}
            </LinkButton>
          ) : null
        }
      />
      <WaitingApplications rows={applications} />
      <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="grid gap-6">
          <Section title={t('workbench.tasks.apply')} lead={t('workbench.lead')}>
            <FinancingTasks progress={progress} />
          </Section>
          {applications.length > 0 ? (
            <Section title={(await getTranslations('lending'))('title')}>
              <ApplicationProgress rows={applications.slice(0, 5)} />
            </Section>
          ) : null}
        </div>
        <div className="grid gap-6">
          <Section
            title={t('workbench.score.title')}
            lead={portrait ? <DateText value={portrait.asOf} variant="prose" /> : undefined}
          >
            {portrait ? (
              <>
                <ScoreScale score={portrait.score} grade={portrait.grade} bands={portrait.card.bands} />
                <div>
                  <LinkButton href="/sme/portrait">{t('workbench.score.open')}</LinkButton>
                </div>
              </>
            ) : (
              <p className="text-fg-2">{t('workbench.score.none')}</p>
            )}
          </Section>
          <Section title={t('workbench.expiring.title')}>
            <ExpiringConsents consents={expiring} />
          </Section>
          <Section title={t('workbench.access.title')}>
            {latest ? (
              <>
                <p>{t('workbench.access.count', { count: reads.total })}</p>
                <p className="flex flex-wrap gap-x-3 text-14 text-fg-2">
                  <span lang={/\p{Script=Han}/u.test(latest.readerOrganisationName) ? 'zh-CN' : undefined}>
                    {latest.readerOrganisationName}
                  </span>
                  <DateText value={latest.at} />
                </p>
              </>
            ) : (
              <p className="text-fg-2">{t('workbench.access.none')}</p>
            )}
            <div>
              <LinkButton href="/sme/access">{t('workbench.access.open')}</LinkButton>
            </div>
          </Section>
        </div>
      </div>
    </>
  )
}
