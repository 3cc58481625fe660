import type { Role } from '@/server/identity/schema'

const enterprise = ['ENTERPRISE_OWNER', 'ENTERPRISE_STAFF', 'LEGAL_REPRESENTATIVE'] as const
/** Those who can bind the firm: staff prepare and supply, but don't sign. */
const signatory = ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const
const bank = ['BANK_OFFICER', 'BANK_APPROVER', 'PRODUCT_MANAGER', 'INSTITUTION_ADMIN'] as const
const office = ['OFFICE_LEADER', 'OFFICE_ANALYST'] as const

/**
 * Who may do what: permission → roles. Every procedure names its permission; one that names none is refused at start,
 * and `permissions.test.ts` prints role × procedure.
 */
export const permissions = {
  // Anyone, signed in or not
  'public.read': 'ANYONE',
  'identity.register': 'ANYONE',
  'identity.recover': 'ANYONE',
  'identity.accept-invitation': 'ANYONE',
  // Anyone signed in
  'identity.self': 'SIGNED_IN',
  'notice.read': 'SIGNED_IN',
  // People of one's own organisation
  'staff.manage': [
    'ENTERPRISE_OWNER',
    'LEGAL_REPRESENTATIVE',
    'INSTITUTION_ADMIN',
    'OFFICE_LEADER',
    'AGENCY_STEWARD',
    'OPERATOR',
  ],
  // Enterprise
  'enterprise.read': enterprise,
  'consent.read': enterprise,
  'consent.prepare': enterprise,
  'consent.grant': signatory,
  /** A person's own consent to their personal data: nobody signs for them. */
  'consent.sign-off': ['LEGAL_REPRESENTATIVE'],
  'consent.withdraw': signatory,
  'source.refresh': enterprise,
  'source.read': enterprise,
  'source.declare': signatory,
  'portrait.read': enterprise,
  'portrait.answer': enterprise,
  'report.read': enterprise,
  'report.issue': signatory,
  'report.withdraw': signatory,
  'matching.read': enterprise,
  'application.prepare': enterprise,
  'application.submit': signatory,
  'application.read-own': enterprise,
  'application.supplement': enterprise,
  'application.withdraw': signatory,
  'offer.answer': signatory,
  'access.read': enterprise,
  // Institution
  'queue.read': bank,
  'application.review': ['BANK_OFFICER', 'BANK_APPROVER'],
  'application.handle': ['BANK_OFFICER'],
  'application.reassign': ['BANK_OFFICER', 'INSTITUTION_ADMIN'],
  'application.decide': ['BANK_APPROVER'],
  'portrait.read-granted': ['BANK_OFFICER', 'BANK_APPROVER'],
  'copies.read': bank,
  'copies.confirm': ['BANK_OFFICER', 'INSTITUTION_ADMIN'],
  'disbursement.read': bank,
  'disbursement.report': ['BANK_OFFICER'],
  'product.read-own': bank,
  'product.edit': ['PRODUCT_MANAGER'],
  'product.publish': ['PRODUCT_MANAGER', 'INSTITUTION_ADMIN'],
  'card.read': bank,
  'card.manage': ['PRODUCT_MANAGER'],
  'monitoring.read-own': ['BANK_APPROVER', 'PRODUCT_MANAGER'],
  // Financial office
  'statistics.read': office,
  'statistics.drill-down': office,
  'cage.oversee': office,
  // Agency
  'feed.read': ['AGENCY_STEWARD'],
  // Operator
  'operator.read': ['OPERATOR', 'AUDITOR'],
  'operator.manage': ['OPERATOR'],
  'monitoring.read': ['OPERATOR', 'AUDITOR'],
  /** Taking out what became of single loans, from which a card is fitted. */
  'monitoring.export': ['OPERATOR'],
  /** Adding, trying and proposing a card; publishing takes another person with `publish`, whom the database tells apart. */
  'card-version.propose': ['OPERATOR'],
  'card-version.publish': ['OPERATOR'],
  'card-version.rescore': ['OPERATOR'],
  'claim.settle': ['OPERATOR'],
  'keys.erase': ['OPERATOR'],
  'cage.watch': ['OPERATOR', 'AUDITOR'],
  'cage.set': ['AUDITOR'],
  'cage.handle': ['AUDITOR'],
  'ledger.audit': ['AUDITOR'],
} as const satisfies Record<string, readonly Role[] | 'ANYONE' | 'SIGNED_IN'>

export type Permission = keyof typeof permissions

/** Whether someone with these roles (none: not signed in) holds the permission. */
export function holds(permission: Permission, roles: readonly Role[] | null): boolean {
  const granted: readonly Role[] | 'ANYONE' | 'SIGNED_IN' = permissions[permission]
  if (granted === 'ANYONE') return true
  if (roles === null) return false
  return granted === 'SIGNED_IN' || roles.some((role) => granted.includes(role))
}
