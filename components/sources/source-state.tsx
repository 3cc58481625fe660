import { useLocale, useTranslations } from 'next-intl'
import { formatInstant } from '@/components/ui/date-format'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'
import { platformPhone } from '@/server/consent/domain/platform-phone'
import type { ShareMode } from '@/server/sources/domain/catalogue'
import { partsOfReason } from '@/server/sources/domain/refusals'
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

/** Why a source brought nothing, and what the reader can do about it. `provider`: who answers for the records, in the reader's language. */
export function FailureAdvice({ failure, provider }: { failure: string; provider: string }) {
  const t = useTranslations('sources')
  const what = storedWords(useTranslations('sources.failures'))
  const advice = storedWords(useTranslations('sources.advice'))
  const { code } = partsOfReason(failure)
  return (
    <>
      <span className="block text-13 text-fg">{what.has(code) ? what(code) : t('otherReason')}</span>
      {advice.has(code) ? (
        <span className="block text-13 text-fg-2">{advice(code, { provider, phone: platformPhone })}</span>
      ) : null}
    </>
  )
}

type Props = {
  task: ShownTask
  covered: boolean
  landed: boolean
  share: ShareMode
  provider: string
  /** When the newest records on file came; null while there are none. */
  receivedAt: Date | null
}

/** What a fetch that brought nothing means for the portrait. */
function Effect({ receivedAt }: Pick<Props, 'receivedAt'>) {
  const t = useTranslations('sources.effect')
  const locale = useLocale()
  return (
    <span className="block text-13 text-fg-2">
      {receivedAt ? t('kept', { at: formatInstant(receivedAt, locale) }) : t('absent')}
    </span>
  )
}

/** How the last fetch of a class went, why, and what to do. */
export function SourceState({ task, covered, landed, share, provider, receivedAt }: Props) {
  const t = useTranslations('sources')
  const hasSnapshot = receivedAt !== null
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
    <div className={`grid max-w-80 justify-items-start gap-0.5 py-1 ${task.failure ? 'min-w-44 lg:min-w-72' : 'min-w-44'}`}>
      <StatusTag {...looks[task.state]}>{t(`states.${task.state}`)}</StatusTag>
      {task.failure && task.state !== 'DONE' ? <FailureAdvice failure={task.failure} provider={provider} /> : null}
      {task.state === 'FAILED' || task.state === 'REFUSED' ? <Effect receivedAt={receivedAt} /> : null}
      {waitsAgain || (task.state === 'RUNNING' && task.attempts > 1) ? (
        <span className="text-13 text-fg-3">{waitsAgain ? t('autoRetry') : t('attempt', { count: task.attempts })}</span>
      ) : null}
    </div>
  )
}
