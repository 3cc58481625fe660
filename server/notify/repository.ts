import { z } from 'zod'
import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'

const Params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Whoever looks at the notice board: what is for one person or for a role is theirs only. */
export type Board = { organisationId: string; accountId: string; roles: readonly Role[] }

const mine = ({ organisationId, accountId, roles }: Board) => ({
  organisationId,
  AND: [{ OR: [{ accountId: null }, { accountId }] }, { OR: [{ role: null }, { role: { in: [...roles] } }] }],
})

export async function listNotices(tx: Tx, board: Board, page: { skip: number; take: number }) {
  const where = mine(board)
  const rows = await tx.notice.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    ...page,
    select: { id: true, kind: true, params: true, href: true, createdAt: true, readAt: true },
  })
  const notices = rows.map((row) => ({ ...row, params: Params.parse(row.params) }))
  return { rows: notices, total: await tx.notice.count({ where }) }
}

export const countUnread = (tx: Tx, board: Board) => tx.notice.count({ where: { ...mine(board), readAt: null } })

/** Marks one notice read, or all of them; returns how many it was new for. */
export async function markRead(tx: Tx, board: Board, at: Date, id?: string): Promise<number> {
  const { count } = await tx.notice.updateMany({ where: { ...mine(board), id, readAt: null }, data: { readAt: at } })
  return count
}
