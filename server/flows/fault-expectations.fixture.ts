import type { Fault } from '@/sandbox/agencies/faults'
import type { SourceRefusal } from '@/server/sources/domain/refusals'

/** How a fetch of an agency ends that misbehaves so, once every repetition is over. */
export type FaultEnd = { state: 'DONE'; failure: null } | { state: 'REFUSED' | 'FAILED'; failure: SourceRefusal }

const refused = (failure: SourceRefusal): FaultEnd => ({ state: 'REFUSED', failure })
const notReceived = (failure: SourceRefusal): FaultEnd => ({ state: 'FAILED', failure })

/** Every fault of the sandbox: a new one has to be given its end here, and a sentence for it in both languages. */
export const endOf: Record<Fault['kind'], FaultEnd> = {
  forge: refused('source.forged-signature'),
  'wrong-subject': refused('source.wrong-subject'),
  replay: refused('source.replayed-nonce'),
  stale: refused('source.stale-answer'),
  older: refused('source.older-than-current'),
  'wrong-types': refused('source.malformed'),
  future: refused('source.future-period'),
  negative: refused('source.negative-amount'),
  flood: refused('source.too-large'),
  redirect: refused('source.redirected'),
  cut: notReceived('source.unreachable'),
  fail: notReceived('source.agency-error'),
  slow: notReceived('source.timeout'),
  // An agency may change its mind: that is a correction, and no fault.
  revised: { state: 'DONE', failure: null },
}
