import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '@/server/auth/sign-in'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { firm, openRegister } from '@/tests/sandbox-register'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'

const callerOf = createCallerFactory(appRouter)
const anyone = callerOf(contextOf(null))
const password = '榆阳区的春天来得比较晚一些'
const firms = [...Array.from({ length: 20 }, (_, n) => firm(n)), firm(90, '王芳', '注销')]
let register: Awaited<ReturnType<typeof openRegister>>
let next = 0
const newFirm = () => firms[next++] ?? firm(0)

beforeAll(async () => {
  register = await openRegister(firms)
})
afterAll(() => register.close())

type Claim = Parameters<typeof anyone.registration.start>[0]
const claimOn = (creditCode: string, more: Partial<Claim> = {}): Claim => ({
  creditCode,
  claimant: 'LEGAL_REPRESENTATIVE',
  personName: '李建国',
  contact: `138${String(next).padStart(4, '0')}${String(Math.random()).slice(2, 6)}`,
  loginName: `owner-${creditCode.slice(-6).toLowerCase()}`,
  password,
  ...more,
})
/** Starts a claim and returns it with the code that the contact on the register received. */
async function started(creditCode: string, more: Partial<Claim> = {}) {
  const input = claimOn(creditCode, more)
  const { claimId } = await anyone.registration.start(input)
  return { ...input, claimId, code: register.codesFor(creditCode)[0] ?? '' }
}
const refusalOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  )
const notThis = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('registering an enterprise', () => {
  it('takes name, address, representative and date from the register, and the code from its contact', async () => {
    const { creditCode, name } = newFirm()
    const claim = await started(creditCode)
    expect(await anyone.registration.claim({ claimId: claim.claimId })).toMatchObject({
      state: 'CHALLENGED',
      sentTo: '138****0001',
    })
    expect((await signIn(claim.loginName, password, '10.1.0.1', new Date())).ok).toBe(false)

    expect(await anyone.registration.confirm(claim0(claim))).toEqual({ state: 'CONFIRMED' })
    expect((await signIn(claim.loginName, password, '10.1.0.1', new Date())).ok).toBe(true)
    const [row] = await owner(
      `SELECT e.name, e.address, e."legalRepresentative", e."foundedOn"::text, m.role::text, l.act
       FROM enterprise e JOIN membership m ON m."organisationId" = e."enterpriseId"
       JOIN ledger_entry l ON l."enterpriseId" = e."enterpriseId" WHERE e."creditCode" = $1`,
      [creditCode],
    )
    expect(row).toEqual({
      name,
      address: '榆林市榆阳区试验路 1 号',
      legalRepresentative: '李建国',
      foundedOn: '2018-05-01',
      role: 'LEGAL_REPRESENTATIVE',
      act: 'claim.confirmed',
    })
  })

  it('warns about a check digit and still asks the register; an unknown code or a struck-off firm goes no further', async () => {
    const { creditCode } = firm(3)
    const typo = `${creditCode.slice(0, 17)}${creditCode.endsWith('X') ? 'Y' : 'X'}`
    const answer = await anyone.registration.lookUp({ creditCode: typo })
    expect(answer).toMatchObject({ advice: { do: 'LOOK_UP_WITH_WARNING' }, entry: null, problem: 'unknown' })
    expect(answer.advice).toMatchObject({ suggestions: expect.arrayContaining([creditCode]) })
    expect((await anyone.registration.lookUp({ creditCode: '91350100M000100Y4Z' })).advice.do).toBe('REFUSE')
    expect(await refusalOf(anyone.registration.start(claimOn(typo)))).toBe('claim.not-on-register')
    expect(await refusalOf(anyone.registration.start(claimOn(firm(90).creditCode)))).toBe('claim.firm-not-active')
  })

  it('slows one address down that looks up many codes, in the same words whether the register knows them or not', async () => {
    const now = new Date()
    const from = (address: string) => callerOf({ ...contextOf(null, now), address }).registration
    const { creditCode } = firm(3)
    const unknown = `${creditCode.slice(0, 17)}${creditCode.endsWith('X') ? 'Y' : 'X'}`
    for (let n = 0; n < 30; n++) await from('10.2.0.1').lookUp({ creditCode: '91350100M000100Y4Z' })
    const told = await Promise.all(
      [creditCode, unknown].map((code) =>
        from('10.2.0.1')
          .lookUp({ creditCode: code })
          .then(
            () => 'answered',
            (error: { cause?: { code?: string; params?: unknown } }) => [error.cause?.code, error.cause?.params],
          ),
      ),
    )
    expect(told[0]).toEqual(['claim.look-ups-throttled', { seconds: 10 }])
    expect(told[1]).toEqual(told[0])
    expect(await refusalOf(from('10.2.0.1').start(claimOn(creditCode)))).toBe('claim.look-ups-throttled')
    expect(await from('10.2.0.2').lookUp({ creditCode })).toMatchObject({ problem: null })
  })

  it('believes no forged register answer', async () => {
    const { creditCode } = newFirm()
    register.faults.set({ agency: 'market', subject: creditCode, kind: 'forge', milliseconds: 0, times: 1 })
    expect(await anyone.registration.lookUp({ creditCode })).toMatchObject({ entry: null, problem: 'unavailable' })
    expect(await anyone.registration.lookUp({ creditCode })).toMatchObject({ problem: null })
  })

  it('takes somebody as the legal representative only under the registered name; an agent needs a mandate and keeps to its end', async () => {
    const { creditCode } = newFirm()
    expect(await refusalOf(anyone.registration.start(claimOn(creditCode, { personName: '张三' })))).toBe(
      'claim.name-not-representative',
    )
    const agent = { claimant: 'AGENT', personName: '张三' } as const
    await expect(anyone.registration.start(claimOn(creditCode, agent))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const claim = await started(creditCode, { ...agent, mandate: { text: '办理融资登记', endsOn: '2099-12-31' } })
    await anyone.registration.confirm(claim0(claim))
    const result = await signIn(claim.loginName, password, '10.1.0.2', new Date())
    const accountId = result.ok ? result.accountId : ''
    const { homeOrganisation } = await import('@/server/auth/session')
    expect(await homeOrganisation(accountId)).not.toBeNull()
    expect(await homeOrganisation(accountId, new Date('2100-01-01T00:00:00+08:00'))).toBeNull()
  })

  it('counts wrong codes one by one, however they arrive, and then takes not even the right one', async () => {
    const claim = await started(newFirm().creditCode)
    const wrong = { claimId: claim.claimId, code: notThis(claim.code) }
    const answers = await Promise.all(Array.from({ length: 8 }, () => refusalOf(anyone.registration.confirm(wrong))))
    expect(answers.filter((answer) => answer === 'challenge.code-wrong')).toHaveLength(4)
    expect(await refusalOf(anyone.registration.confirm(claim0(claim)))).toBe('claim.not-open')
  })

  it('is over after fifteen minutes and sends at most three codes an hour', async () => {
    const { creditCode } = newFirm()
    const claim = await started(creditCode)
    const late = callerOf(contextOf(null, new Date(Date.now() + 15 * 60_000)))
    expect(await refusalOf(late.registration.confirm(claim0(claim)))).toBe('challenge.expired')
    await Promise.all([1, 2, 3, 4].map(() => refusalOf(anyone.registration.start(claimOn(creditCode)))))
    expect(register.codesFor(creditCode)).toHaveLength(3)
  })

  it('tells that a login name is taken only to somebody who has the code, who may choose another', async () => {
    const first = await started(newFirm().creditCode)
    await anyone.registration.confirm(claim0(first))
    const second = await started(newFirm().creditCode, { loginName: first.loginName })
    expect(await refusalOf(anyone.registration.confirm({ claimId: second.claimId, code: notThis(second.code) }))).toBe(
      'challenge.code-wrong',
    )
    expect(await refusalOf(anyone.registration.confirm(claim0(second)))).toBe('identity.login-name-taken')
    expect(await anyone.registration.confirm({ ...claim0(second), loginName: `${first.loginName}.2` })).toEqual({
      state: 'CONFIRMED',
    })
  })
})

const claim0 = ({ claimId, code }: { claimId: string; code: string }) => ({ claimId, code })

const peopleOf = (creditCode: string) =>
  owner<{ loginName: string; role: string }>(
    `SELECT a."loginName", m.role::text FROM membership m JOIN account a ON a.id = m."accountId" JOIN enterprise e
     ON e."enterpriseId" = m."organisationId" WHERE e."creditCode" = $1 AND m."disabledAt" IS NULL ORDER BY m."createdAt", m.id`,
    [creditCode],
  )
const told = (creditCode: string) =>
  owner<{ kind: string }>(
    `SELECT n.kind FROM notice n JOIN enterprise e ON e."enterpriseId" = n."organisationId" WHERE e."creditCode" = $1`,
    [creditCode],
  )

describe('the legal representative of a firm that others registered', () => {
  const confirmed = async (claim: { claimId: string; code: string }) => (await anyone.registration.confirm(claim0(claim))).state
  const byOwner = async () => {
    const known = newFirm()
    const first = await started(known.creditCode, { loginName: `first.${next}`, claimant: 'OWNER', personName: '赵六' })
    expect(await confirmed(first)).toBe('CONFIRMED')
    return { known, creditCode: known.creditCode, first }
  }

  it('joins beside them, who are told; a second one of the same name is a dispute, and so is anybody else', async () => {
    const { creditCode, first } = await byOwner()
    const head = await started(creditCode, { loginName: `head.${next}` })
    expect(await confirmed(head)).toBe('CONFIRMED')
    const both = [
      { loginName: first.loginName, role: 'ENTERPRISE_OWNER' },
      { loginName: head.loginName, role: 'LEGAL_REPRESENTATIVE' },
    ]
    expect(await peopleOf(creditCode)).toEqual(both)
    expect(await told(creditCode)).toEqual([{ kind: 'identity.representative-joined' }])
    expect(await confirmed(await started(creditCode, { loginName: `namesake.${next}` }))).toBe('DISPUTED')
    expect(await peopleOf(creditCode)).toEqual(both)
  })

  it('who acts for it already, by the same number, disputes it', async () => {
    const { creditCode, first } = await byOwner()
    const same = await started(creditCode, { loginName: `same.${next}`, contact: first.contact })
    expect(await confirmed(same)).toBe('DISPUTED')
  })

  it('whom the register names in place of another joins beside the former one, and follows the register, not the store', async () => {
    const { known, creditCode } = await byOwner()
    expect(await confirmed(await started(creditCode, { loginName: `former.${next}` }))).toBe('CONFIRMED')
    Object.assign(known, { representative: '王芳' })
    const late = { loginName: `late.${next}`, personName: '王芳' }
    expect(await confirmed(await started(creditCode, late))).toBe('CONFIRMED')
    expect((await peopleOf(creditCode)).map(({ role }) => role)).toEqual([
      'ENTERPRISE_OWNER',
      'LEGAL_REPRESENTATIVE',
      'LEGAL_REPRESENTATIVE',
    ])
    // Whoever follows the register ends the former one's office, and by the stored name knows that it changed.
    expect(await owner('SELECT "legalRepresentative" AS name FROM enterprise WHERE "creditCode" = $1', [creditCode])).toEqual([
      { name: '李建国' },
    ])
    expect(await refusalOf(anyone.registration.start(claimOn(creditCode)))).toBe('claim.name-not-representative')
  })
})

describe('two claims on one firm', () => {
  const settled = { grounds: '核对了营业执照原件' }

  async function disputed() {
    const { creditCode } = newFirm()
    const first = await started(creditCode, { loginName: `first.${next}` })
    const second = await started(creditCode, { loginName: `second.${next}`, claimant: 'OWNER', personName: '赵六' })
    return { creditCode, first, second }
  }

  it('confirmed at once, one wins and the others are disputes', async () => {
    for (let round = 0; round < 3; round++) {
      const { creditCode } = newFirm()
      const claims = []
      for (const name of ['first', 'second', 'third'])
        claims.push(await started(creditCode, { loginName: `${name}.at-once.${next}`, claimant: 'OWNER', personName: '赵六' }))
      const states = await Promise.all(claims.map((claim) => anyone.registration.confirm(claim0(claim))))
      expect(states.map(({ state }) => state).sort()).toEqual(['CONFIRMED', 'DISPUTED', 'DISPUTED'])
      const rows = await owner(
        'SELECT FROM membership m JOIN enterprise e ON e."enterpriseId" = m."organisationId" WHERE e."creditCode" = $1',
        [creditCode],
      )
      expect(rows).toHaveLength(1)
    }
  })

  it('are settled by the operator: rejected, nothing changes; confirmed, the firm passes over at once', async () => {
    const operator = callerOf(contextOf(await aSession(await anOrganisation('OPERATOR'), ['OPERATOR'])))
    const auditor = callerOf(contextOf(await aSession(await anOrganisation('OPERATOR'), ['AUDITOR'])))
    const { creditCode, first, second } = await disputed()
    await anyone.registration.confirm(claim0(first))
    await anyone.registration.confirm(claim0(second))
    const people = async () => (await peopleOf(creditCode)).map(({ loginName }) => loginName)
    expect(await told(creditCode)).toEqual([{ kind: 'identity.claim-disputed' }])

    expect((await operator.operator.claims({ state: 'DISPUTED' })).rows.map(({ id }) => id)).toContain(second.claimId)
    await expect(auditor.operator.settle({ claimId: second.claimId, verdict: 'CONFIRM', ...settled })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    process.env.SANDBOX_URL = register.url
    const verdicts = await Promise.all(
      [1, 2].map(() => refusalOf(operator.operator.settle({ claimId: second.claimId, verdict: 'CONFIRM', ...settled }))),
    )
    expect(verdicts.filter((verdict) => verdict === 'done')).toHaveLength(1)
    process.env.SANDBOX_URL = ''
    expect(await people()).toEqual([second.loginName])
    // Their board is closed to those who lost the firm: they are written to, and nobody else is.
    const letters = register.messages().filter(({ subject }) => subject.includes('转由'))
    expect(letters).toMatchObject([{ to: first.contact, text: expect.stringContaining('权限已结束') }])

    // The first now claims against the new holder, and is rejected.
    const again = await started(creditCode, { loginName: `again.${next}`, claimant: 'OWNER' })
    expect(await anyone.registration.confirm(claim0(again))).toEqual({ state: 'DISPUTED' })
    expect(await operator.operator.settle({ claimId: again.claimId, verdict: 'REJECT', ...settled })).toEqual({
      state: 'REJECTED',
    })
    expect(await people()).toEqual([second.loginName])
    const acts = await owner<{ act: string }>(`SELECT act FROM ledger_entry WHERE "subjectId" = $1 ORDER BY at`, [again.claimId])
    expect(acts.map(({ act }) => act)).toEqual(['claim.disputed', 'claim.settled'])
  })
})
