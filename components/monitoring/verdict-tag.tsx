import { useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import { type Comparison, withinNoise } from '@/server/monitoring/domain/compare-months'

/** How a month compares, in a word; what chance may have done is said to be that. */
export function VerdictTag({ comparison }: { comparison: Comparison }) {
  const t = useTranslations('monitoring.verdicts')
  const { verdict } = comparison
  if (withinNoise(comparison)) return <StatusTag tone="neutral">{t('NOISE')}</StatusTag>
  const tones = { TOO_FEW: 'neutral', STABLE: 'success', SHIFTING: 'info', SHIFTED: 'warning' } as const
  return <StatusTag tone={tones[verdict]}>{t(verdict)}</StatusTag>
}
