import type { Role } from '@/server/identity/schema'

/** Someone of the institution: `branchId` null is the head office. */
export type Colleague = { roles: readonly Role[]; branchId: string | null }

/** Who may be given an application that lies with this branch (null: not with any): officers of that branch, or of no branch. */
export const mayTakeOver = ({ roles, branchId }: Colleague, ofBranch: string | null): boolean =>
  roles.includes('BANK_OFFICER') && (branchId === null || ofBranch === null || branchId === ofBranch)
