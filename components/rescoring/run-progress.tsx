import { useLocale, useTranslations } from 'next-intl'
import { formatInstant } from '@/components/ui/date-format'
import { formatCount } from '@/components/ui/number-format'
import { minutesLeft } from '@/server/portrait/domain/card-versions'
import type { ScoringRun } from '@/server/portrait/versions.repository'

type Run = Pick<ScoringRun, 'total' | 'waiting' | 'recent' | 'begunAt' | 'finishedAt'>

/** How far a run over the city has come and how long it still takes, read out as it changes. */
export function RunProgress({ run, now }: { run: Run; now: Date }) {
  const t = useTranslations('rescoring.progress')
  const locale = useLocale()
  if (run.finishedAt) return <p>{t('ended', { at: formatInstant(run.finishedAt, locale), total: formatCount(run.total) })}</p>
  const settled = run.total - run.waiting
  const minutes = minutesLeft(run, now)
  const left = minutes === null ? t('waiting') : minutes < 1 ? t('soon') : t('left', { minutes })
  return (
    <div className="grid max-w-xl gap-2">
      <p role="status" className="font-semibold">
        {t('running', { settled: formatCount(settled), total: formatCount(run.total) })}
      </p>
      <progress
        value={settled}
        max={Math.max(1, run.total)}
        aria-label={t('bar')}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-surface-3 [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-primary"
      />
      <p className="text-14 text-fg-2">{left}</p>
    </div>
  )
}
