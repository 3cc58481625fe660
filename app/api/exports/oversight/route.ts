import { z } from 'zod'
import { download } from '@/app/download'
import { AlertRule, alertStates, dimensions, Window } from '@/server/cage/schema'
import { Refused } from '@/server/kernel/refused'
import { exceptionKinds } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'
import { alertsTable, copiesTable, exceptionsTable, usesTable } from './tables'

/** Rows of one export. */
const exportLimit = 10_000

const asked = z.strictObject({
  table: z.enum(['use', 'alerts', 'copies', ...exceptionKinds]),
  /** Whose page it is of; what to ask about is the office's alone. */
  portal: z.enum(['office', 'operator']).default('office'),
  window: Window.default('month'),
  by: z.enum(dimensions).default('BANK'),
  rule: AlertRule.optional(),
  state: z.enum(alertStates).optional(),
})

/** A table of the pages that oversee: the use of data, alerts, copies overdue, what to ask the banks about; whole, not a page of it. */
export function GET(request: Request): Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  return download(request, `oversight-${asked.shape.table.safeParse(params.table).data ?? 'table'}`, 'csv', async () => {
    const { table, portal, window, by, rule, state } = asked.parse(params)
    const { cage, copies, statistics, ledger } = await api()
    const [watched, operator] = [{ window, dimension: by, whole: true }, portal === 'operator']
    const make = async () => {
      if (table === 'use') return usesTable(await (operator ? cage.use(watched) : cage.officeUse(watched)), by)
      if (table === 'alerts') {
        const filter = { rule, state, whole: true }
        return alertsTable((await (operator ? cage.alerts(filter) : cage.officeAlerts(filter))).rows)
      }
      if (table === 'copies') {
        const whole = { whole: true }
        return copiesTable((await (operator ? copies.overdueForOperator(whole) : copies.overdueForOffice(whole))).overdue)
      }
      const found = await statistics.exceptions({ size: exportLimit })
      const total = { overdue: found.overdueCount, silent: found.silentCount, conflicts: found.conflicts.length }[table]
      if (total > exportLimit) throw new Refused('statistics.too-many-rows')
      return exceptionsTable(table, found, await statistics.institutions())
    }
    const text = await make()
    await ledger.recordExport({ file: 'oversight' })
    return text
  })
}
