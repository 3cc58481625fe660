import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { formatMonth } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { Icon } from '@/components/ui/icon'
import { formatRate } from '@/components/ui/number-format'
import type { Portrait, Question, QuestionCode } from '@/server/portrait/schema'

/** What the enterprise said to a question, now or of an earlier portrait. */
export type ShownAnswer = { id: string; code: QuestionCode; months: string[]; text: string; byName: string; at: Date }

type Props = Pick<Portrait, 'questions'> & {
  answers?: readonly ShownAnswer[]
  /** Under each question: where the enterprise answers. */
  below?: (question: Question) => ReactNode
}

/** Figures that do not fit together: for the enterprise to explain, with what it said. The score does not know them. */
export function Questions({ questions, answers = [], below }: Props) {
  const t = useTranslations('portrait.questions')
  const names = useTranslations('indicators.questions')
  const text = useQuestionText()
  const earlier = answers.filter(({ code }) => !questions.some((question) => question.code === code))
  return (
    <div className="grid gap-4">
      {questions.length === 0 ? <p className="text-fg-2">{t('none')}</p> : null}
      <ul className="grid gap-4">
        {questions.map((question) => (
          <li key={question.code} className="flex gap-3">
            <Icon name="info" className="mt-0.5 shrink-0 text-info" />
            <div className="grid min-w-0 flex-1 gap-2">
              <p className="font-semibold">{names(`${question.code}.name`)}</p>
              <p className="text-14 text-fg-2">{text(question)}</p>
              <Answers rows={answers.filter(({ code }) => code === question.code)} none={t('unanswered')} />
              {below?.(question)}
            </div>
          </li>
        ))}
      </ul>
      {earlier.length > 0 ? (
        <div className="grid gap-2">
          <p className="font-semibold text-14">{t('earlier')}</p>
          <Answers rows={earlier} none="" named />
        </div>
      ) : null}
    </div>
  )
}

function Answers({ rows, none, named = false }: { rows: readonly ShownAnswer[]; none: string; named?: boolean }) {
  const t = useTranslations('portrait.questions')
  const names = useTranslations('indicators.questions')
  if (rows.length === 0) return none ? <p className="text-13 text-fg-3">{none}</p> : null
  return (
    <ul className="grid gap-2">
      {rows.map((row) => (
        <li key={row.id} className="grid gap-0.5 border-border border-l-2 pl-3 text-14">
          {named ? <p className="text-fg-2">{names(`${row.code}.name`)}</p> : null}
          <p className="whitespace-pre-line break-words">{row.text}</p>
          <p className="flex flex-wrap gap-x-3 text-13 text-fg-3">
            <span>{t('answeredBy', { name: row.byName })}</span>
            <DateText value={row.at} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** A question with its figures, as a sentence. */
function useQuestionText() {
  const names = useTranslations('indicators.questions')
  const locale = useLocale()
  return (question: Question): string => {
    const month = (at: number) => formatMonth(question.months.at(at) ?? '', locale, 'prose')
    const span = { from: month(0), to: month(-1), count: question.months.length }
    if ('burdenRatioBps' in question)
      return names(`${question.code}.text`, { ...span, rate: formatRate(question.burdenRatioBps) })
    if ('factorBps' in question) {
      return names(`${question.code}.text`, {
        ...span,
        factor: formatRate(question.factorBps),
        perHead: formatRate(question.perHeadBps),
      })
    }
    return names(`${question.code}.text`, {
      months: question.windowMonths,
      count: question.months.length,
      sales: formatRate(question.salesGrowthBps),
      electricity: formatRate(question.electricityGrowthBps),
      headcount: formatRate(question.headcountGrowthBps),
    })
  }
}
