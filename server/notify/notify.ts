import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'

export type NewNotice = {
  /** Whose notice board. */
  organisationId: string
  /** One person, or a role, or (neither) everyone there. */
  accountId?: string | null
  role?: Role | null
  /** Key below `notify.kinds` in messages. */
  kind: string
  params: Record<string, string | number>
  /** Where the notice leads: the page on which the person does what it asks for. */
  href: string
}

/** Puts a notice on a board in the sender's transaction. The database refuses a board that the sender has no business with. */
export async function notify(tx: Tx, notice: NewNotice): Promise<void> {
  await tx.$executeRaw`SELECT guard.notify(${notice.organisationId}::uuid, ${notice.accountId ?? null}::uuid, ${notice.role ?? null},
    ${notice.kind}, ${JSON.stringify(notice.params)}::jsonb, ${notice.href})`
}
