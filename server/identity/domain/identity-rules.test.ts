import { describe, expect, it } from 'vitest'
import { creditCodeInput, kindOfRole, registerInput, roles } from '../schema'
import { adviseOnCreditCode } from './credit-code-advice'
import { checkAcceptance, checkInvitation, invitableRoles, invitationExpiry } from './invitation'
import { checkPassword } from './password'

describe('credit code at registration', () => {
  it('looks a sound code up, however it was typed', () => {
    expect(adviseOnCreditCode(' 91610802ma70abcd7q ')).toEqual({ do: 'LOOK_UP', code: '91610802MA70ABCD7Q' })
    expect(adviseOnCreditCode('９１６１０８０２MA70ABCD7Q')).toEqual({ do: 'LOOK_UP', code: '91610802MA70ABCD7Q' })
    expect(creditCodeInput.parse('９１６１０８０２ma70abcd7q ')).toBe('91610802MA70ABCD7Q')
  })

  it('warns about a wrong 18th digit, says the right one and still looks the register up', () => {
    expect(adviseOnCreditCode('91350211M0000XUF46')).toMatchObject({
      do: 'LOOK_UP_WITH_WARNING',
      actual: '6',
      organisationCheck: true,
    })
    expect(adviseOnCreditCode('91310115MA1H8R7C6D')).toMatchObject({ do: 'LOOK_UP_WITH_WARNING', expected: '7', actual: 'D' })
    expect(creditCodeInput.safeParse('91350211M0000XUF46').success).toBe(true)
  })

  it.each(['91350100M000100Y4Z', '91610802MA70ABCD7', '91610802MA70ABCD7QQ', ''])('refuses %j: alphabet or length', (code) => {
    expect(adviseOnCreditCode(code).do).toBe('REFUSE')
    expect(creditCodeInput.safeParse(code).success).toBe(false)
  })
})

describe('registration', () => {
  const input = {
    creditCode: '91610802MA70ABCD7Q',
    claimant: 'LEGAL_REPRESENTATIVE',
    personName: '张三',
    contact: '13800001234',
    loginName: ' Ｚhangsan ',
    password: '榆阳区的春天来得比较晚一些',
  }
  it('normalises the login name and refuses fields that nobody asked for', () => {
    expect(registerInput.parse(input).loginName).toBe('zhangsan')
    expect(registerInput.safeParse({ ...input, role: 'OPERATOR' }).success).toBe(false)
  })
  it('asks an agent for the mandate', () => {
    expect(registerInput.safeParse({ ...input, claimant: 'AGENT' }).error?.issues[0]?.message).toBe('identity.mandate-required')
    const mandate = { text: '授权办理融资登记', endsOn: '2026-12-31' }
    expect(registerInput.safeParse({ ...input, claimant: 'AGENT', mandate }).success).toBe(true)
  })
})

describe('invitations', () => {
  // By hand: whom each role may invite, whatever the code says.
  const expected: Record<string, string> = {
    ENTERPRISE_OWNER: 'ENTERPRISE_STAFF',
    LEGAL_REPRESENTATIVE: 'ENTERPRISE_OWNER ENTERPRISE_STAFF',
    INSTITUTION_ADMIN: 'BANK_OFFICER BANK_APPROVER PRODUCT_MANAGER INSTITUTION_ADMIN',
    AGENCY_STEWARD: 'AGENCY_STEWARD',
    OFFICE_LEADER: 'OFFICE_LEADER OFFICE_ANALYST',
    OPERATOR: 'OPERATOR AUDITOR INSTITUTION_ADMIN AGENCY_STEWARD OFFICE_LEADER',
  }
  it.each(roles)('%s invites whom it may, into the right kind of organisation, and nobody else', (inviter) => {
    for (const role of roles) {
      const allowed = (expected[inviter] ?? '').split(' ').includes(role)
      expect(checkInvitation({ roles: [inviter] }, { kind: kindOfRole[role] }, { role }).ok, role).toBe(allowed)
      const elsewhere = kindOfRole[role] === 'OFFICE' ? 'AGENCY' : 'OFFICE'
      expect(checkInvitation({ roles: [inviter] }, { kind: elsewhere }, { role }).ok, role).toBe(false)
    }
  })

  it('hands out each role once to somebody who holds several', () => {
    expect(invitableRoles(['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'])).toEqual(['ENTERPRISE_STAFF', 'ENTERPRISE_OWNER'])
  })

  it('keeps branches to institutions and counties to the office', () => {
    const admin = { roles: ['INSTITUTION_ADMIN'] } as const
    const leader = { roles: ['OFFICE_LEADER'] } as const
    expect(checkInvitation(leader, { kind: 'OFFICE' }, { role: 'OFFICE_ANALYST', countyCode: '610881' }).ok).toBe(true)
    expect(checkInvitation(admin, { kind: 'INSTITUTION' }, { role: 'BANK_OFFICER', branchId: 'b' }).ok).toBe(true)
    expect(checkInvitation(admin, { kind: 'INSTITUTION' }, { role: 'BANK_OFFICER', countyCode: '610881' })).toEqual({
      ok: false,
      refusal: 'invitation.county-not-for-role',
    })
    expect(checkInvitation(leader, { kind: 'OFFICE' }, { role: 'OFFICE_ANALYST', branchId: 'b' })).toEqual({
      ok: false,
      refusal: 'invitation.branch-not-for-role',
    })
  })

  it('can be accepted once, for seven days', () => {
    const now = new Date('2026-09-18T10:00:00+08:00')
    const open = { expiresAt: invitationExpiry(now), acceptedAt: null, revokedAt: null }
    expect(checkAcceptance(open, new Date('2026-09-25T09:59:59+08:00')).ok).toBe(true)
    expect(checkAcceptance(open, new Date('2026-09-25T10:00:00+08:00'))).toEqual({ ok: false, refusal: 'invitation.expired' })
    expect(checkAcceptance({ ...open, acceptedAt: now }, now)).toEqual({ ok: false, refusal: 'invitation.used' })
    expect(checkAcceptance({ ...open, revokedAt: now }, now)).toEqual({ ok: false, refusal: 'invitation.revoked' })
  })
})

describe('passwords', () => {
  it.each(['correct horse battery', '榆阳区的春天来得比较晚一些', 'alllowercaseletters', 'Tr0ub4dor&3x!'])(
    'takes %s',
    (password) => {
      expect(checkPassword(password, 'zhangsan')).toEqual({ ok: true, value: null })
    },
  )

  it.each([
    ['elevenchars', 'identity.password-short'],
    ['十一个字不够长的密码呀', 'identity.password-short'],
    ['Password1234', 'identity.password-common'],
    ['aaaaaaaaaaaaaa', 'identity.password-common'],
    ['abcabcabcabcab', 'identity.password-common'],
    ['123456789012', 'identity.password-common'],
    ['210987654321', 'identity.password-common'],
    ['my-ZhangSan-is-here', 'identity.password-has-name'],
    ['x7'.repeat(65), 'identity.password-long'],
  ])('refuses %s', (password, refusal) => {
    expect(checkPassword(password, 'zhangsan')).toEqual({ ok: false, refusal })
  })
})
