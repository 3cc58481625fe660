import { shanghaiDate } from '@/server/kernel/dates'
import type { ConsentEvent } from './schema'

/** SJ 授权, CH 撤回, TJ 提交确认, ZT 暂停, HF 恢复, DQ 到期, JJ 拒绝, CG 草稿, ZF 作废. */
const prefixes: Record<ConsentEvent, string> = {
  DRAFTED: 'CG',
  DISCARDED: 'ZF',
  SUBMITTED: 'TJ',
  GRANTED: 'SJ',
  REJECTED: 'JJ',
  PAUSED: 'ZT',
  RESUMED: 'HF',
  REVOKED: 'CH',
  EXPIRED: 'DQ',
}

/**
 * The number under which a person finds an act on a consent again: two letters for the act, the day in Shanghai, and the last
 * eight digits of the event's id, which are random.
 */
export const receiptNumber = (event: ConsentEvent, eventId: string, at: Date) =>
  `${prefixes[event]}${shanghaiDate(at).replaceAll('-', '')}${eventId.slice(-8).toUpperCase()}`
