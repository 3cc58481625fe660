import { type Browser, expect, test } from '@playwright/test'
import { Applying } from '../pages/applying'
import { Authorising } from '../pages/authorising'
import { Consents } from '../pages/consents'
import { LendingDesk } from '../pages/lending-desk'
import { unregisteredFirm } from '../pages/logins'
import { Matching } from '../pages/matching'
import { Person } from '../pages/person'
import { Registration } from '../pages/registration'
import { Reports } from '../pages/reports'
import { Totals } from '../pages/totals'
import type { Locale } from '../pages/words'
import { shanghaiDay, shanghaiTime } from './calendar'

/** What is typed, in the unit that a reader of the language has: 万元, or yuan. */
const typed = {
  'zh-CN': { asked: '50', debt: '12.5', disbursed: '30.25', purpose: '采购原料', opinion: '建议同意，按月跟踪' },
  en: {
    asked: '500000',
    debt: '125000',
    disbursed: '302500',
    purpose: 'Raw materials',
    opinion: 'Agreed, with monthly follow-up',
  },
} as const
const disbursedFen = 30_250_000n
const repaidFen = 5_000_050n

type Story = { browser: Browser; locale: Locale; owner: Person }

/** From the first authorisation to the withdrawal of the last one, through all three portals. */
async function wholeJob({ browser, locale, owner }: Story) {
  const words = typed[locale]
  const today = shanghaiDay()
  const mark = `E2E-${locale}`

  await test.step('the enterprise authorises, fetches and reads its portrait', async () => {
    const authorising = new Authorising(owner)
    await authorising.grantEverything()
    await authorising.fetch()
    const { score, grade } = await authorising.readPortrait()
    expect(score).toBeGreaterThanOrEqual(300)
    expect(score).toBeLessThanOrEqual(850)
    expect(grade).toMatch(/^[A-E]$/)
    expect(await authorising.reasons().count()).toBeGreaterThanOrEqual(3)
    expect(await authorising.openEvidence()).toBeGreaterThan(0)
  })

  const officer = await Person.signedIn(browser, locale, 'officer1')
  const bank = await officer.organisation()

  // In English, whoever applies, decides, accepts and withdraws does so without a mouse.
  const withoutMouse = (person: Person) => (locale === 'en' ? person.byKeyboard() : person)
  const application = await test.step('it compares what it could have, and applies', async () => {
    const matching = new Matching(owner)
    await matching.open()
    await matching.ask(words.asked, 12)
    expect(await matching.costOf(matching.group('ELIGIBLE').first())).toBeGreaterThan(0)
    await matching.tab('INELIGIBLE')
    await expect(matching.unmetOf(matching.group('INELIGIBLE').first())).not.toHaveCount(0)
    await matching.tab('ELIGIBLE')
    await matching.only(bank)
    await matching.applyToFirst()
    const applying = new Applying(withoutMouse(owner))
    await applying.begin()
    await applying.demand(words.purpose)
    await applying.debts({ lender: '榆溪村镇银行', balance: words.debt, endsOn: shanghaiDay(200) })
    await applying.consent()
    await applying.commitment(await owner.name())
    const sent = await applying.send()
    // Without it the bank sees no total, for court records, which speak of the representative, are part of it.
    await new Authorising(owner).signOff()
    return sent
  })
  expect(application.number).not.toBe('')

  const desk = new LendingDesk(officer)
  await test.step('the officer takes it in, reviews it on one screen and recommends it', async () => {
    await desk.openCase(application.number)
    await expect(desk.score()).toBeVisible()
    await desk.accept()
    await desk.logContact(shanghaiTime(), `${mark} called`)
    await desk.startDueDiligence()
    await desk.note(`${mark} findings`, `${mark} conclusion`)
    await desk.recommend('3.85', words.opinion)
  })

  await test.step('somebody else approves it', async () => {
    // Control: the officer who recommended it is offered no decision.
    await expect(desk.act('lending.actions.GRANTED')).toHaveCount(0)
    await expect(desk.act('lending.actions.REJECTED')).toHaveCount(0)
    const approver = await Person.signedIn(browser, locale, 'approver1')
    const approving = new LendingDesk(withoutMouse(approver))
    await approving.openCase(application.number)
    await expect(approver.page.getByText(words.opinion).first()).toBeVisible()
    await approving.approve()
    await approver.leave()
  })

  await test.step('the bank offers, the enterprise accepts, the contract is recorded', async () => {
    await desk.openCase(application.number)
    await desk.makeOffer(shanghaiDay(14))
    await new Applying(owner).acceptOffer(application.id)
    await desk.openCase(application.number)
    await desk.recordContract(`${mark}-CONTRACT`, today)
  })

  const leader = await Person.signedIn(browser, locale, 'office-leader')
  const totals = new Totals(leader)
  const before = { granted: await totals.sumOf('grantedFen'), disbursed: await totals.sumOf('disbursedFen') }
  expect(await totals.shows('disbursedFen', before.disbursed)).toBe(true)
  const reports = new Reports(officer)

  const creditCode =
    await test.step('the disbursement moves what was disbursed by exactly its amount, and nothing that was granted', async () => {
      const code = await reports.disburse(application.number, { amount: words.disbursed, on: today, reference: `${mark}-D1` })
      expect(await totals.sumOf('disbursedFen')).toBe(before.disbursed + disbursedFen)
      await expect(leader.page.getByText(application.number).first()).toBeVisible()
      expect(await totals.sumOf('grantedFen')).toBe(before.granted)
      expect(await totals.shows('disbursedFen', before.disbursed + disbursedFen)).toBe(true)
      expect(await totals.shows('grantedFen', before.granted)).toBe(true)
      return code
    })

  await test.step('a repayment comes by file; the same file twice changes nothing', async () => {
    const balance = await totals.sumOf('balanceFen')
    const file = [
      'applicationNumber,creditCode,reference,principalFen,interestFen,on',
      `${application.number},${creditCode},${mark}-R1,50000.50,12.30,${today}`,
    ].join('\n')
    const first = await reports.uploadRepayments(`${mark}.csv`, file)
    expect(first).toEqual({ RECORDED: 1, DUPLICATE: 0 })
    expect(await totals.sumOf('balanceFen')).toBe(balance - repaidFen)
    const second = await reports.uploadRepayments(`${mark}.csv`, file)
    expect(second).toEqual({ RECORDED: 0, DUPLICATE: 1 })
    expect(await totals.sumOf('balanceFen')).toBe(balance - repaidFen)
    expect(await totals.sumOf('disbursedFen')).toBe(before.disbursed + disbursedFen)
  })

  await test.step('the enterprise sees who looked, withdraws, and the bank sees no portrait any more', async () => {
    const consents = new Consents(owner)
    expect(await consents.readsBy(bank)).toContain(owner.words('ledger.access.purposes.LOAN_REVIEW'))
    await consents.withdrawFrom(bank)
    await desk.openCase(application.number)
    await expect(officer.text('portrait.refusals.title')).toBeVisible()
    await expect(desk.score()).toHaveCount(0)
  })

  await leader.leave()
  await officer.leave()
}

test.describe('the whole job', () => {
  test.setTimeout(300_000)

  test('in Chinese, for an enterprise that has authorised nothing yet', async ({ browser }) => {
    const owner = await Person.signedIn(browser, 'zh-CN', 'sme-new')
    await wholeJob({ browser, locale: 'zh-CN', owner })
  })

  test('in English, for an enterprise that registers first', async ({ browser }) => {
    const { creditCode } = unregisteredFirm(1)
    const owner = await Person.at(browser, 'en')
    const account = { login: 'e2e-whole-job', password: 'a long sentence of nobody', contact: '15400007001' }
    const registration = new Registration(owner)
    await registration.lookUp(creditCode)
    await registration.claim(account)
    await registration.confirm(creditCode)
    await owner.signIn(account.login, account.password)
    await wholeJob({ browser, locale: 'en', owner })
  })
})
