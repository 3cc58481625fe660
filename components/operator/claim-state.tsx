import { useTranslations } from 'next-intl'
import { StatusTag, type StatusTone } from '@/components/ui/status-tag'
import type { ClaimState } from '@/server/identity/schema'

const tones: Record<ClaimState, StatusTone> = {
  CHALLENGED: 'info',
  CONFIRMED: 'success',
  DISPUTED: 'warning',
  REJECTED: 'danger',
  EXPIRED: 'neutral',
}

export function ClaimStateTag({ state }: { state: ClaimState }) {
  const t = useTranslations('operator.claims.states')
  return <StatusTag tone={tones[state]}>{t(state)}</StatusTag>
}
