import type { DeadlineKind } from '@/server/lending/domain/deadlines'

const names: Record<DeadlineKind, true> = { ACCEPT: true, CONTACT: true, DECIDE: true, CEILING: true }

/** Whether a stored text names a kind of deadline. */
export const isDeadlineKind = (kind: string | null): kind is DeadlineKind => kind !== null && kind in names
