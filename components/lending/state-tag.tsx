import { useTranslations } from 'next-intl'
import { StatusTag, type StatusTone } from '@/components/ui/status-tag'
import type { ApplicationFlag, ApplicationState } from '@/server/lending/schema'

const tones: Record<ApplicationState, StatusTone> = {
  SUBMITTED: 'info',
  ACCEPTED: 'info',
  DUE_DILIGENCE: 'info',
  SUPPLEMENT: 'warning',
  IN_APPROVAL: 'info',
  GRANTED: 'success',
  OFFERED: 'info',
  CONTRACTED: 'success',
  PARTLY_DISBURSED: 'success',
  DISBURSED: 'success',
  SETTLED: 'neutral',
  RENEWED: 'neutral',
  DECLINED_INTAKE: 'danger',
  REJECTED: 'danger',
  WITHDRAWN: 'neutral',
  LAPSED: 'neutral',
}

/** The state of an application in a word. */
export function StateTag({ state }: { state: ApplicationState }) {
  const t = useTranslations('lending.states')
  return <StatusTag tone={tones[state]}>{t(state)}</StatusTag>
}

const flagTones: Record<ApplicationFlag, StatusTone> = {
  SUSPENDED: 'danger',
  ESCALATED: 'danger',
  NEEDS_REFRESH: 'warning',
  OFFER_ACCEPTED: 'success',
}

/** What is said of an application beside its state. */
export function FlagTags({ flags }: { flags: readonly ApplicationFlag[] }) {
  const t = useTranslations('lending.flags')
  return flags.map((flag) => (
    <StatusTag key={flag} tone={flagTones[flag]}>
      {t(flag)}
    </StatusTag>
  ))
}
