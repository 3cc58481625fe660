import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/figures'
import { StatusTag } from '@/components/ui/status-tag'
import { isDeadlineKind } from './deadline-kinds'

type Props = {
  kind: string | null
  /** `YYYY-MM-DD`; null while the clock stands still or nothing presses. */
  due: string | null
  /** Working days after today (calendar days for CEILING); negative when overdue. */
  remaining: number | null
  stopped: boolean
  /** Counted through a year whose calendar isn't published. */
  provisional: boolean
  /** On one line, for the bar of a case. */
  inline?: boolean
}

/** Says that a day may still shift, because the calendar of its year isn't published. */
export function ProvisionalTag() {
  const t = useTranslations('bank.time')
  return (
    <span title={t('provisionalNote')} className="rounded-tag border border-warning px-1 text-12 text-warning">
      {t('provisional')}
      <span className="sr-only"> {t('provisionalNote')}</span>
    </span>
  )
}

/** What presses, how long is left, and whether the day may still shift. */
export function TimeLeft({ kind, due, remaining, stopped, provisional, inline }: Props) {
  const t = useTranslations('bank.time')
  const names = useTranslations('lending.deadlines')
  if (stopped) return <StatusTag icon="clock">{t('stopped')}</StatusTag>
  if (!isDeadlineKind(kind) || due === null || remaining === null) return <span className="text-fg-3">--</span>
  const unit = kind === 'CEILING' ? 'days' : 'workingDays'
  const tone = remaining < 0 ? 'danger' : remaining <= 1 ? 'warning' : 'neutral'
  const when = remaining < 0 ? 'overdue' : remaining === 0 ? 'today' : 'left'
  return (
    <span
      className={inline ? 'inline-flex flex-wrap items-center gap-x-2 gap-y-1' : 'inline-grid justify-items-start gap-0.5 py-1'}
    >
      <StatusTag tone={tone} icon={remaining < 0 ? 'triangle-alert' : 'clock'}>
        {t(when, { unit, days: Math.abs(remaining) })}
      </StatusTag>
      <span className="inline-flex flex-wrap items-center gap-1 whitespace-nowrap text-13 text-fg-3">
        {names(kind)} <DateText value={due} />
        {provisional ? <ProvisionalTag /> : null}
      </span>
    </span>
  )
}
