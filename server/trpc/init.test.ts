import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Session } from '@/server/auth/session'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import type { Context } from './context'
import { anonymousProcedure, createCallerFactory, enterpriseProcedure, institutionProcedure, router } from './init'

const session: Session = {
  token: 'none',
  accountId: 'account',
  personId: 'person',
  name: 'name',
  loginName: 'login',
  organisationId: 'organisation',
  kind: 'ENTERPRISE',
  organisationName: 'organisation',
  organisationNameEn: null,
  roles: ['ENTERPRISE_OWNER'],
  branchId: null,
  countyCode: null,
  otherOrganisations: 0,
}
const context = (of: Session | null): Context => ({ session: of, locale: 'en', now: new Date() })
const open = anonymousProcedure.meta({ permission: 'public.read' })

const example = router({
  bare: anonymousProcedure.query(() => 'reached'),
  open: open.query(() => 'reached'),
  own: anonymousProcedure.meta({ permission: 'enterprise.read' }).query(() => 'reached'),
  ofEnterprise: enterpriseProcedure.meta({ permission: 'identity.self' }).query(() => 'reached'),
  ofInstitution: institutionProcedure.meta({ permission: 'identity.self' }).query(() => 'reached'),
  refuses: open.query(() => {
    throw new Refused('example.code', { field: 'amount' })
  }),
  misses: open.query(() => {
    throw new NotFound('application')
  }),
  late: open.query(() => {
    throw new ChangedMeanwhile('application')
  }),
  breaks: open.query(() => {
    throw new Error('boom')
  }),
  forbidden: open.query(() => {
    throw Object.assign(new Error('no live consent'), { code: '42501' })
  }),
  takes: open.input(z.strictObject({ n: z.int() })).query(({ input }) => input.n),
})
const as = (of: Session | null) => createCallerFactory(example)(context(of))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'reached',
    (error: { code?: string }) => error.code,
  )

describe('a procedure', () => {
  it('without a permission runs for nobody, whoever asks', async () => {
    for (const caller of [null, session]) expect(await codeOf(as(caller).bare())).toBe('FORBIDDEN')
    expect(await codeOf(as(null).open())).toBe('reached') // the control
  })

  it('asks for a session first, then for the role, then for the kind of organisation', async () => {
    expect(await codeOf(as(null).own())).toBe('UNAUTHORIZED')
    expect(await codeOf(as({ ...session, kind: 'AGENCY', roles: ['AGENCY_STEWARD'] }).own())).toBe('FORBIDDEN')
    expect(await codeOf(as({ ...session, roles: [] }).own())).toBe('FORBIDDEN')
    expect(await codeOf(as(session).own())).toBe('reached')
    // A bank's role held in an enterprise opens nothing of a bank's.
    expect(await codeOf(as(session).ofInstitution())).toBe('FORBIDDEN')
    expect(await codeOf(as({ ...session, kind: 'INSTITUTION' }).ofEnterprise())).toBe('FORBIDDEN')
  })

  it('tells refusals, what is not there, what moved meanwhile and faults apart', async () => {
    expect(await codeOf(as(null).refuses())).toBe('UNPROCESSABLE_CONTENT')
    expect(await codeOf(as(null).misses())).toBe('NOT_FOUND')
    expect(await codeOf(as(null).late())).toBe('CONFLICT')
    expect(await codeOf(as(null).breaks())).toBe('INTERNAL_SERVER_ERROR')
    expect(await codeOf(as(null).forbidden())).toBe('FORBIDDEN')
  })

  it('refuses fields that it does not know', async () => {
    expect(await as(null).takes({ n: 1 })).toBe(1)
    const more = { n: 1, role: 'OPERATOR' }
    expect(await codeOf(as(null).takes(more))).toBe('BAD_REQUEST')
  })
})
