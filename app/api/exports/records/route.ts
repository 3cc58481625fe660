import { getTranslations } from 'next-intl/server'
import { download } from '@/app/download'
import { strictly } from '@/app/strict-params'
import { partNames } from '@/components/statistics/part-names'
import { recordsParams } from '@/components/statistics/selection'
import { type Cell, toCsv } from '@/server/kernel/csv'
import { exportRecordsInput } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'

/** The records of a selection, at most 10,000; every enterprise in the file is told, as on the page. */
export function GET(request: Request): Promise<Response> {
  const { kind } = recordsParams(Object.fromEntries(new URL(request.url).searchParams))
  return download(request, `records-${kind}`, 'csv', async () => {
    const input = strictly(exportRecordsInput, request)
    const caller = await api()
    const { rows } = await caller.statistics.exportRecords(input)
    const names = await partNames(await caller.statistics.institutions())
    const t = await getTranslations('statistics.office.records')
    const yesNo = (value: boolean | null, name: 'renewal' | 'firstLoan' | 'creditLoan' | 'reversal') =>
      value ? t(`marks.${name}`) : ''
    const head = (
      ['enterprise', 'on', 'number', 'institution', 'amount', 'rate', 'county', 'industry', 'size', 'marks'] as const
    ).map((key) => t(`columns.${key}`))
    const decided = input.kind === 'decisions'
    if (decided) head.push(t('columns.outcome'), t('columns.workingDays'), t('columns.stoppedDays'))
    const lines = rows.map((row): Cell[] => [
      row.enterpriseName,
      row.on,
      row.number,
      row.institutionId && names.nameOf('institution', row.institutionId),
      row.amountFen === null ? null : { fen: row.amountFen },
      row.rateBps === null ? null : `${(row.rateBps / 100).toFixed(2)}%`,
      names.nameOf('county', row.countyCode),
      names.nameOf('industry', row.industry.slice(0, 1)),
      names.nameOf('size', row.size ?? 'unknown'),
      (['renewal', 'firstLoan', 'creditLoan', 'reversal'] as const)
        .map((name) => yesNo(row[name], name))
        .filter(Boolean)
        .join(' '),
      ...(decided ? [t(row.outcome === 'GRANT' ? 'outcomes.GRANT' : 'outcomes.REJECT'), row.workingDays, row.stoppedDays] : []),
    ])
    return toCsv([head, ...lines])
  })
}
