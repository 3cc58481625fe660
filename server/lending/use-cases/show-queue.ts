import { shanghaiDate } from '@/server/kernel/dates'
import { workingDaysBetween } from '@/server/kernel/working-days'
import { listOfficers, listProducts } from '../facts.repository'
import { countStates, listNeighbours, listQueue } from '../queue.repository'
import { type QueueFilters, type QueueTab, queuePageSize, queueTabNames, queueTabs } from '../queue-input'
import { namesFor } from '../shown.repository'
import type { BankContext } from './contexts'

const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

/** Next and previous lead through at most so many cases of a list. */
const mostNeighbours = 500

const viewerOf = ({ scope, person, now }: BankContext) => ({ scope, accountId: person.accountId, today: shanghaiDate(now) })

/** One page of the bank's queue with the counts of its tabs and what can be filtered by. */
export async function showQueue(ctx: BankContext, { page, ...filters }: QueueFilters & { page: number }) {
  const viewer = viewerOf(ctx)
  const { rows, total } = await listQueue(ctx.tx, viewer, filters, { skip: (page - 1) * queuePageSize, take: queuePageSize })
  const states = await countStates(ctx.tx, viewer, filters)
  const nameOf = await namesFor(ctx.tx, rows)
  return {
    rows: rows.map(({ dueOn, ceilingOn, ...row }) => ({
      ...row,
      product: nameOf(row).product,
      ...remainingOf(
        { dueOn: day(dueOn), ceilingOn: day(ceilingOn), stopped: row.clockStoppedAt !== null, provisional: row.provisional },
        viewer.today,
      ),
    })),
    total,
    pageSize: queuePageSize,
    counts: Object.fromEntries(queueTabNames.map((tab) => [tab, countOf(tab, states)])) as Record<QueueTab, number>,
    products: await listProducts(ctx.tx, ctx.scope),
    officers: await listOfficers(ctx.tx, ctx.scope),
  }
}

function countOf(tab: QueueTab, states: Awaited<ReturnType<typeof countStates>>): number {
  const counted = tab === 'ALL' ? [...states.keys()] : queueTabs[tab]
  return counted.reduce((sum, state) => sum + (states.get(state) ?? 0), 0)
}

/**
 * Working days after today until the deadline: 0 on the last day, negative when past, null when none presses. Overdue is what
 * is past by a day that is sure, as `overdueOf` has it.
 */
export function remainingOf(
  stored: { dueOn: string | null; ceilingOn: string | null; stopped: boolean; provisional: boolean },
  today: string,
) {
  const { dueOn, ceilingOn, stopped, provisional } = stored
  return {
    dueOn,
    ceilingOn,
    stopped,
    remaining: dueOn === null ? null : workingDaysBetween(today, dueOn),
    overdue: !stopped && ((dueOn !== null && !provisional && dueOn < today) || (ceilingOn !== null && ceilingOn < today)),
  }
}

/** The cases before and after one in its list, its place there, and the person's own open cases as tabs. */
export async function showNeighbours(ctx: BankContext, { applicationId, ...filters }: QueueFilters & { applicationId: string }) {
  const viewer = viewerOf(ctx)
  const list = await listNeighbours(ctx.tx, viewer, filters, mostNeighbours)
  const at = list.findIndex(({ id }) => id === applicationId)
  const own: QueueFilters = { tab: 'ALL', officer: 'ME', sort: 'deadline', direction: 'asc' }
  const open = await listQueue(ctx.tx, viewer, own, { skip: 0, take: 40 })
  return {
    previous: at > 0 ? (list[at - 1] ?? null) : null,
    next: at >= 0 ? (list[at + 1] ?? null) : (list[0] ?? null),
    place: at >= 0 ? at + 1 : null,
    of: list.length,
    mine: open.rows.filter(({ dueOn, clockStoppedAt }) => dueOn !== null || clockStoppedAt !== null).slice(0, 8),
  }
}
