import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { formatInstant } from '@/components/ui/date-format'
import { Icon } from '@/components/ui/icon'

export type PullState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'REFUSED' | 'STOPPED'
export type ShownRun = {
  requestedAt: Date
  finishedAt: Date | null
  portraitId: string | null
  tasks: readonly { state: PullState }[]
}

const ended: readonly PullState[] = ['DONE', 'FAILED', 'REFUSED', 'STOPPED']

/** Whether a page should go on asking: sources are open, or all have ended and the portrait is being drawn. */
export function isUnderWay(run: ShownRun | null, now: Date): boolean {
  if (!run) return false
  if (run.finishedAt === null) return true
  const brought = run.tasks.some(({ state }) => state === 'DONE')
  const isStopped = run.tasks.some(({ state }) => state === 'STOPPED')
  return brought && !isStopped && run.portraitId === null && now.getTime() - run.finishedAt.getTime() < 60_000
}

/** How the latest fetch stands, in words, read out as it changes. */
export function PullProgress({ run, underWay }: { run: ShownRun; underWay: boolean }) {
  const t = useTranslations('sources.progress')
  const locale = useLocale()
  const total = run.tasks.length
  const done = run.tasks.filter(({ state }) => ended.includes(state)).length
  const missing = run.tasks.filter(({ state }) => state === 'FAILED' || state === 'REFUSED').length
  const at = t('at', { at: formatInstant(run.requestedAt, locale) })
  if (underWay) {
    return (
      <div className="grid gap-2 rounded-card border-info border-l-4 bg-info-subtle p-4">
        <p role="status" className="flex items-center gap-2 font-semibold">
          <Icon name="refresh-cw" className="text-info" />
          {done < total ? t('running', { done, total }) : t('building')}
        </p>
        <progress
          value={done}
          max={total}
          aria-label={t('bar')}
          className="h-2 w-full appearance-none overflow-hidden rounded-full bg-surface-3 [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-primary"
        />
        <p className="text-14 text-fg-2">{at}</p>
      </div>
    )
  }
  if (run.tasks.some(({ state }) => state === 'STOPPED')) return <Banner title={t('stopped')}>{at}</Banner>
  if (missing === total) {
    return (
      <Banner tone="warning" title={t('nothing')}>
        <p>{t('nothingBody')}</p>
        <p>{at}</p>
      </Banner>
    )
  }
  return (
    <Banner
      tone={missing > 0 ? 'warning' : 'success'}
      title={missing > 0 ? t('partial', { missing }) : t('ready')}
      actions={<LinkButton href="/sme/portrait">{t('open')}</LinkButton>}
    >
      {missing > 0 ? <p>{t('partialBody')}</p> : null}
      <p>{at}</p>
    </Banner>
  )
}
