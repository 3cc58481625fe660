import { initTRPC, TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { z } from 'zod'
import { holds, type Permission, permissions } from '@/server/auth/permissions'
import { type Actor, agencyScope, enterpriseScope, institutionScope, officeScope, operatorScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import type { DatabaseRole } from '@/server/db/client'
import { inTransaction, isGuardRefusal, type Tx } from '@/server/db/transaction'
import type { OrganisationKind } from '@/server/identity/schema'
import { ChangedMeanwhile, Refused, Unavailable } from '@/server/kernel/refused'
import type { Context } from './context'
import { explain } from './explain'

/** `atMostMs`: how long the transaction may take, where the usual bound is too short for the work. */
type Meta = { permission: Permission; atMostMs?: number }

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    errorFormatter({ shape, error, ctx }) {
      const { message, fieldErrors, reference } = explain(error, ctx?.locale ?? 'zh-CN')
      const code = error.cause instanceof Refused ? error.cause.code : shape.data.code
      return {
        ...shape,
        message,
        data: { code, httpStatus: shape.data.httpStatus, path: shape.data.path, fieldErrors, reference },
      }
    },
  })

export const { router, createCallerFactory } = t

function statusOf(refusal: Refused) {
  if (refusal.code === 'not-found') return 'NOT_FOUND'
  if (refusal instanceof Unavailable) return 'SERVICE_UNAVAILABLE'
  return refusal instanceof ChangedMeanwhile ? 'CONFLICT' : 'UNPROCESSABLE_CONTENT'
}

/** Turns what use cases throw into what tRPC sends; a fault stays a fault. */
function named(error: unknown): TRPCError {
  if (error instanceof TRPCError) {
    const { cause } = error
    if (cause instanceof Refused) return new TRPCError({ code: statusOf(cause), cause })
    if (error.code === 'INTERNAL_SERVER_ERROR' && isGuardRefusal(cause)) return new TRPCError({ code: 'FORBIDDEN', cause })
    return error
  }
  if (error instanceof Refused) return new TRPCError({ code: statusOf(error), cause: error })
  if (error instanceof z.ZodError) return new TRPCError({ code: 'BAD_REQUEST', cause: error })
  if (isGuardRefusal(error)) return new TRPCError({ code: 'FORBIDDEN', cause: error })
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error })
}

/** Refuses by default: a procedure without a permission never runs, whoever calls it. */
const authorised = t.procedure.use(async ({ ctx, meta, next }) => {
  if (!meta || !(meta.permission in permissions)) throw new TRPCError({ code: 'FORBIDDEN', message: 'no permission declared' })
  if (!holds(meta.permission, ctx.session?.roles ?? null))
    throw new TRPCError({ code: ctx.session ? 'FORBIDDEN' : 'UNAUTHORIZED' })
  const result = await next()
  if (!result.ok) throw named(result.error)
  return result
})

const actorOf = (session: Session): Actor => ({
  accountId: session.accountId,
  personId: session.personId,
  name: session.name,
  organisationId: session.organisationId,
})

/** The login role that serves a kind of organisation. */
export const databaseRoleOf = {
  ENTERPRISE: 'tenant',
  INSTITUTION: 'tenant',
  AGENCY: 'tenant',
  OFFICE: 'office',
  OPERATOR: 'operator',
} as const satisfies Record<OrganisationKind, DatabaseRole>

/** Runs the procedure in one transaction that has entered the caller's context; a failed procedure rolls it back. */
function procedureOf<Scope>(kinds: readonly OrganisationKind[], scopeOf: (session: Session) => Scope) {
  return authorised.use(async ({ ctx, meta, next }) => {
    const { session } = ctx
    if (!session) throw new TRPCError({ code: 'UNAUTHORIZED' })
    if (!kinds.includes(session.kind)) throw new TRPCError({ code: 'FORBIDDEN' })
    const work = async (tx: Tx) => {
      const result = await next({ ctx: { session, tx, scope: scopeOf(session), person: actorOf(session) } })
      if (!result.ok) throw result.error
      return result
    }
    return inTransaction(databaseRoleOf[session.kind], { sessionToken: session.token }, work, meta?.atMostMs)
  })
}

/** For anyone, signed in or not; opens no transaction. */
export const anonymousProcedure = authorised
/** For anyone signed in, in the transaction of their organisation. */
export const signedInProcedure = procedureOf(['ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE', 'OPERATOR'], (session) => session)
export const enterpriseProcedure = procedureOf(['ENTERPRISE'], ({ organisationId }) => enterpriseScope(organisationId))
export const institutionProcedure = procedureOf(['INSTITUTION'], ({ organisationId, organisationName, branchId }) =>
  institutionScope(organisationId, organisationName, branchId),
)
export const agencyProcedure = procedureOf(['AGENCY'], ({ organisationId }) => agencyScope(organisationId))
export const officeProcedure = procedureOf(['OFFICE'], ({ organisationId, countyCode }) =>
  officeScope(organisationId, countyCode),
)
export const operatorProcedure = procedureOf(['OPERATOR'], ({ organisationId }) => operatorScope(organisationId))
