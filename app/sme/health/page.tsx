import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { HealthPeers, HealthPoints, HealthTrends } from '@/components/portrait/health-parts'
import { HealthSigns } from '@/components/portrait/health-signs'
import { MonthlyCharts } from '@/components/portrait/monthly-charts'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState, StaleNotice } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('report.health'))('title') })

const read = async () => (await api()).portrait.health()
type Shown = NonNullable<Awaited<ReturnType<typeof read>>>

/** Early signs, strengths, weaknesses and trends of the current portrait, each by a stated rule. */
export default async function HealthPage() {
  await requirePortal('ENTERPRISE', '/sme/health')
  const found = await read()
  const t = await getTranslations('report.health')
  const toReport =
    found && !found.portrait.staleSince ? (
      <LinkButton href="/sme/reports/new" variant="primary">
        {t('toReport')}
      </LinkButton>
    ) : null
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={toReport} />
      {found ? (
        <>
          <Reservations {...found} />
          <Signs {...found} />
          <Points {...found} />
          <Section title={t('trends.title')} lead={t('trends.lead')}>
            <HealthTrends trends={found.check.trends} />
            <MonthlyCharts
              portrait={found.portrait.body}
              csvHref="/sme/portrait/months"
              only={['salesFen', 'headcount', 'kwh']}
            />
          </Section>
          <Section title={t('peers.title')} lead={t('peers.lead')}>
            <HealthPeers peers={found.peers} />
          </Section>
        </>
      ) : (
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
      )}
    </>
  )
}

const unknownOf = ({ signs }: Shown['check']) => signs.filter(({ state }) => state === 'UNKNOWN')

/** What keeps the check from being of today, or whole. */
async function Reservations({ check, portrait }: Shown) {
  const [t, classes] = [await getTranslations('report.health'), await getTranslations('indicators.dataClasses')]
  const isEnglish = (await getLocale()) === 'en'
  const unknown = unknownOf(check)
  const lacking = [...new Set(unknown.flatMap((sign) => sign.lacking))].map((one) => classes(one))
  return (
    <>
      {portrait.staleSince ? (
        <StaleNotice
          asOf={portrait.createdAt}
          actions={
            <LinkButton href="/sme/data" variant="secondary">
              {t('stale.action')}
            </LinkButton>
          }
        >
          {t('stale.title')}
          {isEnglish ? '. ' : '。'}
          {t('stale.body')}
        </StaleNotice>
      ) : null}
      {unknown.length > 0 ? (
        <Banner
          title={t('partial.title', { count: unknown.length })}
          actions={<LinkButton href="/sme/data">{t('partial.action')}</LinkButton>}
        >
          {t('partial.body', { classes: lacking.join(isEnglish ? ', ' : '、') })}
        </Banner>
      ) : null}
    </>
  )
}

async function Signs({ check }: Shown) {
  const [t, locale] = [await getTranslations('report.health'), await getLocale()]
  const fired = (weight: 'ACT' | 'WATCH') => check.signs.filter((sign) => sign.state === 'FIRED' && sign.weight === weight).length
  const [act, watch, total] = [fired('ACT'), fired('WATCH'), check.signs.length]
  const looked = t('summary.looked', { looked: total - unknownOf(check).length, total })
  return (
    <Section
      title={t('signs.title')}
      lead={`${formatDay(check.asOf, locale, 'prose')} · ${looked} · ${t('summary.rules', { version: check.rules })}`}
    >
      <div className="flex flex-wrap gap-3">
        {act > 0 ? <StatusTag tone="warning">{t('summary.act', { count: act })}</StatusTag> : null}
        {watch > 0 ? (
          <StatusTag tone="warning" icon="clock">
            {t('summary.watch', { count: watch })}
          </StatusTag>
        ) : null}
        {act + watch === 0 ? <StatusTag tone="success">{t('summary.clear')}</StatusTag> : null}
      </div>
      <HealthSigns check={check} />
    </Section>
  )
}

async function Points({ check, portrait }: Shown) {
  const t = await getTranslations('report.health')
  const { score, grade } = portrait.body
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Section title={t('points.strengths')} lead={t('portrait', { score, grade })}>
        <HealthPoints points={check.strengths} none={t('points.noStrengths')} />
      </Section>
      <Section
        title={t('points.weaknesses')}
        lead={t('portrait', { score, grade })}
        actions={<LinkButton href="/sme/portrait/way-up">{t('wayUp')}</LinkButton>}
      >
        <HealthPoints points={check.weaknesses} none={t('points.noWeaknesses')} />
      </Section>
    </div>
  )
}
