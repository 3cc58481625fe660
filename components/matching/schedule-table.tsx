import { useLocale, useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { DateText, Money } from '@/components/ui/figures'
import { moneyUnitLabel } from '@/components/ui/number-format'
import type { Repayment } from '@/server/kernel/loan/schedule'

/** A repayment schedule with its totals; dated where the loan has begun. */
export function ScheduleTable({ caption, rows }: { caption: string; rows: readonly Repayment[] }) {
  const t = useTranslations('matching.detail')
  const unit = moneyUnitLabel('yuan', useLocale())
  const card = useTranslations('matching.card')
  const withUnit = (label: string) => card('withUnit', { label, unit })
  const dated = rows.some((row) => row.dueDate !== undefined)
  const sum = (of: (row: Repayment) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
  const figure = (key: string, label: string, of: (row: Repayment) => bigint) => ({
    key,
    header: withUnit(label),
    kind: 'figure' as const,
    cell: (row: Repayment) => <Money fen={of(row)} bare />,
  })
  return (
    <DataTable
      caption={caption}
      tall={rows.length > 13}
      empty={null}
      rows={rows}
      rowKey={(row) => String(row.period)}
      columns={[
        { key: 'period', header: t('period'), cell: (row) => <span className="figures">{row.period}</span> },
        ...(dated ? [{ key: 'due', header: t('dueDate'), cell: (row: Repayment) => <DateText value={row.dueDate} /> }] : []),
        figure('payment', t('payment'), (row) => row.principalFen + row.interestFen),
        figure('principal', t('principal'), (row) => row.principalFen),
        figure('interest', t('interest'), (row) => row.interestFen),
        figure('balance', t('balance'), (row) => row.balanceFen),
      ]}
      totals={[
        t('total'),
        ...(dated ? [''] : []),
        <Money key="payment" fen={sum((row) => row.principalFen + row.interestFen)} bare />,
        <Money key="principal" fen={sum((row) => row.principalFen)} bare />,
        <Money key="interest" fen={sum((row) => row.interestFen)} bare />,
        '',
      ]}
    />
  )
}
