import type { DataClass } from '../schema'

/** Where a stored record came from: who provided it for which months, when, and the digest of what was signed. */
export type Provenance = {
  snapshotId: string
  provider: string
  providerEn: string
  /** `YYYY-MM` */
  periodFrom: string
  periodTo: string
  issuedAt: Date
  receivedAt: Date
  digest: string
}

/** One class that a portrait may stand on: who provides it, what it was drawn from, and why the last fetch of it failed. */
export type ClassOrigin = Pick<Provenance, 'provider' | 'providerEn'> & {
  dataClass: DataClass
  /** Null: the portrait was drawn without it. */
  provenance: Provenance | null
  /** A code of `sourceRefusals`; null where the last fetch went well, or there was none. */
  failure: string | null
}

type OriginRow = Pick<Provenance, 'provider' | 'providerEn'> & { dataClass: DataClass; failure: string | null } & {
  [Key in Exclude<keyof Provenance, 'provider' | 'providerEn'>]: Provenance[Key] | null
}

/** A row of what was joined, as an origin: named one by one, so that nothing else of a row goes to a reader. */
export function originOf(row: OriginRow): ClassOrigin {
  const { dataClass, provider, providerEn, failure } = row
  const { snapshotId, periodFrom, periodTo, issuedAt, receivedAt, digest } = row
  const isThere = snapshotId && periodFrom && periodTo && issuedAt && receivedAt && digest
  const provenance = isThere ? { snapshotId, provider, providerEn, periodFrom, periodTo, issuedAt, receivedAt, digest } : null
  return { dataClass, provider, providerEn, provenance, failure }
}
