import { useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import type { ReportState } from '@/server/report/schema'

const tones = { VALID: 'success', EXPIRED: 'neutral', WITHDRAWN: 'warning' } as const

export function ReportStateTag({ state }: { state: ReportState }) {
  const t = useTranslations('report.states')
  return <StatusTag tone={tones[state]}>{t(state)}</StatusTag>
}
