import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Corrections } from '@/components/sources/corrections'
import { isUnderWay, PullProgress } from '@/components/sources/pull-progress'
import { RefusedAnswers } from '@/components/sources/refused-answers'
import { type SourceRow, SourceTable } from '@/components/sources/source-table'
import { Follow } from '@/components/trpc/follow'
import { ActionForm } from '@/components/ui/action-form'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { shanghaiDate } from '@/server/kernel/dates'
import { type Category, categoryOf, itemsOf } from '@/server/sources/domain/catalogue'
import { daysLate, owed } from '@/server/sources/domain/lateness'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('sources'))('title') })

/** The seventeen classes of the catalogue, as an enterprise looks for them. */
const groups = {
  identity: ['01', '07', '08', '09'],
  business: ['02', '03', '04', '05'],
  assets: ['06', '10', '11', '12', '13'],
  other: ['14', '15', '16'],
} as const satisfies Record<string, readonly Category[]>

const read = async () => {
  const caller = await api()
  const [overview, consents, quality] = await Promise.all([
    caller.sources.overview(),
    caller.consent.list(),
    caller.sources.quality(),
  ])
  return { ...overview, consents, quality }
}
type Overview = Awaited<ReturnType<typeof read>>

/** Each class with its score and how late it is: the worst of its items counts. */
function rowsOf({ classes, quality, asOf }: Overview): SourceRow[] {
  const today = shanghaiDate(asOf)
  return classes.map((row) => {
    const scores = quality.filter(({ dataClass }) => dataClass === row.dataClass)
    const late = itemsOf(row.dataClass).flatMap((item) => {
      const latest = scores.find(({ itemId }) => itemId === item.id)?.latestPeriod
      const due = owed(item, today)
      const days = latest ? daysLate(item, latest, today) : 0
      return due && days > 0 ? [{ dueOn: due.dueOn, days }] : []
    })
    const scoreBps = scores.length > 0 ? Math.min(...scores.map((score) => score.scoreBps)) : null
    return { ...row, scoreBps, late: late.sort((a, b) => b.days - a.days)[0] ?? null }
  })
}

export default async function DataPage() {
  const session = await requirePortal('ENTERPRISE', '/sme/data')
  const overview = await read()
  const { run, refused, signature, corrections, stale, consents } = overview
  const [t, locale] = [await getTranslations('sources'), await getLocale()]
  const consent = consents.find(({ live, purpose }) => live && purpose === 'MATCHING')
  const underWay = isUnderWay(run, new Date())
  const mayFetch = mayOpen(session, 'source.refresh') && consent !== undefined
  const rows = rowsOf(overview)
  const refresh = (submit: string, variant: 'primary' | 'secondary') =>
    mayFetch && !underWay ? (
      <ActionForm procedure="sources.refresh" labels={{ submit }} variant={variant} onDone={{ refresh: true }} />
    ) : null
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton href="/data-catalogue">{t('toCatalogue')}</LinkButton>
            <LinkButton href="/sme/data/declare">{t('toDeclare')}</LinkButton>
            {stale ? null : refresh(run ? t('refreshAgain') : t('refresh'), run?.portraitId ? 'secondary' : 'primary')}
          </>
        }
      />
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
      {stale ? (
        <Banner tone="warning" title={t('stale.title')} actions={refresh(t('stale.action'), 'primary')}>
          {t('stale.body', { at: formatInstant(stale, locale) })}
        </Banner>
      ) : null}
      {run ? <PullProgress run={run} underWay={underWay} /> : null}
      {underWay ? <Follow procedure="sources.signature" stood={signature} everyMs={1_000} /> : null}
      {(Object.keys(groups) as (keyof typeof groups)[]).map((group) => (
        <Section key={group} title={t(`groups.${group}`)}>
          <SourceTable
            caption={t(`groups.${group}`)}
            rows={rows.filter(({ dataClass }) => groups[group].some((one) => one === categoryOf(dataClass)))}
            runId={run && run.consentId === consent?.id ? run.id : null}
            covered={consent?.dataClasses ?? []}
            mayFetch={mayFetch && !underWay}
          />
        </Section>
      ))}
      {corrections.length > 0 ? <Corrections rows={corrections} /> : null}
      {refused.length > 0 ? <RefusedAnswers rows={refused} /> : null}
    </>
  )
}
