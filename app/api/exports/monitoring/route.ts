import { z } from 'zod'
import { download } from '@/app/download'
import { fairnessParams, monthsParams, outcomesParams } from '@/components/monitoring/address'
import * as tables from '@/components/monitoring/tables'
import { api } from '@/server/trpc/caller'

const Table = z.enum(['stability', 'months', 'indicators', 'approval', 'bad', 'vintages', 'fairness'])

/** A table of the monitoring pages, with the parameters of its page. `?table=…`; `own=1`: the institution's own. */
export function GET(request: Request): Response | Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  const table = Table.safeParse(params.table)
  if (!table.success) return new Response(null, { status: 404 })
  const name = table.data
  return download(request, `monitoring-${name}`, 'csv', async () => {
    const { monitoring } = await api()
    const outcomes = () =>
      params.own === '1' ? monitoring.own(outcomesParams(params)) : monitoring.outcomes(outcomesParams(params))
    switch (name) {
      case 'stability':
        return tables.stabilityTable(await monitoring.stability(monthsParams(params)))
      case 'months':
        return tables.monthsTable(await monitoring.stability(monthsParams(params)))
      case 'indicators':
        return tables.indicatorsTable(await monitoring.indicators(monthsParams(params)))
      case 'approval':
        return tables.approvalTable(await outcomes())
      case 'bad':
        return tables.badTable(await outcomes())
      case 'vintages':
        return tables.vintagesTable(await outcomes())
      case 'fairness':
        return tables.fairnessTable(await monitoring.fairness(fairnessParams(params)))
      default:
        return name satisfies never
    }
  })
}
