import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { outcomesParams } from '@/components/monitoring/address'
import { OutcomesView } from '@/components/monitoring/outcomes-view'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { ForbiddenState } from '@/components/ui/states'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/bank/monitoring'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('monitoring.own'))('title') }
}

/** The institution's own decisions and loans, by score and by quarter. */
export default async function OwnMonitoringPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const session = await requirePortal('INSTITUTION', path)
  if (!mayOpen(session, 'monitoring.read-own')) return <ForbiddenState />
  const asked = outcomesParams(await searchParams)
  const data = await (await api()).monitoring.own(asked)
  const t = await getTranslations('monitoring.own')
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead', { date: formatDay(data.asOf, await getLocale(), 'prose') })} />
      <OutcomesView path={path} data={data} asked={asked} own />
    </div>
  )
}
