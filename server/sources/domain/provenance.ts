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
