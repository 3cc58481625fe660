/**
 * Proof that the caller acts for an organisation: minted only where a session was verified (server/trpc/init.ts and the
 * worker's entry), demanded by repositories. A read or write without one doesn't compile.
 */
declare const minted: unique symbol

export type EnterpriseScope = { readonly enterpriseId: string; readonly [minted]: 'enterprise' }
export type InstitutionScope = {
  readonly institutionId: string
  readonly institutionName: string
  readonly branchId: string | null
  readonly [minted]: 'institution'
}
export type AgencyScope = { readonly agencyId: string; readonly [minted]: 'agency' }
/** `countyCode` null: the whole city. */
export type OfficeScope = { readonly officeId: string; readonly countyCode: string | null; readonly [minted]: 'office' }
export type OperatorScope = { readonly operatorId: string; readonly [minted]: 'operator' }

/** The person behind a call: account, natural person (maker ≠ checker compares this), and the name others are shown. */
export type Actor = {
  readonly accountId: string
  readonly personId: string
  readonly name: string
  readonly organisationId: string
}

export const enterpriseScope = (enterpriseId: string) => ({ enterpriseId }) as EnterpriseScope
export const institutionScope = (institutionId: string, institutionName: string, branchId: string | null) =>
  ({ institutionId, institutionName, branchId }) as InstitutionScope
export const agencyScope = (agencyId: string) => ({ agencyId }) as AgencyScope
export const officeScope = (officeId: string, countyCode: string | null) => ({ officeId, countyCode }) as OfficeScope
export const operatorScope = (operatorId: string) => ({ operatorId }) as OperatorScope
