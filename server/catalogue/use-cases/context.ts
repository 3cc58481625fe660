import type { Actor, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

/** Somebody of an institution acting on its products, inside an open transaction; what `institutionProcedure` gives. */
export type CatalogueContext = { tx: Tx; scope: InstitutionScope; person: Actor; now: Date }
