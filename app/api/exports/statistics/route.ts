import { getLocale, getTranslations } from 'next-intl/server'
import { download } from '@/app/download'
import { strictly } from '@/app/strict-params'
import { measuresOf } from '@/components/statistics/breakdown-columns'
import { partNames } from '@/components/statistics/part-names'
import { breakdownParams } from '@/components/statistics/selection'
import { type Cell, toCsv } from '@/server/kernel/csv'
import { shanghaiDate } from '@/server/kernel/dates'
import { figures } from '@/server/statistics/domain/definitions'
import { breakdownInput } from '@/server/statistics/schema'
import type { BreakdownRow } from '@/server/statistics/use-cases/breakdown'
import { api } from '@/server/trpc/caller'

/** A breakdown as a table: amounts in yuan to the fen, so that columns add up; the same parameters as its page. */
export function GET(request: Request): Promise<Response> {
  const { by } = breakdownParams(Object.fromEntries(new URL(request.url).searchParams), shanghaiDate(new Date()))
  return download(request, `statistics-by-${by}`, 'csv', async () => {
    const input = strictly(breakdownInput, request, { by: 'institution' })
    const caller = await api()
    const data = await caller.statistics.breakdown(input)
    await caller.ledger.recordExport({ file: 'statistics' })
    const [t, office, locale, names] = await Promise.all([
      getTranslations('statistics.figures'),
      getTranslations('statistics.office'),
      getLocale(),
      partNames(await caller.statistics.institutions()),
    ])
    const measures = measuresOf(input.by)
    const cells = (row: Omit<BreakdownRow, 'key'>): Cell[] =>
      measures.map((measure) => {
        const value = measure.value(row)
        if (measure.money && typeof value === 'bigint') return { fen: value }
        return figures[measure.figure].unit === 'SHARE' || figures[measure.figure].unit === 'BPS'
          ? measure.text(row, locale)
          : value
      })
    const yuan = locale === 'en' ? ' (¥)' : '（元）'
    return toCsv([
      [office(`breakdown.by.${input.by}`), ...measures.map(({ figure, money }) => `${t(`${figure}.name`)}${money ? yuan : ''}`)],
      ...data.rows.map((row) => [names.nameOf(input.by, row.key), ...cells(row)]),
      [office('breakdown.total'), ...cells(data.total)],
      [office('note', { date: data.asOf })],
    ])
  })
}
