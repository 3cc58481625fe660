import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import type { ReportRow } from '@/server/disbursement/reports.repository'
import type { ReportKind } from '@/server/disbursement/schema'

export type ShownReport = ReportRow & { receipt: string }
type Props = {
  kind: ReportKind
  rows: readonly ShownReport[]
  /** Without the columns that say which loan: on the loan's own page. */
  ofOneLoan?: boolean
  action?: (row: ShownReport) => ReactNode
}

export const amountHeader = (name: string, locale: string) =>
  locale === 'en' ? `${name} (${moneyUnitLabel('yuan', 'en')})` : `${name}（${moneyUnitLabel('yuan', 'zh-CN')}）`

/** Recorded reports: amounts to the fen, what each is, and which were reversed. */
export function ReportTable({ kind, rows, ofOneLoan = false, action }: Props) {
  const t = useTranslations('disbursement.bank')
  const locale = useLocale()
  const tags = (row: ShownReport) => (
    <span className="flex flex-wrap gap-1">
      {row.renewal ? <StatusTag>{t('marks.renewal')}</StatusTag> : null}
      {row.writtenOffFen !== 0n ? <StatusTag tone="warning">{t('marks.writeOff')}</StatusTag> : null}
      {row.renewedById ? <StatusTag>{t('marks.byRenewal')}</StatusTag> : null}
      {row.firstLoan ? <StatusTag>{t('marks.firstLoan')}</StatusTag> : null}
      {row.reversesId ? <StatusTag tone="warning">{t('marks.reversal')}</StatusTag> : null}
      {row.reversedById ? <StatusTag tone="warning">{t('marks.reversed')}</StatusTag> : null}
    </span>
  )
  return (
    <DataTable
      caption={t('tabs.reports')}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty.reports')}>{t('empty.reportsHint')}</EmptyState>}
      columns={[
        {
          key: 'receipt',
          header: t('columns.receipt'),
          cell: (row) => <span className="figures whitespace-nowrap">{row.receipt}</span>,
        },
        ...(ofOneLoan
          ? []
          : [
              { key: 'number', header: t('columns.number'), cell: (row: ShownReport) => row.number },
              { key: 'enterprise', header: t('columns.enterprise'), cell: (row: ShownReport) => row.enterpriseName },
            ]),
        { key: 'reference', header: t('columns.reference'), cell: (row) => <span className="break-all">{row.reference}</span> },
        {
          key: 'amount',
          header: amountHeader(kind === 'DISBURSEMENT' ? t('columns.amount') : t('form.principal'), locale),
          kind: 'figure',
          cell: (row) => <Money fen={row.amountFen + row.writtenOffFen} bare />,
        },
        ...(kind === 'REPAYMENT'
          ? [
              {
                key: 'interest',
                header: amountHeader(t('columns.interest'), locale),
                kind: 'figure' as const,
                cell: (row: ShownReport) => <Money fen={row.interestFen} bare />,
              },
            ]
          : []),
        { key: 'on', header: t('columns.on'), cell: (row) => <DateText value={row.on} /> },
        { key: 'marks', header: t('columns.marks'), cell: tags },
        { key: 'recordedAt', header: t('columns.recordedAt'), cell: (row) => <DateText value={row.recordedAt} /> },
        ...(action ? [{ key: 'action', header: t('columns.action'), kind: 'actions' as const, cell: action }] : []),
      ]}
    />
  )
}
