import type { Actor, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'

export type CardContext = { tx: Tx; scope: InstitutionScope; person: Actor; now: Date }
