import { getLocale, getTranslations } from 'next-intl/server'
import type { Column } from '@/components/ui/data-table'
import { DateText, Money, Rate } from '@/components/ui/figures'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import type { StatisticsRecord } from '@/server/statistics/queries/records'
import type { RecordKind } from '@/server/statistics/schema'

type Names = (by: 'institution' | 'county' | 'industry' | 'size', key: string) => string

/** A short name that must not be broken, where longer columns can give. */
const whole = (text: string) => <span className="whitespace-nowrap">{text}</span>

const marks = ['renewal', 'firstLoan', 'creditLoan', 'reversal'] as const

/** Columns of the records of a kind: amounts in yuan, to the fen, as they were reported. */
export async function recordColumns(kind: RecordKind, nameOf: Names): Promise<Column<StatisticsRecord>[]> {
  const t = await getTranslations('statistics.office.records')
  const locale = await getLocale()
  const unit = moneyUnitLabel('yuan', locale)
  const amount = locale === 'en' ? `${t('columns.amount')} (${unit})` : `${t('columns.amount')}（${unit}）`
  const loan: Column<StatisticsRecord>[] = [
    { key: 'number', header: t('columns.number'), cell: (row) => row.number },
    {
      key: 'institution',
      header: t('columns.institution'),
      cell: (row) => row.institutionId && nameOf('institution', row.institutionId),
    },
    { key: 'amount', header: amount, kind: 'figure', cell: (row) => <Money fen={row.amountFen} bare /> },
  ]
  const decided: Column<StatisticsRecord>[] = [
    ...loan.filter(({ key }) => key !== 'amount'),
    {
      key: 'outcome',
      header: t('columns.outcome'),
      cell: (row) => (
        <StatusTag tone={row.outcome === 'GRANT' ? 'success' : 'neutral'}>
          {t(row.outcome === 'GRANT' ? 'outcomes.GRANT' : 'outcomes.REJECT')}
        </StatusTag>
      ),
    },
    { key: 'workingDays', header: t('columns.workingDays'), kind: 'figure', cell: (row) => row.workingDays },
    { key: 'stoppedDays', header: t('columns.stoppedDays'), kind: 'figure', cell: (row) => row.stoppedDays },
  ]
  const rated: Column<StatisticsRecord>[] = [
    { key: 'rate', header: t('columns.rate'), kind: 'figure', cell: (row) => <Rate bps={row.rateBps} /> },
    {
      key: 'marks',
      header: t('columns.marks'),
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          {marks
            .filter((mark) => row[mark])
            .map((mark) => (
              <StatusTag key={mark} tone={mark === 'reversal' ? 'warning' : 'neutral'}>
                {t(`marks.${mark}`)}
              </StatusTag>
            ))}
        </span>
      ),
    },
  ]
  return [
    { key: 'enterprise', header: t('columns.enterprise'), cell: (row) => row.enterpriseName },
    { key: 'on', header: t('columns.on'), cell: (row) => <DateText value={row.on} /> },
    ...(kind === 'enterprises' ? [] : kind === 'decisions' ? decided : loan),
    ...(['granted', 'disbursements', 'balance'].includes(kind) ? rated : []),
    { key: 'county', header: t('columns.county'), cell: (row) => whole(nameOf('county', row.countyCode)) },
    { key: 'industry', header: t('columns.industry'), cell: (row) => nameOf('industry', row.industry.slice(0, 1)) },
    { key: 'size', header: t('columns.size'), cell: (row) => whole(nameOf('size', row.size ?? 'unknown')) },
  ]
}
