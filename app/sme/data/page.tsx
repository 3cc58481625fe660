import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FollowPull } from '@/components/sources/follow-pull'
import { isUnderWay, PullProgress } from '@/components/sources/pull-progress'
import { RefusedAnswers } from '@/components/sources/refused-answers'
import { SourceTable } from '@/components/sources/source-table'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('sources'))('title') })

export default async function DataPage() {
  const session = await requirePortal('ENTERPRISE', '/sme/data')
  const caller = await api()
  const [t, overview, consents] = await Promise.all([
    getTranslations('sources'),
    caller.sources.overview(),
    caller.consent.list(),
  ])
  const { run, classes, refused, signature } = overview
  const consent = consents.find(({ live, purpose }) => live && purpose === 'MATCHING')
  const underWay = isUnderWay(run, new Date())
  const mayFetch = mayOpen(session, 'source.refresh') && consent !== undefined
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {consent ? null : (
        <EmptyState
          title={t('noConsent.title')}
          actions={
            <LinkButton href="/sme/consents/new" variant="primary">
              {t('noConsent.action')}
            </LinkButton>
          }
        >
          {t('noConsent.body')}
        </EmptyState>
      )}
      {run ? <PullProgress run={run} underWay={underWay} /> : null}
      {underWay ? <FollowPull signature={signature} /> : null}
      <Section
        title={t('table.caption')}
        actions={
          mayFetch && !underWay ? (
            <ActionForm
              procedure="sources.refresh"
              labels={{ submit: run ? t('refreshAgain') : t('refresh') }}
              variant={run?.portraitId ? 'secondary' : 'primary'}
              onDone={{ refresh: true }}
            />
          ) : null
        }
      >
        <SourceTable
          rows={classes}
          runId={run && run.consentId === consent?.id ? run.id : null}
          covered={consent?.dataClasses ?? []}
          mayFetch={mayFetch && !underWay}
        />
      </Section>
      {refused.length > 0 ? <RefusedAnswers rows={refused} /> : null}
    </>
  )
}
