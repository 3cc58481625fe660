/** Every way in which a source can fail to give facts. Each is recorded; none is ever read as "no data". */
export const sourceRefusals = [
  'source.not-authorised',
  'source.forged-signature',
  'source.wrong-subject',
  'source.replayed-nonce',
  'source.wrong-period',
  'source.stale-answer',
  'source.malformed',
  'source.too-large',
  'source.timeout',
  'source.unreachable',
  'source.redirected',
  'source.agency-error',
  'source.unknown-subject',
  'source.refused-by-agency',
] as const
export type SourceRefusal = (typeof sourceRefusals)[number]

/** `detail` names the exact rule for the record and the operator; screens show the refusal only. */
export type SourceFailure = { ok: false; refusal: SourceRefusal; detail?: string }
export type SourceOutcome<Value> = { ok: true; value: Value } | SourceFailure

export const failed = (refusal: SourceRefusal, detail?: string): SourceFailure => ({ ok: false, refusal, detail })

/** Passing trouble of the network or the agency: another attempt may help. A bad signature never becomes a good one. */
export const isWorthRetrying = (refusal: SourceRefusal) => refusal === 'source.unreachable' || refusal === 'source.agency-error'
