import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { addDays, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import { isWorkingDay } from '@/server/kernel/working-days'
import { silentAfterWorkingDays } from '../schema'

/** The latest day that lies more than `days` working days before `today`. */
export function dayBefore(today: PlainDate, days: number): PlainDate {
  let day = today
  for (let counted = 0; counted <= days; ) {
    if (isWorkingDay(day)) counted++
    day = addDays(day, -1)
  }
  return day
}

const shown = {
  id: true,
  number: true,
  institutionId: true,
  countyCode: true,
  state: true,
  dueOn: true,
  contractedAt: true,
} as const
const underWay = ['SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'IN_APPROVAL'] as const

/**
 * What the office should ask about today: deadlines passed, contracts without cash out, reports that contradict each
 * other. By number and bank; no enterprise is named, so nothing goes on record.
 */
export async function exceptionsOn(tx: Tx, _office: OfficeScope, today: PlainDate, part: { skip: number; take: number }) {
  const late = {
    state: { in: [...underWay] },
    clockStoppedAt: null,
    OR: [{ dueOn: { lt: new Date(today) } }, { ceilingOn: { lt: new Date(today) } }],
  }
  const silent = {
    state: 'CONTRACTED' as const,
    contractedAt: { lt: shanghaiMidnight(addDays(dayBefore(today, silentAfterWorkingDays), 1)) },
  }
  const overdue = await tx.application.findMany({
    where: late,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    ...part,
    select: shown,
  })
  const overdueCount = await tx.application.count({ where: late })
  const silentContracts = await tx.application.findMany({
    where: silent,
    orderBy: [{ contractedAt: 'asc' }, { id: 'asc' }],
    ...part,
    select: shown,
  })
  const silentCount = await tx.application.count({ where: silent })
  const conflicts = await tx.$queryRaw<
    { institution: string; conflicts: bigint; oldest: Date }[]
  >`SELECT * FROM totals.open_conflicts()`
  return {
    overdue,
    overdueCount,
    silentContracts,
    silentCount,
    conflicts: conflicts.map((row) => ({ ...row, conflicts: Number(row.conflicts) })),
  }
}
