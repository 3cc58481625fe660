import type { InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Prisma } from '@/server/generated/prisma/client'
import type { PlainDate } from '@/server/kernel/dates'
import { withinBranch } from './application.repository'
import { dateColumn } from './domain/stored-deadline'
import { type QueueFilters, queueTabs } from './queue-input'
import type { ApplicationState } from './schema'

/** Who asks: ME in a filter, and the branch that limits the view. */
type Viewer = { scope: InstitutionScope; accountId: string; today: PlainDate }

const statesOf = (tab: QueueFilters['tab']): Prisma.ApplicationWhereInput =>
  tab === 'ALL' ? {} : { state: { in: [...queueTabs[tab]] } }

function officerIs(officer: QueueFilters['officer'], accountId: string): Prisma.ApplicationWhereInput {
  if (!officer) return {}
  return { officerId: officer === 'ME' ? accountId : officer === 'NONE' ? null : officer }
}

function found(search: string | undefined): Prisma.ApplicationWhereInput {
  if (!search) return {}
  const contains = { contains: search, mode: 'insensitive' } as const
  return { OR: [{ enterpriseName: contains }, { number: contains }, { creditCode: contains }] }
}

/** Everything but the tab. A deadline that was guessed beyond the published calendar is nobody's to have missed. */
function narrowed({ scope, accountId, today }: Viewer, filters: QueueFilters): Prisma.ApplicationWhereInput[] {
  const { productId, countyCode, minFen, maxFen, overdue } = filters
  const late = { lt: dateColumn(today) ?? undefined }
  return [
    withinBranch(scope),
    officerIs(filters.officer, accountId),
    found(filters.search),
    productId ? { productId } : {},
    countyCode ? { countyCode } : {},
    minFen === undefined ? {} : { amountFen: { gte: minFen } },
    maxFen === undefined ? {} : { amountFen: { lte: maxFen } },
    overdue ? { clockStoppedAt: null, OR: [{ dueOn: late, provisional: false }, { ceilingOn: late }] } : {},
  ]
}

/** Deadlines that aren't known (clock stopped, decided) come last; ties by submission, so that pages don't shuffle. */
function ordered({ sort, direction }: QueueFilters): Prisma.ApplicationOrderByWithRelationInput[] {
  const ties: Prisma.ApplicationOrderByWithRelationInput[] = [{ submittedAt: 'asc' }, { id: 'asc' }]
  if (sort === 'amount') return [{ amountFen: direction }, ...ties]
  if (sort === 'submitted') return [{ submittedAt: direction }, { id: 'asc' }]
  return [{ dueOn: { sort: direction, nulls: 'last' } }, ...ties]
}

/** One page of a queue, with the number of rows in all. */
export async function listQueue(tx: Tx, viewer: Viewer, filters: QueueFilters, page: { skip: number; take: number }) {
  const where = { AND: [...narrowed(viewer, filters), statesOf(filters.tab)] }
  const rows = await tx.application.findMany({
    where,
    orderBy: ordered(filters),
    ...page,
    select: {
      id: true,
      number: true,
      version: true,
      state: true,
      suspended: true,
      escalated: true,
      needsRefresh: true,
      enterpriseName: true,
      countyCode: true,
      productId: true,
      productVersion: true,
      institutionId: true,
      amountFen: true,
      termMonths: true,
      officerId: true,
      officerName: true,
      submittedAt: true,
      deadlineKind: true,
      dueOn: true,
      ceilingOn: true,
      provisional: true,
      clockStoppedAt: true,
    },
  })
  return { rows, total: await tx.application.count({ where }) }
}

/** How many applications are in each state, the same filters applied. */
export async function countStates(tx: Tx, viewer: Viewer, filters: QueueFilters): Promise<Map<ApplicationState, number>> {
  const rows = await tx.application.groupBy({ by: ['state'], where: { AND: narrowed(viewer, filters) }, _count: { _all: true } })
  return new Map(rows.map(({ state, _count }) => [state, _count._all]))
}

/** The first cases of the same list in its order: what next and previous lead through. */
export const listNeighbours = (tx: Tx, viewer: Viewer, filters: QueueFilters, most: number) =>
  tx.application.findMany({
    where: { AND: [...narrowed(viewer, filters), statesOf(filters.tab)] },
    orderBy: ordered(filters),
    take: most,
    select: { id: true, number: true, enterpriseName: true },
  })
