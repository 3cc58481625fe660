import { TRPCError } from '@trpc/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { kindOfRole, type Role } from '@/server/identity/schema'
import type { Context } from '@/server/trpc/context'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { holds, type Permission, permissions } from './permissions'

type Procedure = { _def: { type: 'query' | 'mutation' | 'subscription'; meta?: { permission?: string } } }
/** By full path; at run time tRPC keeps them flat, whatever its types say. */
const flat: unknown = appRouter._def.procedures
const procedures = Object.entries(flat as Record<string, Procedure>).sort(([a], [b]) => a.localeCompare(b))

const roles = Object.keys(kindOfRole) as Role[]
type Caller = Role | 'NOBODY'
const callers: Caller[] = ['NOBODY', ...roles]

const contextOf = (caller: Caller): Context => ({
  locale: 'en',
  now: new Date(),
  session:
    caller === 'NOBODY'
      ? null
      : {
          token: 'none',
          accountId: 'account',
          personId: 'person',
          name: 'name',
          loginName: 'login',
          organisationId: 'organisation',
          kind: kindOfRole[caller],
          organisationName: 'organisation',
          organisationNameEn: null,
          roles: [caller],
          branchId: null,
          countyCode: null,
          otherOrganisations: 0,
        },
})

/** Calls the procedure without input and without a database: whoever gets as far as missing those was let in. */
async function isLetIn(caller: Caller, path: string): Promise<boolean> {
  const client: unknown = createCallerFactory(appRouter)(contextOf(caller))
  const procedure = path
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], client) as () => Promise<unknown>
  try {
    await procedure()
    return true
  } catch (error) {
    return !(error instanceof TRPCError && ['FORBIDDEN', 'UNAUTHORIZED'].includes(error.code))
  }
}

beforeAll(() => {
  for (const name of Object.keys(process.env)) if (name.endsWith('_DATABASE_URL')) delete process.env[name]
})

describe('every procedure', () => {
  it('is in one router, and declares a permission that exists', () => {
    expect(procedures.length).toBeGreaterThan(10)
    const bare = procedures.filter(([, { _def }]) => !(_def.meta?.permission && _def.meta.permission in permissions))
    expect(bare.map(([path]) => path)).toEqual([])
  })

  it('lets in whom security/matrix.txt says, and whom its permission names', async () => {
    const lines: string[] = []
    const stray: string[] = []
    for (const [path, { _def }] of procedures) {
      const permission = _def.meta?.permission as Permission
      const cells: string[] = []
      for (const caller of callers) {
        const allowed = await isLetIn(caller, path)
        if (allowed && !holds(permission, caller === 'NOBODY' ? null : [caller])) stray.push(`${caller} ${path}`)
        cells.push(allowed ? 'x' : '.')
      }
      lines.push(
        `${path.padEnd(36)} ${_def.type.padEnd(9)} ${permission.padEnd(28)} ${cells.map((cell) => cell.padEnd(4)).join('')}`,
      )
      if (!cells.includes('x')) stray.push(`nobody at all is let into ${path}`)
    }
    expect(stray).toEqual([])
    const initials = (caller: Caller) =>
      caller
        .split('_')
        .map((word) => word.slice(0, caller.includes('_') ? 1 : 3))
        .join('')
    const header = [
      'Who may call what: tried as every role, without input and without a database (server/auth/permissions.test.ts).',
      'A changed line is a changed right: read the difference before you accept it with `vitest run server/auth/permissions.test.ts -u`.',
      '',
      ...callers.map((caller) => `  ${initials(caller).padEnd(4)} ${caller}`),
      '',
      `${''.padEnd(36)} ${''.padEnd(9)} ${''.padEnd(28)} ${callers.map((caller) => initials(caller).padEnd(4)).join('')}`,
    ]
    const text = [...header, ...lines].map((line) => line.trimEnd()).join('\n')
    await expect(`${text}\n`).toMatchFileSnapshot('../../security/matrix.txt')
  })
})

describe('holding a permission', () => {
  it('takes one of its roles, a session where it says so, and nothing where it is for anyone', () => {
    expect(holds('public.read', null)).toBe(true)
    expect(holds('identity.self', null)).toBe(false)
    expect(holds('identity.self', ['AUDITOR'])).toBe(true)
    expect(holds('application.decide', ['BANK_OFFICER'])).toBe(false)
    expect(holds('application.decide', ['BANK_OFFICER', 'BANK_APPROVER'])).toBe(true)
    expect(holds('application.decide', [])).toBe(false)
  })

  it('keeps apart what one person must not do alone, and what a firm’s staff must not sign', () => {
    const both = (a: Permission, b: Permission) => roles.filter((role) => holds(a, [role]) && holds(b, [role]))
    expect(both('application.handle', 'application.decide')).toEqual([])
    expect(both('disbursement.report', 'application.decide')).toEqual([])
    expect(both('operator.manage', 'ledger.audit')).toEqual([])
    for (const permission of ['consent.grant', 'application.submit', 'offer.answer'] as const)
      expect(holds(permission, ['ENTERPRISE_STAFF']), permission).toBe(false)
  })

  it('crosses no kind of organisation but for what everyone has of their own', () => {
    const across = (Object.keys(permissions) as Permission[]).filter(
      (permission) => new Set(roles.filter((role) => holds(permission, [role])).map((role) => kindOfRole[role])).size > 1,
    )
    expect(across.filter((permission) => Array.isArray(permissions[permission]))).toEqual(['staff.manage'])
  })
})
