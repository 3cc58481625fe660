import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { Role } from '@/server/identity/schema'

/** Somebody of the enterprise acting on its consents, inside an open transaction; what `enterpriseProcedure` gives. */
export type ConsentContext = {
  tx: Tx
  scope: EnterpriseScope
  person: Actor
  session: { roles: readonly Role[] }
  now: Date
}
