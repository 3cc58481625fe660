type Times = { mappedAt: Date | null; inUseSince: Date | null; retiredAt: Date | null }

/** Where a version of a card stands, by what has happened to it. */
export const cardState = ({ mappedAt, inUseSince, retiredAt }: Times) =>
  retiredAt ? 'RETIRED' : inUseSince ? 'IN_USE' : mappedAt ? 'MAPPED' : 'NEW'

export const cardTones = { NEW: 'warning', MAPPED: 'info', IN_USE: 'success', RETIRED: 'neutral' } as const
