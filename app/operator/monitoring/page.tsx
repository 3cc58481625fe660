import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { monthsParams } from '@/components/monitoring/address'
import { MonitoringFrame } from '@/components/monitoring/monitoring-frame'
import { monitoringPath } from '@/components/monitoring/monitoring-tabs'
import { MonthFilter } from '@/components/monitoring/month-filter'
import { StabilityView } from '@/components/monitoring/stability-view'
import type { SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring'))('title') }
}

/** Whether the score still sees the firms that it was made for. */
export default async function StabilityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('OPERATOR', monitoringPath)
  const { asOf, months, pair } = await (await api()).monitoring.stability(monthsParams(await searchParams))
  const t = await getTranslations('monitoring')
  return (
    <MonitoringFrame current="stability" asOf={asOf}>
      {pair ? (
        <>
          <MonthFilter path={monitoringPath} months={months} month={pair.month} reference={pair.reference} />
          <StabilityView months={months} pair={pair} />
        </>
      ) : (
        <EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>
      )}
    </MonitoringFrame>
  )
}
