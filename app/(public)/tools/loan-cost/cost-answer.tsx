import { useLocale, useTranslations } from 'next-intl'
import { Verdict } from '@/components/public/tool-frame'
import { DataTable } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { formatMoney, formatRate } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import type { LoanCost } from '@/server/kernel/loan/annual-cost'
import { decimalText } from '@/server/kernel/number-text'
import type { LoanAnswer } from './query'

/** A fraction from the internal rate, for the screen only: 0.050833 is 5.08%. */
const percent = (fraction: number) => `${decimalText(BigInt(Math.round(fraction * 1e6)), 10_000n, 2)}%`

const paymentOf = ({ principalFen, interestFen }: LoanCost['schedule'][number]) => principalFen + interestFen

/** Payments that are all shown; a longer schedule scrolls within its own frame. */
const LONG = 24

/** What a loan costs: the all-in cost first, the four methods beside each other, then every payment. */
export function CostAnswer({ answer }: { answer: LoanAnswer }) {
  return (
    <>
      <Costs answer={answer} />
      <Compared answer={answer} />
      <Schedule answer={answer} />
    </>
  )
}

function Costs({ answer: { terms, feesFen, cost } }: { answer: LoanAnswer }) {
  const t = useTranslations('tools.loanCost')
  const locale = useLocale()
  const first = cost.schedule[0]
  const paid = cost.schedule.reduce((sum, row) => sum + paymentOf(row), 0n)
  return (
    <Section title={t('answer')}>
      <Verdict label={t('allIn')} value={percent(cost.annualCostSimple)}>
        {t('allInMeans', {
          rate: formatRate(terms.annualRateBps),
          net: formatMoney(terms.principalFen - feesFen, 'yuan', locale),
          compound: percent(cost.annualCostCompound),
        })}
      </Verdict>
      <SummaryList
        rows={[
          {
            label: first && cost.schedule.length === 1 ? t('onlyPayment') : t('firstPayment'),
            value: first ? <Money fen={paymentOf(first)} /> : null,
          },
          { label: t('totalInterest'), value: <Money fen={cost.totalInterestFen} /> },
          { label: t('fees'), value: <Money fen={feesFen} /> },
          { label: t('totalPaid'), value: <Money fen={paid + feesFen} /> },
        ]}
      />
    </Section>
  )
}

function Compared({ answer: { terms, compared } }: { answer: LoanAnswer }) {
  const t = useTranslations('tools.loanCost')
  const methods = useTranslations('lending.methods')
  return (
    <Section title={t('compared')} lead={t('comparedLead')}>
      <DataTable
        caption={t('compared')}
        captionHidden
        rows={compared}
        rowKey={([method]) => method}
        columns={[
          {
            key: 'method',
            header: t('method'),
            cell: ([method]) => (
              <span className={`block min-w-28 ${method === terms.method ? 'font-semibold' : ''}`}>
                {method === terms.method ? t('chosen', { method: methods(method) }) : methods(method)}
              </span>
            ),
          },
          {
            key: 'interest',
            header: t('totalInterestYuan'),
            kind: 'figure',
            cell: ([, { totalInterestFen }]) => <Money fen={totalInterestFen} bare />,
          },
          {
            key: 'highest',
            header: t('highestPaymentYuan'),
            kind: 'figure',
            cell: ([, { schedule }]) => <Money fen={schedule.map(paymentOf).reduce((a, b) => (a > b ? a : b), 0n)} bare />,
          },
          { key: 'simple', header: t('simple'), kind: 'figure', cell: ([, cost]) => percent(cost.annualCostSimple) },
          { key: 'compound', header: t('compound'), kind: 'figure', cell: ([, cost]) => percent(cost.annualCostCompound) },
        ]}
        empty={null}
      />
    </Section>
  )
}

function Schedule({ answer: { terms, cost } }: { answer: LoanAnswer }) {
  const t = useTranslations('tools.loanCost')
  const dated = terms.startDate !== undefined
  return (
    <Section title={t('schedule')} lead={t('scheduleLead')}>
      <DataTable
        caption={t('scheduleYuan')}
        rows={cost.schedule}
        rowKey={({ period }) => String(period)}
        tall={cost.schedule.length > LONG}
        columns={[
          { key: 'period', header: t('period'), cell: ({ period }) => <span className="figures">{period}</span> },
          ...(dated
            ? [{ key: 'due', header: t('due'), cell: (row: LoanCost['schedule'][number]) => <DateText value={row.dueDate} /> }]
            : []),
          { key: 'payment', header: t('payment'), kind: 'figure', cell: (row) => <Money fen={paymentOf(row)} bare /> },
          { key: 'principal', header: t('principal'), kind: 'figure', cell: (row) => <Money fen={row.principalFen} bare /> },
          { key: 'interest', header: t('interest'), kind: 'figure', cell: (row) => <Money fen={row.interestFen} bare /> },
          { key: 'balance', header: t('balance'), kind: 'figure', cell: (row) => <Money fen={row.balanceFen} bare /> },
        ]}
        empty={null}
      />
    </Section>
  )
}
