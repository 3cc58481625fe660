import { useLocale, useTranslations } from 'next-intl'
import { Verdict } from '@/components/public/tool-frame'
import { formatDay } from '@/components/ui/date-format'
import { Section } from '@/components/ui/page-header'
import { weekday } from '@/server/kernel/dates'
import type { DeadlineAnswer } from './query'

const weekdayKeys = ['0', '1', '2', '3', '4', '5', '6'] as const

/** The due day, and which days were stepped over or worked otherwise than a plain week would have it. */
export function DueDate({ answer }: { answer: DeadlineAnswer }) {
  const t = useTranslations('tools.deadline')
  const locale = useLocale()
  const named = (day: string) =>
    t('dayNamed', { day: formatDay(day, locale, 'prose'), weekday: t(`weekdays.${weekdayKeys[weekday(day)] ?? '0'}`) })
  return (
    <Section title={t('answer')}>
      <Verdict label={t('due')} value={<time dateTime={answer.due}>{named(answer.due)}</time>}>
        {t('counted', {
          start: formatDay(answer.start, locale, 'prose'),
          workingDays: answer.workingDays,
          calendarDays: answer.calendarDays,
          restDays: answer.restDays,
        })}
      </Verdict>
      {answer.special.length > 0 ? (
        <div className="grid gap-2">
          <h3 className="font-semibold">{t('special')}</h3>
          <ul className="grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
            {answer.special.map(({ date, kind }) => (
              <li key={date} className="flex flex-wrap gap-x-3">
                <span>{named(date)}</span>
                <span className="text-fg-2">{t(`kinds.${kind}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="text-fg-2">{t('nothingSpecial')}</p>
      )}
    </Section>
  )
}
