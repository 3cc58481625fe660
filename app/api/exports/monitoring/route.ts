import { z } from 'zod'
import { download } from '@/app/download'
import { strictly } from '@/app/strict-params'
import * as tables from '@/components/monitoring/tables'
import { fairnessInput, monthsInput, outcomesInput } from '@/server/monitoring/schema'
import { api } from '@/server/trpc/caller'

const Table = z.enum(['stability', 'months', 'indicators', 'approval', 'approval-vintages', 'bad', 'vintages', 'fairness'])
const table = Table.optional()
const months = monthsInput.extend({ table })
const outcomes = outcomesInput.extend({ table, own: z.literal('1').optional() })
const fairness = fairnessInput.extend({ table })

/** A table of the monitoring pages, with the parameters of its page, to the letter. `?table=…`; `own=1`: the institution's own. */
export function GET(request: Request): Response | Promise<Response> {
  const asked = Table.safeParse(new URL(request.url).searchParams.get('table'))
  if (!asked.success) return new Response(null, { status: 404 })
  const name = asked.data
  return download(request, `monitoring-${name}`, 'csv', async () => {
    const { monitoring, ledger } = await api()
    const inMonths = () => without(strictly(months, request))
    const byOutcome = () => {
      const { own, ...input } = without(strictly(outcomes, request))
      return own ? monitoring.own(input) : monitoring.outcomes(input)
    }
    const written = {
      stability: async () => tables.stabilityTable(await monitoring.stability(inMonths())),
      months: async () => tables.monthsTable(await monitoring.stability(inMonths())),
      indicators: async () => tables.indicatorsTable(await monitoring.indicators(inMonths())),
      approval: async () => tables.approvalTable(await byOutcome()),
      'approval-vintages': async () => tables.approvalVintagesTable(await byOutcome()),
      bad: async () => tables.badTable(await byOutcome()),
      vintages: async () => tables.vintagesTable(await byOutcome()),
      fairness: async () => tables.fairnessTable(await monitoring.fairness(without(strictly(fairness, request)))),
    } satisfies Record<typeof name, () => Promise<string>>
    const file = await written[name]()
    await ledger.recordExport({ file: 'monitoring' })
    return file
  })
}

const without = <Input extends { table?: unknown }>({ table: _, ...input }: Input): Omit<Input, 'table'> => input
