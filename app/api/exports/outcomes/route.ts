import { z } from 'zod'
import { download } from '@/app/download'
import { strictly } from '@/app/strict-params'
import { toCsv } from '@/server/kernel/csv'
import { outcomeTable } from '@/server/monitoring/domain/outcome-table'
import { api } from '@/server/trpc/caller'

const nothing = z.strictObject({})

/** What was known of each borrower when it asked, and whether the loan went bad: the file that `npm run scorecard -- fit` reads. */
export function GET(request: Request): Promise<Response> {
  return download(request, 'outcomes', 'csv', async () => {
    strictly(nothing, request)
    return toCsv(outcomeTable(await (await api()).monitoring.exportOutcomes()))
  })
}
