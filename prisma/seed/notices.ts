import type { NewNotice } from '@/server/notify/notify'
import { idAt } from './identifiers'
import type { World } from './world'

const day = 86_400_000
/** Boards begin so many days ago; what was put up earlier has been read and would only be in the way. */
const boardDays = 45
/** What is older has been read; of what is newer, half. */
const unreadDays = 4

/** Puts up a notice as it was put up then. */
export function notify(world: World, at: Date, notice: NewNotice): void {
  const age = world.now.getTime() - at.getTime()
  if (age > boardDays * day) return
  // Two that say the same at the same moment are one, as where a file brings several repayments of a loan.
  const id = idAt(at, 'notice', notice.kind, notice.organisationId, notice.accountId ?? '', notice.role ?? '', notice.href)
  if (world.noticed.has(id)) return
  world.noticed.add(id)
  const isRead = age > unreadDays * day || (age > day && id.charCodeAt(id.length - 1) % 2 === 0)
  world.rows.add('notice', {
    organisationId: notice.organisationId,
    id,
    accountId: notice.accountId ?? null,
    role: notice.role ?? null,
    kind: notice.kind,
    params: notice.params,
    href: notice.href,
    createdAt: at,
    readAt: isRead ? new Date(Math.min(at.getTime() + 5 * 3_600_000, world.now.getTime())) : null,
  })
}
