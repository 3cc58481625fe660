import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { terms } from '@/server/matching/domain/matching.fixture'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPortrait } from '@/tests/applications'
import { aPlatformKey, bankTerms, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'

const call = createCallerFactory(appRouter)
const by = (session: Session) => call(contextOf(session))
const refusal = (code: string, field?: string) => ({
  cause: expect.objectContaining(field ? { code, params: expect.objectContaining({ field }) } : { code }),
})

let bank: string
let productId: string

async function publish(version: number, change: object = {}) {
  await owner(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, $3, '流动贷', 'Working capital loan', '摘要', 'Summary', $4, $1, now())`,
    [bank, productId, version, JSON.stringify({ ...terms, ...change })],
  )
  await owner('UPDATE product SET "currentVersion" = $2 WHERE id = $1', [productId, version])
}

beforeAll(async () => {
  aPlatformKey()
  bank = await anOrganisation('INSTITUTION')
  productId = uuidv7()
  await owner(`INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, 'P', 'PUBLISHED', 1)`, [
    bank,
    productId,
  ])
  await publish(1)
})

async function aFirm() {
  const firm = await anOrganisation('ENTERPRISE')
  const boss = await aSession(firm, ['ENTERPRISE_OWNER'], '李某')
  const clerk = await aSession(firm, ['ENTERPRISE_STAFF'], '王某')
  const { consentId } = await grant(boss, matchingTerms())
  const portraitId = await aPortrait(firm, consentId)
  await owner('UPDATE portrait SET "asOf" = $2 WHERE id = $1', [portraitId, shanghaiDate(new Date())])
  return { boss, clerk }
}

const demand = { amountFen: 50_000_000n, termMonths: 12, purpose: 'EQUIPMENT', method: 'interest_only' } as const
const begin = (session: Session, draftId = uuidv7()) => by(session).applying.start({ draftId, productId })

async function offeredOf(session: Session, draftId: string) {
  const { draft, offered } = await by(session).applying.draft({ draftId })
  if (!offered) throw new Error('not on offer')
  return { draft, offered, target: { draftId, version: draft.version } }
}

async function answered(clerk: Session, boss: Session) {
  const { draftId } = await begin(clerk)
  await by(clerk).applying.keepDemand({
    draftId,
    version: 1,
    productVersion: (await offeredOf(clerk, draftId)).offered.product.version,
    demand,
  })
  const listed = { kind: 'LISTED' as const, debts: [{ lender: '某银行', balanceFen: 10_000_000n, endsOn: '2027-05-01' }] }
  await by(clerk).applying.keepDebts({ draftId, version: 2, debts: listed, hasLoanHistory: true })
  await grant(boss, bankTerms(bank, draftId))
  return draftId
}

async function signed(boss: Session, draftId: string, signedName = '李某') {
  const { offered, target } = await offeredOf(boss, draftId)
  const { version, locale, textSha256 } = offered.commitment
  await by(boss).applying.sign({ ...target, agreed: true, commitment: { version, locale, textSha256, signedName } })
}

describe('a draft', () => {
  it('is one a product and firm, however often it is begun', async () => {
    const { boss, clerk } = await aFirm()
    const [one, two] = await Promise.all([begin(boss), begin(clerk)])
    expect(one.draftId).toBe(two.draftId)
    expect(await begin(boss)).toEqual(one)
  })

  it('keeps the answers of whoever prepares it, in steps, and leads to the next', async () => {
    const { boss, clerk } = await aFirm()
    const { draftId } = await begin(clerk)
    expect((await offeredOf(clerk, draftId)).offered.next).toBe('demand')
    const step = { draftId, version: 1, productVersion: 1 }
    const tooMuch = { ...demand, amountFen: 300_000_001n }
    await expect(by(clerk).applying.keepDemand({ ...step, demand: tooMuch })).rejects.toMatchObject(
      refusal('terms.amount-outside-product', 'demand.amountFen'),
    )
    await by(clerk).applying.keepDemand({ ...step, demand })
    await expect(by(boss).applying.keepDemand({ ...step, demand })).rejects.toMatchObject(refusal('changed-meanwhile')) // seen before
    const { draft, offered } = await offeredOf(boss, draftId)
    expect([draft.answers.demand?.amountFen, offered.next]).toEqual([50_000_000, 'debts'])
  })

  it('is signed by whoever may bind the firm, in their own name, under the text shown', async () => {
    const { boss, clerk } = await aFirm()
    const draftId = await answered(clerk, boss)
    await expect(signed(clerk, draftId)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(signed(boss, draftId, '王某')).rejects.toMatchObject(
      refusal('submission.signature-differs', 'commitment.signedName'),
    )
    await expect(by(boss).applying.send({ draftId })).rejects.toMatchObject(refusal('draft.incomplete'))
    await signed(boss, draftId)
    expect((await offeredOf(boss, draftId)).offered.next).toBe('check')
  })

  it('becomes one application with its answers, sent twice at once or again, and is gone', async () => {
    const { boss, clerk } = await aFirm()
    const draftId = await answered(clerk, boss)
    await signed(boss, draftId)
    const [one, two] = await Promise.all([by(boss).applying.send({ draftId }), by(boss).applying.send({ draftId })])
    expect(one).toEqual(two)
    expect(await by(boss).applying.send({ draftId })).toEqual(one)
    const application = await by(boss).lending.own({ applicationId: draftId })
    expect(application).toMatchObject({
      number: one.number,
      state: 'SUBMITTED',
      amountFen: 50_000_000n,
      hasLoanHistory: true,
      debts: [{ lender: '某银行', balanceFen: 10_000_000n, endsOn: '2027-05-01' }],
    })
    expect(await by(boss).applying.drafts()).toEqual([])
  })

  it('is nobody else’s to see, fill in or throw away', async () => {
    const [{ clerk }, other] = [await aFirm(), await aFirm()]
    const { draftId } = await begin(clerk)
    await expect(by(other.boss).applying.draft({ draftId })).rejects.toMatchObject(refusal('not-found'))
    await expect(by(other.boss).applying.keepDemand({ draftId, version: 1, productVersion: 1, demand })).rejects.toMatchObject(
      refusal('draft.not-open'),
    )
    await expect(by(other.boss).applying.discard({ draftId })).rejects.toMatchObject(refusal('draft.not-open'))
    expect(await by(clerk).applying.drafts()).toHaveLength(1) // the control
    await by(clerk).applying.discard({ draftId })
    expect(await by(clerk).applying.drafts()).toEqual([])
  })

  it('asks for the demand again when the product has new terms', async () => {
    const { boss, clerk } = await aFirm()
    const draftId = await answered(clerk, boss)
    await signed(boss, draftId)
    await publish(2, { amountMaxFen: 40_000_000 })
    expect((await offeredOf(boss, draftId)).offered).toMatchObject({ next: 'demand', isCurrent: false })
    await expect(by(boss).applying.send({ draftId })).rejects.toMatchObject(refusal('draft.incomplete'))
  })
})
