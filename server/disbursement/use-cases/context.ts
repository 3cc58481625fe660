import type { Actor, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'
import type { LoanEvent } from '../domain/loan-entries'
import type { ApplicationState } from '../schema'

/** Somebody of the institution reporting, inside an open transaction; what `institutionProcedure` gives. */
export type ReportContext = {
  tx: Tx
  scope: InstitutionScope
  person: Actor
  session: { roles: readonly Role[] }
  now: Date
}

/**
 * The application's own lifecycle, which belongs to lending and is handed in by the flow: throws Refused when the event
 * may not happen in that state, or leads elsewhere.
 */
export type CheckStep = (from: ApplicationState, event: LoanEvent, to: ApplicationState) => void
