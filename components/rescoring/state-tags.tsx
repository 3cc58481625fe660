import { useTranslations } from 'next-intl'
import { StatusTag, type StatusTone } from '@/components/ui/status-tag'
import type { CandidateState, CardState } from '@/server/portrait/domain/card-versions'

const tones: Record<CandidateState, StatusTone> = {
  ADDED: 'neutral',
  RUNNING: 'info',
  REPORTED: 'info',
  PROPOSED: 'warning',
  PUBLISHED: 'success',
  REJECTED: 'neutral',
}

/** How far a candidate card has come. */
export function CandidateTag({ state }: { state: CandidateState }) {
  const t = useTranslations('rescoring.versions.states')
  return <StatusTag tone={tones[state]}>{t(state)}</StatusTag>
}

/** Whether a card is in force, was, will be, or never was. */
export function CardStateTag({ state }: { state: CardState }) {
  const t = useTranslations('rescoring.versions.states')
  return <StatusTag tone={state === 'NOW' ? 'success' : state === 'AHEAD' ? 'info' : 'neutral'}>{t(state)}</StatusTag>
}
