import { useTranslations } from 'next-intl'
import { Tabs } from '@/components/ui/tabs'

export const monitoringPath = '/operator/monitoring'
const views = ['stability', 'outcomes', 'indicators', 'fairness'] as const
export type MonitoringView = (typeof views)[number]

export const pathOf = (view: MonitoringView) => (view === 'stability' ? monitoringPath : `${monitoringPath}/${view}`)

/** The pages of monitoring, each with its own address. */
export function MonitoringTabs({ current }: { current: MonitoringView }) {
  const t = useTranslations('monitoring.views')
  return (
    <Tabs label={t('label')} tabs={views.map((view) => ({ href: pathOf(view), label: t(view), current: view === current }))} />
  )
}
