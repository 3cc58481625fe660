import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useCatalogueText } from '@/components/catalogue/catalogue-text'
import { DataTable } from '@/components/ui/data-table'
import { formatInstant } from '@/components/ui/date-format'
import { DateText, Money, Stat, StatRow } from '@/components/ui/figures'
import { formatMoney, formatRate, moneyUnitLabel } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { type ApplicationState, RepaymentMethod } from '@/server/lending/schema'
import { ApplicationStateTag } from './application-tables'
import type { OwnApplication } from './own-application'

type Named = { name: string; nameEn: string }
type Loan = {
  id: string
  number: string
  product: Named
  institution: Named
  state: ApplicationState
  grantedFen: bigint | null
  disbursedFen: bigint
  outstandingFen: bigint
}

/** Loans under contract; granted, disbursed and outstanding apart. */
export function LoanTable({ loans }: { loans: readonly Loan[] }) {
  const t = useTranslations('apply.loans')
  const locale = useLocale()
  const text = useCatalogueText()
  const card = useTranslations('matching.card')
  const unit = moneyUnitLabel('wan', locale)
  const figure = (key: string, label: string, of: (loan: Loan) => bigint | null) => ({
    key,
    header: card('withUnit', { label, unit }),
    kind: 'figure' as const,
    cell: (loan: Loan) => <Money fen={of(loan)} unit="wan" bare />,
  })
  return (
    <DataTable
      caption={t('asOf', { at: formatInstant(new Date(), locale) })}
      empty={null}
      rows={loans}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'product',
          header: t('product'),
          cell: (loan) => (
            <Link href={`/sme/loans/${loan.id}`} className="text-link underline-offset-4 hover:underline">
              {text.own(loan.product)}
              <span className="block text-14 text-fg-3">{text.own(loan.institution)}</span>
            </Link>
          ),
        },
        { key: 'state', header: t('state'), cell: ({ state }) => <ApplicationStateTag state={state} /> },
        figure('granted', t('granted'), ({ grantedFen }) => grantedFen),
        figure('disbursed', t('disbursed'), ({ disbursedFen }) => disbursedFen),
        figure('balance', t('balance'), ({ outstandingFen }) => outstandingFen),
      ]}
    />
  )
}

/** The loan in three figures that are never mixed, and its terms. */
export function LoanFigures({ application, asOf }: { application: OwnApplication; asOf: Date }) {
  const t = useTranslations('apply.loans')
  const locale = useLocale()
  const text = useCatalogueText()
  const note = t('asOf', { at: formatInstant(asOf, locale) })
  const method = RepaymentMethod.safeParse(application.offer?.method ?? application.grantedMethod)
  const terms = [
    ...(application.rateBps === null ? [] : [`${t('rate')} ${formatRate(application.offer?.rateBps ?? application.rateBps)}`]),
    ...(application.grantedTermMonths === null
      ? []
      : [`${t('term')} ${text.termOf(application.offer?.termMonths ?? application.grantedTermMonths)}`]),
    ...(method.success ? [`${t('method')} ${text.method(method.data)}`] : []),
  ]
  return (
    <>
      <p className="flex flex-wrap gap-x-6 text-fg-2">
        {terms.map((term) => (
          <span key={term}>{term}</span>
        ))}
      </p>
      <StatRow>
        <Stat label={t('granted')} value={formatMoney(application.grantedFen, 'yuan', locale)} note={note} />
        <Stat label={t('disbursed')} value={formatMoney(application.disbursedFen, 'yuan', locale)} note={note} />
        <Stat label={t('balance')} value={formatMoney(application.outstandingFen, 'yuan', locale)} note={note} />
      </StatRow>
    </>
  )
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10)

/** Cash out as the bank reported it; a reversal is a row of its own. */
export function ReportedDisbursements({ rows }: { rows: OwnApplication['disbursements'] }) {
  const t = useTranslations('apply.loans')
  const card = useTranslations('matching.card')
  const unit = moneyUnitLabel('yuan', useLocale())
  return (
    <DataTable
      caption={t('disbursements')}
      captionHidden
      empty={<EmptyState title={t('noDisbursements')} />}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'day', header: t('day'), cell: ({ disbursedOn }) => <DateText value={dayOf(disbursedOn)} /> },
        { key: 'kind', header: t('kind'), cell: ({ reversesId }) => (reversesId ? t('reversal') : t('report')) },
        {
          key: 'amount',
          header: card('withUnit', { label: t('amount'), unit }),
          kind: 'figure',
          cell: ({ amountFen }) => <Money fen={amountFen} bare />,
        },
      ]}
      totals={[t('total'), '', <Money key="total" fen={rows.reduce((sum, row) => sum + row.amountFen, 0n)} bare />]}
    />
  )
}

export function ReportedRepayments({ rows }: { rows: OwnApplication['repayments'] }) {
  const t = useTranslations('apply.loans')
  const card = useTranslations('matching.card')
  const unit = moneyUnitLabel('yuan', useLocale())
  const sum = (of: (row: OwnApplication['repayments'][number]) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
  return (
    <DataTable
      caption={t('repayments')}
      captionHidden
      empty={<EmptyState title={t('noRepayments')} />}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'day', header: t('day'), cell: ({ repaidOn }) => <DateText value={dayOf(repaidOn)} /> },
        { key: 'kind', header: t('kind'), cell: ({ reversesId }) => (reversesId ? t('reversal') : t('report')) },
        {
          key: 'principal',
          header: card('withUnit', { label: t('principal'), unit }),
          kind: 'figure',
          cell: ({ principalFen }) => <Money fen={principalFen} bare />,
        },
        {
          key: 'interest',
          header: card('withUnit', { label: t('interest'), unit }),
          kind: 'figure',
          cell: ({ interestFen }) => <Money fen={interestFen} bare />,
        },
      ]}
      totals={[
        t('total'),
        '',
        <Money key="principal" fen={sum((row) => row.principalFen)} bare />,
        <Money key="interest" fen={sum((row) => row.interestFen)} bare />,
      ]}
    />
  )
}
