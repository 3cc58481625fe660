import type { Actor, EnterpriseScope, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'
import { findForInstitution, findOwn, type Standing } from '../application.repository'
import { type Mover, seen } from './step'

type Acting = { tx: Tx; person: Actor; session: { roles: readonly Role[] }; now: Date }
/** Someone of an institution acting on its applications; what `institutionProcedure` gives. */
export type BankContext = Acting & { scope: InstitutionScope }
/** Someone of an enterprise acting on its own applications; what `enterpriseProcedure` gives. */
export type FirmContext = Acting & { scope: EnterpriseScope }

type Target = { applicationId: string; version: number }

/** The bank's application as the person saw it. @throws NotFound, ChangedMeanwhile */
export const seenByBank = async ({ tx, scope }: BankContext, target: Target): Promise<Standing> =>
  seen(tx, await findForInstitution(tx, scope, target.applicationId), target.version)

/** The enterprise's own application as the person saw it. @throws NotFound, ChangedMeanwhile */
export const seenByFirm = async ({ tx, scope }: FirmContext, target: Target): Promise<Standing> =>
  seen(tx, await findOwn(tx, scope, target.applicationId), target.version)

export const moverOf = ({ tx, person, session, now }: Acting): Mover => ({ tx, person, roles: session.roles, now })

/** The bank's side of an application: whoever handles it, else all officers. */
export const toOfficer = ({ institutionId, officerId }: Standing) => ({
  organisationId: institutionId,
  accountId: officerId,
  role: officerId ? null : ('BANK_OFFICER' as const),
  params: {},
})

/** Everyone of the enterprise. */
export const toFirm = ({ enterpriseId }: Standing) => ({ organisationId: enterpriseId, params: {} })
