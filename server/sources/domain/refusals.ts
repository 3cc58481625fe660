import type { ContentRefusal } from './content-rules'

/** Every way in which a source can fail to give facts. Each is recorded; none is ever read as "no data". */
export const sourceRefusals = [
  'source.not-authorised',
  'source.forged-signature',
  'source.wrong-subject',
  'source.replayed-nonce',
  'source.wrong-period',
  'source.stale-answer',
  'source.malformed',
  'source.negative-amount',
  'source.future-period',
  'source.duplicate',
  'source.outside-period',
  'source.older-than-current',
  'source.too-large',
  'source.timeout',
  'source.unreachable',
  'source.redirected',
  'source.forbidden-host',
  'source.agency-error',
  'source.unknown-subject',
  'source.refused-by-agency',
  'source.not-delivered',
] as const
export type SourceRefusal = (typeof sourceRefusals)[number]

/** `detail` names the exact rule for the record and the operator; screens show the refusal only. */
/** `digest`: SHA-256 (hex) of the answer as it came, where one came. Its content is not kept. */
export type SourceFailure = { ok: false; refusal: SourceRefusal; detail?: string; digest?: string }
export type SourceOutcome<Value> = { ok: true; value: Value } | SourceFailure

export const failed = (refusal: SourceRefusal, detail?: string): SourceFailure => ({ ok: false, refusal, detail })

/**
 * Who has to look into it: the agency that made the answer, whoever keeps the line between both, whoever watches over keys and
 * addresses, the platform itself, or the enterprise.
 */
export type Duty = 'agency' | 'line' | 'security' | 'platform' | 'enterprise'
export const dutyOf: Record<SourceRefusal, Duty> = {
  'source.not-authorised': 'enterprise',
  'source.forged-signature': 'security',
  'source.wrong-subject': 'security',
  'source.replayed-nonce': 'security',
  'source.wrong-period': 'agency',
  'source.stale-answer': 'agency',
  'source.malformed': 'agency',
  'source.negative-amount': 'agency',
  'source.future-period': 'agency',
  'source.duplicate': 'agency',
  'source.outside-period': 'agency',
  'source.older-than-current': 'agency',
  'source.too-large': 'agency',
  'source.timeout': 'line',
  'source.unreachable': 'line',
  'source.redirected': 'security',
  'source.forbidden-host': 'platform',
  'source.agency-error': 'line',
  'source.unknown-subject': 'enterprise',
  'source.refused-by-agency': 'agency',
  'source.not-delivered': 'agency',
}
/** A stored reason in its parts: the code, which has words, and what was recorded of it for the operator, often nothing. */
export function partsOfReason(reason: string): { code: string; detail: string } {
  const [code = '', ...rest] = reason.split(':')
  return { code, detail: rest.join(':').trim() }
}

export const isSourceRefusal = (code: string): code is SourceRefusal => Object.hasOwn(dutyOf, code)

/** An answer came and was not believed: put on record, and never asked again by itself. */
export const distrusted: readonly SourceRefusal[] = [
  'source.forged-signature',
  'source.wrong-subject',
  'source.replayed-nonce',
  'source.wrong-period',
  'source.stale-answer',
  'source.malformed',
  'source.negative-amount',
  'source.future-period',
  'source.duplicate',
  'source.outside-period',
  'source.older-than-current',
  'source.too-large',
  'source.redirected',
]

/** Passing trouble of the network or the agency: another attempt may help. A bad signature never becomes a good one. */
export const isWorthRetrying = (refusal: SourceRefusal) => refusal === 'source.unreachable' || refusal === 'source.agency-error'

/** Each rule that content can break has a refusal of its own, so that the enterprise reads what was wrong. */
const refusalOfContent: Record<ContentRefusal, SourceRefusal> = {
  'content.shape': 'source.malformed',
  'content.wrong-subject': 'source.wrong-subject',
  'content.negative-amount': 'source.negative-amount',
  'content.future': 'source.future-period',
  'content.duplicate': 'source.duplicate',
  'content.outside-period': 'source.outside-period',
}
export const failedContent = (refusal: ContentRefusal): SourceFailure => failed(refusalOfContent[refusal], refusal)
