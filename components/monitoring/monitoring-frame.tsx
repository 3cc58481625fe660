import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader } from '@/components/ui/page-header'
import { MonitoringTabs, type MonitoringView } from './monitoring-tabs'

/** What the pages of monitoring share: what they are for, up to which day, and the ways between them. */
export async function MonitoringFrame({
  current,
  asOf,
  children,
}: {
  current: MonitoringView
  asOf: string
  children: ReactNode
}) {
  const t = await getTranslations('monitoring')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead', { date: formatDay(asOf, await getLocale(), 'prose') })} />
      <MonitoringTabs current={current} />
      {children}
    </>
  )
}
