import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { monthsParams } from '@/components/monitoring/address'
import { DriftTable } from '@/components/monitoring/drift-table'
import { MonitoringFrame } from '@/components/monitoring/monitoring-frame'
import { pathOf } from '@/components/monitoring/monitoring-tabs'
import { MonthFilter } from '@/components/monitoring/month-filter'
import { WorstDrift } from '@/components/monitoring/worst-drift'
import { LinkButton } from '@/components/ui/button'
import { formatMonth } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = pathOf('indicators')

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring.views'))('indicators') }
}

/** Which indicators have moved since the reference month, and how. */
export default async function IndicatorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', path)
  const { asOf, months, pair, rows } = await (await api()).monitoring.indicators(monthsParams(await searchParams))
  const [t, locale] = [await getTranslations('monitoring'), await getLocale()]
  if (!pair)
    return (
      <MonitoringFrame current="indicators" asOf={asOf}>
        <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
      </MonitoringFrame>
    )
  const [month, reference] = [formatMonth(pair.month, locale, 'prose'), formatMonth(pair.reference, locale, 'prose')]
  const csv = queryHref('/api/exports/monitoring', { month: pair.month, reference: pair.reference }, { table: 'indicators' })
  return (
    <MonitoringFrame current="indicators" asOf={asOf}>
      <MonthFilter path={path} months={months} month={pair.month} reference={pair.reference} />
      <Section
        title={t('indicators.worst')}
        lead={pair.cards.length > 1 ? t('cardsDiffer', { cards: pair.cards.join(t('listSeparator')) }) : undefined}
      >
        <WorstDrift rows={rows} />
      </Section>
      <Section
        title={t('indicators.table')}
        lead={t('indicators.leadTable', { month, reference })}
        actions={
          <LinkButton href={csv} prefetch={false}>
            {t('indicators.export')}
          </LinkButton>
        }
      >
        <DriftTable rows={rows} month={formatMonth(pair.month, locale)} reference={formatMonth(pair.reference, locale)} />
      </Section>
    </MonitoringFrame>
  )
}
