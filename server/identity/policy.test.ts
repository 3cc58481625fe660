import { describe, expect, it } from 'vitest'
import { mayManage, mayReset } from './policy'
import type { Role } from './schema'

const person = (accountId: string, ...roles: Role[]) => ({ accountId, roles })

describe('managing a colleague', () => {
  it.each([
    ['an administrator an officer', person('a', 'INSTITUTION_ADMIN'), person('b', 'BANK_OFFICER'), true],
    ['an administrator a fellow administrator', person('a', 'INSTITUTION_ADMIN'), person('b', 'INSTITUTION_ADMIN'), true],
    ['nobody themselves', person('a', 'INSTITUTION_ADMIN'), person('a', 'INSTITUTION_ADMIN'), false],
    ['an officer nobody', person('a', 'BANK_OFFICER'), person('b', 'BANK_OFFICER'), false],
    ['an owner never the legal representative', person('a', 'ENTERPRISE_OWNER'), person('b', 'LEGAL_REPRESENTATIVE'), false],
    [
      'an owner nobody who is more besides',
      person('a', 'ENTERPRISE_OWNER'),
      person('b', 'ENTERPRISE_STAFF', 'LEGAL_REPRESENTATIVE'),
      false,
    ],
    ['nobody somebody without a role', person('a', 'OPERATOR'), person('b'), false],
  ])('%s', (_, actor, colleague, allowed) => {
    expect(mayManage(actor, colleague)).toBe(allowed)
  })

  it('resets only accounts that work here alone', () => {
    const [admin, officer] = [person('a', 'INSTITUTION_ADMIN'), person('b', 'BANK_OFFICER')]
    expect(mayReset(admin, officer, 1)).toBe(true)
    expect(mayReset(admin, officer, 2)).toBe(false)
  })
})
