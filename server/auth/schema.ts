import type { OrganisationKind } from '@/server/identity/schema'

const portals = {
  ENTERPRISE: '/sme',
  INSTITUTION: '/bank',
  OFFICE: '/office',
  AGENCY: '/agency',
  OPERATOR: '/operator',
} as const satisfies Record<OrganisationKind, string>

/** First page of the portal where people of this kind of organisation work. */
export const portalOf = (kind: OrganisationKind) => portals[kind]
