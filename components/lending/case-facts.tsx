import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { SummaryList } from '@/components/ui/lists'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { StatusTag } from '@/components/ui/status-tag'
import { countyOf } from '@/server/kernel/areas'
import { parseIndustry } from '@/server/kernel/industry'
import { LoanPurpose, RepaymentMethod } from '@/server/lending/schema'
import type { Case } from './case'
import { ProvisionalTag } from './time-left'

/** The name of an industry's code in the reader's language, else the code. */
function industryName(code: string, english: boolean): string {
  const parsed = parseIndustry(code)
  if (!parsed.ok) return code
  const { division, section } = parsed.value
  const named = division ?? section
  return english ? `${named.en} (${code})` : `${named.zh}（${code}）`
}

/** What the enterprise asks for and declared. */
export function CaseFacts({ application }: { application: Case }) {
  const t = useTranslations('bank.review.facts')
  const names = useTranslations('lending')
  const english = useLocale() === 'en'
  const county = countyOf(application.countyCode)
  const { purposeDetail } = application
  const purpose = names(`purposes.${LoanPurpose.parse(application.purpose)}`)
  return (
    <Section title={t('title')}>
      <SummaryList
        rows={[
          { label: t('purpose'), value: purposeDetail ? `${purpose} · ${purposeDetail}` : purpose },
          { label: t('term'), value: t('months', { months: application.termMonths }) },
          { label: t('method'), value: names(`methods.${RepaymentMethod.parse(application.method)}`) },
          { label: t('loanHistory'), value: application.hasLoanHistory ? t('hasHistory') : t('firstLoan') },
          { label: t('creditCode'), value: <span className="figures">{application.creditCode}</span> },
          { label: t('county'), value: (english ? county?.en : county?.zh) ?? application.countyCode },
          { label: t('industry'), value: industryName(application.industry, english) },
          { label: t('commitment'), value: <DateText value={application.commitmentSignedAt} /> },
          { label: t('officer'), value: application.officerName ?? t('nobody') },
        ]}
      />
    </Section>
  )
}

/** Debts elsewhere, as the enterprise declared them. */
export function CaseDebts({ application }: { application: Case }) {
  const t = useTranslations('bank.review.debts')
  const locale = useLocale()
  const total = application.debts.reduce((sum, { balanceFen }) => sum + balanceFen, 0n)
  return (
    <Section title={t('title')} lead={t('lead')}>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'lender', header: t('lender'), cell: ({ lender }) => lender },
          {
            key: 'balance',
            header: t('balance', { unit: moneyUnitLabel('wan', locale) }),
            kind: 'figure',
            cell: ({ balanceFen }) => <Money fen={balanceFen} unit="wan" bare />,
          },
          { key: 'ends', header: t('ends'), cell: ({ endsOn }) => <DateText value={endsOn} /> },
        ]}
        rows={application.debts}
        rowKey={({ lender, endsOn, balanceFen }) => `${lender}${endsOn}${balanceFen}`}
        totals={application.debts.length > 1 ? [t('total'), <Money key="total" fen={total} unit="wan" bare />, ''] : undefined}
        empty={<p>{t('none')}</p>}
      />
    </Section>
  )
}

const tones = {
  RUNNING: 'neutral',
  STOPPED: 'neutral',
  MET: 'success',
  MISSED: 'warning',
  OVERDUE: 'danger',
  VOID: 'neutral',
} as const

/** The four deadlines, and the working days taken and stood still. */
export function CaseTimes({ application }: { application: Case }) {
  const t = useTranslations('bank.review.times')
  const names = useTranslations('lending')
  const { deadlines, taken } = application
  return (
    <Section title={t('title')} lead={t('taken', { counted: taken.counted, stopped: taken.stopped })}>
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          { key: 'kind', header: t('kind'), cell: ({ kind }) => names(`deadlines.${kind}`) },
          {
            key: 'due',
            header: t('due'),
            cell: ({ due, provisional }) => (
              <span className="inline-flex flex-wrap items-center gap-1">
                <DateText value={due} />
                {provisional && due ? <ProvisionalTag /> : null}
              </span>
            ),
          },
          {
            key: 'state',
            header: t('state'),
            cell: ({ state }) => <StatusTag tone={tones[state]}>{names(`deadlineStates.${state}`)}</StatusTag>,
          },
        ]}
        rows={deadlines}
        rowKey={({ kind }) => kind}
        empty={null}
      />
    </Section>
  )
}
