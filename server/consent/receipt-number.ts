import { shanghaiDate } from '@/server/kernel/dates'

const prefixes = { GRANTED: 'SJ', REVOKED: 'CH' } as const

/**
 * The number under which a person finds an act on a consent again: SJ (授权) or CH (撤回), the day in Shanghai, and the last
 * eight digits of the event's id, which are random.
 */
export const receiptNumber = (event: keyof typeof prefixes, eventId: string, at: Date) =>
  `${prefixes[event]}${shanghaiDate(at).replaceAll('-', '')}${eventId.slice(-8).toUpperCase()}`
