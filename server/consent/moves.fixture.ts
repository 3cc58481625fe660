import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { nobody } from '@/server/jobs/task'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anOrganisation, aSession, contextOf } from '@/tests/world'

export const callerOf = (session: Session, now = new Date()) => createCallerFactory(appRouter)(contextOf(session, now))

export type Firm = { id: string; head: Session; representative: Session; staff: Session }

export async function aFirm(): Promise<Firm> {
  const id = await anOrganisation('ENTERPRISE')
  return {
    id,
    head: await aSession(id, ['ENTERPRISE_OWNER'], '王某'),
    representative: await aSession(id, ['LEGAL_REPRESENTATIVE'], '李某'),
    staff: await aSession(id, ['ENTERPRISE_STAFF'], '张某'),
  }
}

export const worker = <Result>(tenantId: string, work: Parameters<typeof inTransaction<Result>>[2]) =>
  inTransaction('worker', { jobId: nobody, tenantId }, work)

/** The code of a refusal, or `done`. */
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { cause?: { code?: string }; code?: string }) => error.cause?.code ?? error.code,
  )
