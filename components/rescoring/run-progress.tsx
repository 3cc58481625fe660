import { useLocale, useTranslations } from 'next-intl'
import { formatInstant } from '@/components/ui/date-format'
import { formatCount } from '@/components/ui/number-format'
import { minutesLeft } from '@/server/portrait/domain/card-versions'
import type { ScoringRun } from '@/server/portrait/versions.repository'

type Run = Pick<ScoringRun, 'total' | 'waiting' | 'recent' | 'retrying' | 'drawingSince' | 'finishedAt'>
type Stepped = Run & Pick<ScoringRun, 'unscored' | 'scored' | 'moved' | 'recentlyScored' | 'scoringSince'>
type Pace = Parameters<typeof minutesLeft>[0]

/** How far a step has come and how long it still takes, read out as it changes. */
function Progress({ total, pace, now, label }: { total: number; pace: Pace; now: Date; label: string }) {
  const t = useTranslations('rescoring.progress')
  const settled = total - pace.waiting
  const minutes = minutesLeft(pace, now)
  const left = minutes === null ? t('waiting') : minutes < 1 ? t('soon') : t('left', { minutes })
  return (
    <div className="grid max-w-xl gap-2">
      <p role="status" className="font-semibold">
        {t('running', { settled: formatCount(settled), total: formatCount(total) })}
      </p>
      <progress
        value={settled}
        max={Math.max(1, total)}
        aria-label={label}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-surface-3 [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-surface-3 [&::-webkit-progress-value]:bg-primary"
      />
      <p className="text-14 text-fg-2">{left}</p>
    </div>
  )
}

/** How far a run over the city has come. */
export function RunProgress({ run, now }: { run: Run; now: Date }) {
  const t = useTranslations('rescoring.progress')
  const locale = useLocale()
  if (run.finishedAt) return <p>{t('ended', { at: formatInstant(run.finishedAt, locale), total: formatCount(run.total) })}</p>
  return (
    <div className="grid gap-2">
      <Progress total={run.total} pace={{ ...run, since: run.drawingSince }} now={now} label={t('bar')} />
      {run.retrying > 0 ? <p className="text-14 text-fg-2">{t('retrying', { firms: run.retrying })}</p> : null}
    </div>
  )
}

function ScoringStep({ run, now }: { run: Stepped; now: Date }) {
  const t = useTranslations('rescoring.steps')
  const pace = { waiting: run.unscored, recent: run.recentlyScored, since: run.scoringSince }
  if (run.unscored > 0) return <Progress total={run.total} pace={pace} now={now} label={t('score')} />
  return <p role="status">{t('scored', { scored: formatCount(run.scored), moved: formatCount(run.moved) })}</p>
}

/**
 * A run that draws the city anew, step by step: first everybody's score, then the portraits. A run that draws without scoring
 * first (its card reads what is not packed) shows the second alone.
 */
export function RunSteps({ run, now }: { run: Stepped; now: Date }) {
  const t = useTranslations('rescoring.steps')
  const isScored = run.unscored === 0
  const isDrawing = run.waiting < run.total
  if (isDrawing && !isScored) return <RunProgress run={run} now={now} />
  return (
    <ol className="grid gap-4">
      <li className="grid gap-2">
        <h3 className="font-semibold">{t('score')}</h3>
        <ScoringStep run={run} now={now} />
      </li>
      <li className="grid gap-2">
        <h3 className="font-semibold">{t('draw')}</h3>
        {isScored ? <RunProgress run={run} now={now} /> : <p className="text-14 text-fg-2">{t('drawAfter')}</p>}
      </li>
    </ol>
  )
}
