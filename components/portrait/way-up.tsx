import { useLocale, useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { formatDay } from '@/components/ui/date-format'
import { Disclosure } from '@/components/ui/disclosure'
import { SummaryList } from '@/components/ui/lists'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { WayUp } from '@/server/flows/find-way-up'
import { businessSteps, EFFORT_SINCE, effortOf, type Step } from '@/server/portrait/domain/way-up/levers'
import type { Portrait } from '@/server/portrait/schema'

type Props = { way: WayUp; from: Pick<Portrait, 'score' | 'grade' | 'asOf'>; target: string }

/** The cheapest way to a target: what to do, what it asks, from when it counts; or why there is none. */
export function WayUpResult({ way, from, target }: Props) {
  const t = useTranslations('portrait.wayUp')
  if (way.state === 'NOTHING') {
    return (
      <Banner tone="success" title={t('reached.title')}>
        {t('reached.body')}
      </Banner>
    )
  }
  if (way.state === 'NONE') return <Banner title={t('none.title')}>{t('none.body', way.best)}</Banner>
  return <PathSection way={way} from={from} target={target} />
}

function PathSection({ way, from, target }: { way: Extract<WayUp, { state: 'PATH' }>; from: Props['from']; target: string }) {
  const t = useTranslations('portrait.wayUp')
  const locale = useLocale()
  const { path, ask, proven } = way
  const { score, grade } = path.portrait
  return (
    <Section
      title={target}
      lead={t('path.summary', { count: path.steps.length, effort: path.effort, by: formatDay(path.by, locale, 'prose') })}
    >
      <ol className="grid gap-4">
        {path.steps.map((step, at) => (
          <StepItem key={`${step.kind} ${step.records.join()}`} step={step} number={at + 1} today={from.asOf} />
        ))}
      </ol>
      {proven ? null : <p className="text-14 text-fg-2">{t('path.unproven')}</p>}
      {ask ? (
        <p className="text-14 text-fg-2">
          {t('path.ask', { amount: formatMoney(ask.amountFen, 'yuan', locale), term: ask.termMonths })}
        </p>
      ) : null}
      <SummaryList
        rows={[
          { label: t('path.before'), value: t('path.score', { score: from.score, grade: from.grade }) },
          { label: t('path.after'), value: t('path.score', { score, grade }) },
        ]}
      />
      <Disclosure summary={t('how.title')}>
        <EffortTable />
      </Disclosure>
    </Section>
  )
}

function StepItem({ step, number, today }: { step: Step; number: number; today: string }) {
  const t = useTranslations('portrait.wayUp')
  const locale = useLocale()
  const { kind, effort, on, records, months, amountFen, paceBps } = step
  const words = {
    amount: amountFen === null ? '' : formatMoney(BigInt(amountFen), 'yuan', locale),
    months: months ?? 0,
    records: records.join(locale === 'en' ? ', ' : '、'),
    pace: formatRate(paceBps ?? 0),
  }
  return (
    <li className="grid grid-cols-[2rem_1fr] gap-x-3 border-border border-b pb-4 last:border-b-0 last:pb-0">
      <span className="figures font-semibold text-20 text-fg-3" aria-hidden="true">
        {number}
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p className="break-words">
          {kind === 'SELL_MORE' && !paceBps ? t('steps.SELL_AS_MUCH', words) : t(`steps.${kind}`, words)}
        </p>
        <p className="flex flex-wrap gap-x-4 text-14 text-fg-2">
          <span>{on <= today ? t('path.now') : t('path.from', { on: formatDay(on, locale, 'prose') })}</span>
          <span className="figures">{t('path.effort', { effort })}</span>
        </p>
        {businessSteps.includes(kind) ? <p className="text-14 text-fg-2">{t('path.plan')}</p> : null}
      </div>
    </li>
  )
}

/** What an act counts: said openly, because the order of ways hangs on it. */
function EffortTable() {
  const t = useTranslations('portrait.wayUp.how')
  const locale = useLocale()
  const rows = [
    ['month', effortOf.MONTH],
    ['pay', effortOf.PAY],
    ['ask', effortOf.CHANGE_ASK],
    ['repair', effortOf.REPAIR],
    ['leave', effortOf.LEAVE_LIST],
    ['settle', effortOf.SETTLE],
    ['perform', effortOf.PERFORM],
    ['sell', effortOf.SELL_MONTH],
    ['faster', effortOf.SELL_TWENTIETH],
    ['register', effortOf.REGISTER],
    ['invent', effortOf.INVENT],
  ] as const
  return (
    <div className="grid gap-3 text-14">
      <p>{t('body', { since: formatDay(EFFORT_SINCE, locale, 'prose') })}</p>
      <SummaryList rows={rows.map(([name, count]) => ({ label: t(name), value: t('units', { count }) }))} />
      <p className="text-fg-2">{t('method')}</p>
    </div>
  )
}
