import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { outcomesParams } from '@/components/monitoring/address'
import { LearningSection } from '@/components/monitoring/learning-section'
import { MonitoringFrame } from '@/components/monitoring/monitoring-frame'
import { pathOf } from '@/components/monitoring/monitoring-tabs'
import { OutcomesView } from '@/components/monitoring/outcomes-view'
import { RankingSection } from '@/components/monitoring/ranking-section'
import type { SearchParams } from '@/components/ui/query-href'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = pathOf('outcomes')

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring.views'))('outcomes') }
}

/** What was decided by score, and what became of it. */
export default async function OutcomesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('OPERATOR', path)
  const asked = outcomesParams(await searchParams)
  const data = await (await api()).monitoring.outcomes(asked)
  return (
    <MonitoringFrame current="outcomes" asOf={data.asOf}>
      <OutcomesView path={path} data={data} asked={asked} />
      <RankingSection ranking={data.ranking} onBook={asked.onBook} />
      <LearningSection learnable={data.learnable} mayExport={mayOpen(session, 'monitoring.export')} />
    </MonitoringFrame>
  )
}
