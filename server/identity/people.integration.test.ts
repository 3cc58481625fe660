import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '@/server/auth/password-hash'
import { findSession, homeOrganisation, openSession, type Session } from '@/server/auth/session'
import { signIn } from '@/server/auth/sign-in'
import { marketRegister } from '@/server/flows/market-register'
import { startRecovery } from '@/server/flows/recover-access'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { firm, openRegister } from '@/tests/sandbox-register'
import { anOrganisation, aSession, as, contextOf, owner } from '@/tests/world'
import type { Role } from './schema'

const callerOf = createCallerFactory(appRouter)
const anyone = callerOf(contextOf(null))
const callAs = (session: Session, now?: Date) => callerOf(contextOf(session, now))
const password = '榆阳区的春天来得比较晚一些'
const newPassword = '横山区的秋天走得比较早一些'
const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { cause?: { code?: string }; code?: string }) => error.cause?.code ?? error.code,
  )

let register: Awaited<ReturnType<typeof openRegister>>
let bank: string
let admin: Session
let counter = 0
beforeAll(async () => {
  register = await openRegister([firm(1)])
  bank = await anOrganisation('INSTITUTION')
  admin = await aSession(bank, ['INSTITUTION_ADMIN'])
})
afterAll(() => register.close())

const newMobile = () => `139${String(++counter).padStart(8, '0')}`
const linkIn = (handover: string) => /(?:invitation|recover)\/(\S+)/.exec(handover)?.[1] ?? ''

async function invited(contact = newMobile(), role: Role = 'BANK_OFFICER', by = admin) {
  const { handover } = await callAs(by).staff.invite({ personName: '刘敏', contact, role })
  return { token: linkIn(handover), loginName: `officer.${++counter}`, password, contact }
}
const accept = ({ token, loginName }: { token: string; loginName: string }) =>
  anyone.registration.accept({ token, loginName, password })
/** A colleague who accepted an invitation and is signed in. */
async function joined(contact = newMobile(), role: Role = 'BANK_OFFICER', by = admin) {
  const invitation = await invited(contact, role, by)
  await accept(invitation)
  const result = await signIn(invitation.loginName, password, `10.2.0.${++counter}`, new Date())
  if (!result.ok) throw new Error(result.reason)
  const home = await homeOrganisation(result.accountId)
  const session = home && (await findSession(await openSession(result.accountId, home)))
  if (!session) throw new Error('no session')
  return { session, loginName: invitation.loginName }
}
const memberIdOf = async ({ accountId }: Session) =>
  (await owner<{ id: string }>('SELECT id FROM membership WHERE "accountId" = $1', [accountId]))[0]?.id ?? ''

describe('an invitation', () => {
  it('makes a colleague with the role it says, and is shown once where nothing can deliver it', async () => {
    const { session } = await joined()
    expect(session).toMatchObject({ organisationId: bank, roles: ['BANK_OFFICER'] })
  })

  it('is delivered to the mobile where there is a sandbox; the screen then does not show the link', async () => {
    process.env.SANDBOX_URL = register.url
    try {
      const { handover } = await callAs(admin).staff.invite({
        personName: '刘敏',
        contact: '139 9999-0000',
        role: 'BANK_OFFICER',
      })
      expect(linkIn(handover)).toBe('')
      const [message] = register.messages()
      expect(message).toMatchObject({ to: '13999990000', subject: expect.stringContaining('邀请') })
      expect(linkIn(message?.text ?? '')).toHaveLength(43)
    } finally {
      process.env.SANDBOX_URL = ''
    }
  })

  it('accepted many times at once makes one account', async () => {
    const invitation = await invited()
    // Nobody gets past finding the person until all have arrived: what was read before then is what a race would read.
    const gate = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL })
    await gate.connect()
    await gate.query('BEGIN; LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE')
    const racing = Promise.all([1, 2, 3, 4].map((n) => refusalOf(accept({ ...invitation, loginName: `twice.${n}` }))))
    await new Promise((resolve) => setTimeout(resolve, 500))
    await gate.query('COMMIT')
    await gate.end()
    expect((await racing).sort()).toEqual(['done', ...Array.from({ length: 3 }, () => 'invitation.used')])
    expect(await owner(`SELECT FROM account WHERE "loginName" LIKE 'twice.%'`)).toHaveLength(1)
  })

  it('ends by revoking, by a newer one, after seven days, and with the organisation', async () => {
    const contact = newMobile()
    const [older, newer] = [await invited(contact), await invited(contact)]
    expect(await refusalOf(accept(older))).toBe('invitation.revoked')
    const { invitations } = await callAs(admin).staff.list({})
    expect(JSON.stringify(invitations)).not.toContain(contact)
    const open = invitations.find((one) => one.contact?.endsWith(contact.slice(-4)))
    const later = callerOf(contextOf(null, new Date(Date.now() + 7 * 86_400_000)))
    expect(await refusalOf(later.registration.accept({ token: newer.token, loginName: 'late', password }))).toBe(
      'invitation.expired',
    )
    await callAs(admin).staff.revokeInvitation({ invitationId: open?.id ?? '' })
    expect(await refusalOf(accept(newer))).toBe('invitation.revoked')
    expect(await refusalOf(accept({ ...newer, token: 'x'.repeat(43) }))).toBe('invitation.unknown')

    const agency = await aSession(await anOrganisation('AGENCY'), ['AGENCY_STEWARD'])
    const orphaned = await invited(newMobile(), 'AGENCY_STEWARD', agency)
    await owner('UPDATE organisation SET "disabledAt" = now() WHERE id = $1', [agency.organisationId])
    expect(await refusalOf(accept(orphaned))).toBe('invitation.organisation-disabled')
  })

  it('keeps one natural person one person: by number, with a second account or with the one they have', async () => {
    const contact = newMobile()
    const { session } = await joined(contact)
    const other = await aSession(await anOrganisation('OFFICE'), ['OFFICE_LEADER'])
    const second = await joined(contact, 'OFFICE_ANALYST', other)
    expect(second.session.personId).toBe(session.personId)

    const third = await aSession(await anOrganisation('AGENCY'), ['AGENCY_STEWARD'])
    const { token } = await invited(contact, 'AGENCY_STEWARD', third)
    expect(await anyone.registration.invitation({ token })).toMatchObject({ hasAccount: true, isSignedIn: false })
    const stranger = await joined()
    expect(await refusalOf(callAs(stranger.session).registration.acceptWithAccount({ token }))).toBe('invitation.other-person')
    await callAs(session).registration.acceptWithAccount({ token })
    const { organisations } = await callAs(session).account.overview()
    expect(organisations.map(({ kind }) => kind)).toEqual(['INSTITUTION', 'AGENCY'])
    expect(await callAs(session).account.switchOrganisation({ organisationId: third.organisationId })).toEqual({
      portal: '/agency',
    })
    expect(await findSession(session.token)).toMatchObject({ kind: 'AGENCY', roles: ['AGENCY_STEWARD'] })
    await expect(callAs(session).account.switchOrganisation({ organisationId: other.organisationId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is for administrators, and for roles that are theirs to give', async () => {
    const { session } = await joined()
    await expect(invited(newMobile(), 'BANK_OFFICER', session)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusalOf(invited(newMobile(), 'OPERATOR'))).toBe('invitation.role-not-yours')
  })
})

describe('a colleague', () => {
  it('disabled is out at the next call, in the session and in the database; reinstated is back', async () => {
    const { session } = await joined()
    const memberId = await memberIdOf(session)
    expect(await as(session, (tx) => tx.institution.count())).toBeGreaterThan(0)
    const verdicts = await Promise.all([1, 2].map(() => refusalOf(callAs(admin).staff.setStanding({ memberId, disabled: true }))))
    expect(verdicts.sort()).toEqual(['changed-meanwhile', 'done'])
    expect(await findSession(session.token)).toBeNull()
    await expect(as(session, (tx) => tx.institution.count())).rejects.toThrow()
    // The control: with the defence lifted the same calls pass, so the refusals above were its own.
    await callAs(admin).staff.setStanding({ memberId, disabled: false })
    expect(await findSession(session.token)).not.toBeNull()
    expect(await as(session, (tx) => tx.institution.count())).toBeGreaterThan(0)
  })

  it('is out with the account and with the organisation when the operator disables them', async () => {
    const operator = await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])
    const { session } = await joined()
    await callAs(operator).operator.setAccountStanding({ id: session.accountId, disabled: true })
    expect(await findSession(session.token)).toBeNull()
    const other = await aSession(await anOrganisation('AGENCY'), ['AGENCY_STEWARD'])
    await callAs(operator).operator.setOrganisationStanding({ id: other.organisationId, disabled: true })
    expect(await findSession(other.token)).toBeNull()
    await expect(as(other, (tx) => tx.agency.count())).rejects.toThrow()
    expect(await refusalOf(callAs(operator).operator.setAccountStanding({ id: operator.accountId, disabled: true }))).toBe(
      'identity.own-account',
    )
  })

  it('of another organisation cannot be seen or touched', async () => {
    const elsewhere = await aSession(await anOrganisation('INSTITUTION'), ['INSTITUTION_ADMIN'])
    const { session } = await joined()
    const memberId = await memberIdOf(session)
    await expect(callAs(elsewhere).staff.setStanding({ memberId, disabled: true })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await callAs(elsewhere).staff.list({})).rows.map(({ accountId }) => accountId)).toEqual([elsewhere.accountId])
    expect(await refusalOf(callAs(admin).staff.setStanding({ memberId: await memberIdOf(admin), disabled: true }))).toBe(
      'member.not-yours-to-manage',
    )
  })
})

describe('a password', () => {
  it('changed ends the other sessions and not this one; a stranger at the screen needs the old one', async () => {
    const { session, loginName } = await joined()
    const elsewhere = await openSession(session.accountId, { id: bank, kind: 'INSTITUTION' })
    expect(await refusalOf(callAs(session).account.changePassword({ current: 'not this one', password: newPassword }))).toBe(
      'identity.password-wrong',
    )
    expect(await findSession(elsewhere)).not.toBeNull()
    expect(await callAs(session).account.changePassword({ current: password, password: newPassword })).toEqual({ ended: 1 })
    expect(await findSession(elsewhere)).toBeNull()
    expect(await findSession(session.token)).not.toBeNull()
    expect((await signIn(loginName, newPassword, '10.3.0.1', new Date())).ok).toBe(true)
  })

  it('is reset by an administrator’s link once, and signs out everywhere', async () => {
    const { session, loginName } = await joined()
    const { handover } = await callAs(admin).staff.issueReset({ memberId: await memberIdOf(session) })
    const token = linkIn(handover)
    const tries = await Promise.all(
      [1, 2].map(() => refusalOf(anyone.registration.resetByLink({ token, password: newPassword }))),
    )
    expect(tries.sort()).toEqual(['done', 'identity.reset-link-dead'])
    expect(await findSession(session.token)).toBeNull()
    expect((await signIn(loginName, newPassword, '10.3.0.2', new Date())).ok).toBe(true)
  })

  it('of somebody who works elsewhere too is the operator’s to reset and not an administrator’s', async () => {
    const { session, loginName } = await joined()
    const memberId = await memberIdOf(session)
    const other = await anOrganisation('AGENCY')
    await owner(`INSERT INTO membership ("organisationId", id, "accountId", role) VALUES ($1, uuidv7(), $2, 'AGENCY_STEWARD')`, [
      other,
      session.accountId,
    ])
    expect(await refusalOf(callAs(admin).staff.issueReset({ memberId }))).toBe('member.works-elsewhere')

    // The way back: the operator's link, on record; for nobody who has another way, and not by whoever only reads.
    const office = await anOrganisation('OPERATOR')
    const operator = await aSession(office, ['OPERATOR'])
    const auditor = await aSession(office, ['AUDITOR'])
    const { accountId: id } = session
    await expect(callAs(auditor).operator.issueReset({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { session: single } = await joined()
    for (const other of [single, operator])
      expect(await refusalOf(callAs(operator).operator.issueReset({ id: other.accountId }))).toBe('identity.other-way-back')
    const { rows } = await callAs(operator).operator.accounts({ page: 1 })
    const resettable = (account: string) => rows.find((row) => row.id === account)?.resettable
    expect([resettable(id), resettable(single.accountId)]).toEqual([true, false])
    const { handover } = await callAs(operator).operator.issueReset({ id })
    expect(
      await owner(`SELECT "actorId" AS by FROM ledger_entry WHERE act = 'account.reset-issued' AND "subjectId" = $1`, [id]),
    ).toEqual([{ by: operator.accountId }])
    expect(await refusalOf(anyone.registration.resetByLink({ token: linkIn(handover), password: newPassword }))).toBe('done')
    expect(await findSession(session.token)).toBeNull()
    expect((await signIn(loginName, newPassword, '10.3.0.3', new Date())).ok).toBe(true)
  })
})

describe('recovering a forgotten password', () => {
  const context = () => ({ now: new Date(), locale: 'zh-CN' as const })
  async function owns(creditCode: string) {
    const enterprise = await anOrganisation('ENTERPRISE')
    await owner('UPDATE enterprise SET "creditCode" = $2 WHERE "enterpriseId" = $1', [enterprise, creditCode])
    const session = await aSession(enterprise, ['ENTERPRISE_OWNER'])
    await owner('UPDATE account SET "passwordHash" = $2, "loginName" = $3 WHERE id = $1', [
      session.accountId,
      await hashPassword(password),
      'forgetful',
    ])
    return session
  }

  it('goes by the firm’s contact on the register, and ends every session', async () => {
    const { creditCode } = firm(1)
    const session = await owns(creditCode)
    const { recoveryId, sending } = await startRecovery(await marketRegister(), ' Forgetful', context())
    expect(await sending).toBe('sent')
    const code = register.codesFor(creditCode)[0] ?? ''
    await anyone.registration.finishRecovery({ recoveryId, code, password: newPassword })
    expect(await findSession(session.token)).toBeNull()
    expect((await signIn('forgetful', newPassword, '10.4.0.1', new Date())).ok).toBe(true)
    expect(await refusalOf(anyone.registration.finishRecovery({ recoveryId, code, password }))).toBe('challenge.used')
  })

  it('answers alike for a name that exists, one that does not, and a bank officer', async () => {
    const { loginName } = await joined()
    const sent = register.messages().length
    for (const name of ['forgetful', 'nobody-at-all', loginName]) {
      const answer = await anyone.registration.startRecovery({ loginName: name })
      expect(Object.keys(answer)).toEqual(['recoveryId'])
      const attempt = () => refusalOf(anyone.registration.finishRecovery({ ...answer, code: '000000', password: newPassword }))
      const answers = [await attempt(), await attempt(), await attempt(), await attempt(), await attempt(), await attempt()]
      expect(answers, name).toEqual([
        ...Array.from({ length: 4 }, () => 'challenge.code-wrong'),
        'challenge.too-many-attempts',
        'challenge.too-many-attempts',
      ])
    }
    expect(register.messages().length - sent).toBeLessThanOrEqual(1)
  })

  it('sends no more than three codes an hour, and says the same', async () => {
    await owner(`DELETE FROM recovery_challenge`)
    const outcomes = []
    for (let n = 0; n < 4; n++) outcomes.push(await (await startRecovery(await marketRegister(), 'forgetful', context())).sending)
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'nothing'])
  })
})
