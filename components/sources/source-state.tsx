import { useTranslations } from 'next-intl'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'
import type { ShareMode } from '@/server/sources/domain/catalogue'
import type { PullState } from './pull-progress'

export type ShownTask = { state: PullState; attempts: number; failure: string | null } | null

const looks = {
  QUEUED: { tone: 'neutral', icon: 'clock' },
  RUNNING: { tone: 'info', icon: 'refresh-cw' },
  DONE: { tone: 'success', icon: 'check' },
  FAILED: { tone: 'warning', icon: 'triangle-alert' },
  REFUSED: { tone: 'danger', icon: 'shield-x' },
  STOPPED: { tone: 'neutral', icon: 'minus' },
} as const

/** The code of a stored reason; the operator's detail stands behind it. */
export const codeOf = (reason: string) => reason.split(':')[0] ?? reason

/** Why a source brought nothing, and what the reader can do about it. */
export function FailureAdvice({ failure }: { failure: string }) {
  const what = storedWords(useTranslations('sources.failures'))
  const advice = storedWords(useTranslations('sources.advice'))
  const code = codeOf(failure)
  return (
    <>
      <span className="block text-13 text-fg">{what.has(code) ? what(code) : code}</span>
      {advice.has(code) ? <span className="block text-13 text-fg-2">{advice(code)}</span> : null}
    </>
  )
}

type Props = { task: ShownTask; covered: boolean; landed: boolean; share: ShareMode; hasSnapshot: boolean }

/** How the last fetch of a class went, why, and what to do. */
export function SourceState({ task, covered, landed, share, hasSnapshot }: Props) {
  const t = useTranslations('sources')
  if (!task) {
    return (
      <div className="grid min-w-44 max-w-72 justify-items-start gap-0.5 py-1">
        <StatusTag tone={hasSnapshot ? 'success' : 'neutral'} icon={hasSnapshot ? 'check' : 'circle-dashed'}>
          {hasSnapshot ? t('states.DONE') : covered ? t('states.IDLE') : t('states.NOT_ASKED')}
        </StatusTag>
        {share === 'VERIFY' && covered ? <span className="text-13 text-fg-2">{t('verifyHint')}</span> : null}
        {landed && !hasSnapshot ? <span className="text-13 text-fg-2">{covered ? t('landedReady') : t('landed')}</span> : null}
      </div>
    )
  }
  const waitsAgain = task.state === 'QUEUED' && task.failure
  return (
    <div className="grid min-w-44 max-w-72 justify-items-start gap-0.5 py-1">
      <StatusTag {...looks[task.state]}>{t(`states.${task.state}`)}</StatusTag>
      {task.failure && task.state !== 'DONE' ? <FailureAdvice failure={task.failure} /> : null}
      {waitsAgain || (task.state === 'RUNNING' && task.attempts > 1) ? (
        <span className="text-13 text-fg-3">{waitsAgain ? t('autoRetry') : t('attempt', { count: task.attempts })}</span>
      ) : null}
    </div>
  )
}
