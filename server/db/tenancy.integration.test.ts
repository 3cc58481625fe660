import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { poolOf } from './client'
import { tenantQuery } from './transaction'

let mine: Session
let theirs: Session
let bank: Session
beforeAll(async () => {
  mine = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  theirs = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
  bank = await aSession(await anOrganisation('INSTITUTION'), ['BANK_OFFICER'])
})

describe('a transaction', () => {
  it('sees its own tenant, through Prisma and through a single statement', async () => {
    const rows = await as(mine, (tx) => tx.enterprise.findMany({ select: { enterpriseId: true } }))
    expect(rows).toEqual([{ enterpriseId: mine.organisationId }])
    expect(await tenantQuery('tenant', { sessionToken: theirs.token }, 'SELECT "enterpriseId" FROM enterprise')).toEqual([
      { enterpriseId: theirs.organisationId },
    ])
    expect(await as(bank, (tx) => tx.enterprise.count())).toBe(0)
  })

  it('without a context sees nothing', async () => {
    expect((await poolOf('tenant').query('SELECT FROM enterprise')).rowCount).toBe(0)
  })

  it('ends with the account: a disabled person is out at the next call', async () => {
    const gone = await aSession(mine.organisationId, ['ENTERPRISE_STAFF'])
    expect(await as(gone, (tx) => tx.enterprise.count())).toBe(1)
    await owner('UPDATE account SET "disabledAt" = now() WHERE id = $1', [gone.accountId])
    await expect(as(gone, (tx) => tx.enterprise.count())).rejects.toThrow()
  })
})
