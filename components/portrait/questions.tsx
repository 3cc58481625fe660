import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import { formatRate } from '@/components/ui/number-format'
import type { Portrait } from '@/server/portrait/schema'

/** Figures that do not fit together: for a person to ask about. The score does not know them. */
export function Questions({ questions }: Pick<Portrait, 'questions'>) {
  const t = useTranslations('portrait.questions')
  const names = useTranslations('indicators.questions')
  if (questions.length === 0) return <p className="text-fg-2">{t('none')}</p>
  return (
    <ul className="grid gap-4">
      {questions.map((question) => (
        <li key={question.code} className="flex gap-3">
          <Icon name="info" className="mt-0.5 text-info" />
          <div className="grid gap-1">
            <p className="font-semibold">{names(`${question.code}.name`)}</p>
            <p className="text-14 text-fg-2">
              {names(`${question.code}.text`, {
                months: question.windowMonths,
                count: question.months.length,
                sales: formatRate(question.salesGrowthBps),
                electricity: formatRate(question.electricityGrowthBps),
                headcount: formatRate(question.headcountGrowthBps),
              })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
