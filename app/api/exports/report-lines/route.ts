import { getTranslations } from 'next-intl/server'
import { download } from '@/app/download'
import { columnsOf } from '@/server/disbursement/domain/import-columns'
import { LineOutcome } from '@/server/disbursement/schema'
import { type Cell, toCsv } from '@/server/kernel/csv'
import { api } from '@/server/trpc/caller'

/** What became of every line of an uploaded file, with its receipt, as a file. `?batchId=` */
export function GET(request: Request): Promise<Response> {
  const batchId = new URL(request.url).searchParams.get('batchId') ?? ''
  return download(request, 'upload-result', 'csv', async () => {
    const caller = await api()
    const first = await caller.disbursement.batch({ batchId, page: 1 })
    await caller.ledger.recordExport({ file: 'report-lines' })
    const pages = Math.ceil(first.total / first.pageSize)
    const rows = [...first.rows]
    for (let page = 2; page <= pages; page++) rows.push(...(await caller.disbursement.batch({ batchId, page })).rows)
    const [t, columns, outcomes] = await Promise.all([
      getTranslations('disbursement.bank.columns'),
      getTranslations('disbursement.columns'),
      getTranslations('disbursement.outcomes'),
    ])
    const keys = columnsOf(first.batch.kind).map(({ key }) => key)
    const name = (key: string) => (columns.has(key as 'on') ? columns(key as 'on') : key)
    const cell = (raw: unknown, key: string): Cell =>
      typeof raw === 'object' && raw !== null ? String(new Map(Object.entries(raw)).get(key) ?? '') : ''
    return toCsv([
      [t('line'), t('outcome'), t('receipt'), ...keys.map(name)],
      ...rows.map((row): Cell[] => [
        row.line,
        outcomes(LineOutcome.parse(row.outcome)),
        row.receipt,
        ...keys.map((key) => cell(row.raw, key)),
      ]),
    ])
  })
}
