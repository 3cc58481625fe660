import { expect } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { cardText } from '../../server/cards/pmml/card.fixture'
import { shanghaiDay } from '../journeys/calendar'
import { Applying } from './applying'
import type { Hands } from './hands'
import { demo, unregisteredFirm } from './logins'
import { mailboxUrl } from './mailbox'

// What some pages need before there is anything to see: each makes it, and says at which path the page then is.

const id = '[0-9a-f]{8}-[0-9a-f-]{27}'
const anything = z.unknown()
const withId = z.looseObject({ id: z.string() })

/** A draft of an application for one of the products that the firm could have. @param nth so that two drafts do not meet */
async function startDraft(hands: Hands, nth: number): Promise<string> {
  const link = await hands.link('/sme/matching', new RegExp(`^/sme/applications/new\\?product=${id}`), nth)
  const productId = new RegExp(`product=(${id})`).exec(link)?.[1]
  const asked = { amountFen: 50_000_000n, termMonths: 12 }
  const input = { draftId: uuidv7(), productId, asked }
  const { draftId } = await hands.call('applying.start', input, z.object({ draftId: z.string() }))
  return `/sme/applications/drafts/${draftId}`
}

export const draft = (hands: Hands) => startDraft(hands, 2)

/** A draft that only waits to be sent. */
export async function readyDraft(hands: Hands): Promise<string> {
  const path = await startDraft(hands, 3)
  const { person } = hands
  await person.open(path)
  const applying = new Applying(person)
  await applying.demand('备足今冬的煤和面粉')
  await applying.debts({ lender: '榆溪村镇银行', balance: '12.5', endsOn: shanghaiDay(200) })
  await applying.consent()
  await applying.commitment(await person.name())
  await expect(person.link('apply.new.resume')).toBeVisible()
  return `${path}/check`
}

const consentForm = () => ({
  dataClasses: ['TAX', 'SOCIAL_SECURITY', 'ELECTRICITY'],
  lookbackMonths: 24,
  from: shanghaiDay(),
  to: shanghaiDay(300),
  rhythm: '1-MONTH',
  retention: { unit: 'MONTH', value: 24 },
})

/** The notice of a filled-in form, before it is signed. */
export async function notice(hands: Hands): Promise<string> {
  const { href } = await hands.call('consent.fillIn', consentForm(), z.object({ href: z.string() }))
  return href
}

/** A consent that staff kept as a draft, to be handed in. */
export const draftConsent = (hands: Hands): Promise<string> =>
  hands.as('sme-staff', async (staff) => {
    const { href } = await staff.call('consent.fillIn', { ...consentForm(), save: 'yes' }, z.object({ href: z.string() }))
    return href.replace('?drafted=1', '/confirm')
  })

/** A consent that staff prepared. */
export const preparedConsent = (hands: Hands): Promise<string> =>
  hands.as('sme-staff', async (staff) => {
    const prepared = await staff.call(
      'consent.prepare',
      consentForm(),
      z.object({
        asked: z.looseObject({}),
        notice: z.object({ version: z.string(), language: z.string() }),
        sha256: z.string(),
      }),
    )
    const { version, language } = prepared.notice
    const asked = { ...prepared.asked, notice: { version, language, sha256: prepared.sha256 } }
    const { consentId } = await staff.call('consent.submit', asked, z.looseObject({ consentId: z.string() }))
    return `/sme/consents/${consentId}/confirm`
  })

const consents = z.array(
  z.looseObject({ id: z.string(), purpose: z.string(), state: z.string(), applicationId: z.string().nullable() }),
)

async function consentTo(hands: Hands, purpose: 'MATCHING' | 'LOAN_APPLICATION') {
  const all = await hands.call('consent.list', undefined, consents)
  const found = all.find((one) => one.purpose === purpose && ['ACTIVE', 'PAUSED'].includes(one.state))
  if (!found) throw new Error(`no consent for ${purpose} in force`)
  return found
}

export async function pausedConsent(hands: Hands): Promise<string> {
  const { id: consentId } = await consentTo(hands, 'MATCHING')
  await hands.call('consent.pause', { consentId }, anything)
  return `/sme/consents/${consentId}/resume`
}

/** An application whose consent the firm took back. */
export async function applicationWithoutConsent(hands: Hands): Promise<string> {
  const { id: consentId, applicationId } = await consentTo(hands, 'LOAN_APPLICATION')
  await hands.call('consent.withdraw', { consentId }, anything)
  return `/sme/applications/${applicationId}/consent`
}

/** A credit report, freshly issued; the demonstration's older portrait holds no legal status to show. */
export async function report(hands: Hands): Promise<string> {
  const sections = ['SCORE', 'FACTORS', 'TRENDS', 'HEALTH', 'SOURCES']
  const { id: reportId } = await hands.call('report.issue', { sections, language: 'zh-CN', validDays: 30 }, withId)
  return `/sme/reports/${reportId}`
}

/** A product with a draft of its next version. */
export async function draftedProduct(hands: Hands): Promise<string> {
  const link = await hands.link('/bank/products', new RegExp(`^/bank/products/${id}$`))
  const productId = link.split('/').at(-1)
  // Refused where the demonstration has one already.
  await hands.attempt('catalogue.beginVersion', { productId })
  return `${link}/edit`
}

export async function uploadedCard(hands: Hands): Promise<string> {
  const file = { name: 'working-capital.pmml', contentBase64: Buffer.from(cardText, 'utf8').toString('base64') }
  const { cardId } = await hands.call('cards.upload', { code: 'WALK', file }, z.looseObject({ cardId: z.string() }))
  return `/bank/cards/${cardId}`
}

/** A file of disbursements of which nothing could be taken. */
export async function uploadedFile({ person }: Hands): Promise<string> {
  const line = `SQ20260101000000,${unregisteredFirm(0).creditCode},WALK-1,1000.00,${shanghaiDay()}`
  const content = ['applicationNumber,creditCode,reference,amountFen,on', line, line.replace(/,1000\.00,/, ',much,')].join('\n')
  await person.open('/bank/disbursements?view=files')
  await person.page
    .getByLabel(person.words('disbursement.bank.upload.file'))
    .setInputFiles({ name: 'walk-1.csv', mimeType: 'text/csv', buffer: Buffer.from(content, 'utf8') })
  await person.button('disbursement.bank.upload.submit').click()
  await expect(person.heading('disbursement.bank.file.title')).toBeVisible()
  return new URL(person.page.url()).pathname
}

/** The newest letter with such a link in the simulated mailbox. */
async function linkInMailbox(hands: Hands, path: RegExp): Promise<string> {
  const { url } = await hands.call('registration.mailbox', undefined, z.object({ url: z.string() }))
  const answer = await hands.page.request.get(mailboxUrl(url, ''))
  const { messages } = z.object({ messages: z.array(z.object({ text: z.string() })) }).parse(await answer.json())
  const found = messages.map(({ text }) => path.exec(text)?.[0]).find((one) => one !== undefined)
  if (!found) throw new Error(`no letter with ${path.source}`)
  return found
}

const contact = '15400009000'
export const invitation = (hands: Hands): Promise<string> =>
  hands.as('bankadmin1', async (administrator) => {
    await administrator.call('staff.invite', { personName: '高文静', contact, role: 'BANK_OFFICER' }, anything)
    return linkInMailbox(administrator, /\/invitation\/[\w.-]+/)
  })

export const resetLink = (hands: Hands): Promise<string> =>
  hands.as('bankadmin1', async (administrator) => {
    const { rows } = await administrator.call(
      'staff.list',
      { page: 1, search: 'approver2' },
      z.looseObject({ rows: z.array(withId) }),
    )
    await administrator.call('staff.issueReset', { memberId: rows[0]?.id }, anything)
    return linkInMailbox(administrator, /\/recover\/[\w.-]+/)
  })

/** A claim on a firm that nobody has, with its code under way. */
export async function openClaim(hands: Hands): Promise<string> {
  const { creditCode, legalRepresentative: personName } = unregisteredFirm(3)
  const account = { loginName: `walk-${Date.now()}`, password: 'a long sentence of nobody', contact }
  const asked = { creditCode, claimant: 'LEGAL_REPRESENTATIVE', personName, ...account }
  const { claimId } = await hands.call('registration.start', asked, z.object({ claimId: z.string() }))
  return `/register/claim/${claimId}`
}

/** A second claim on a firm, as its claimant sees it. */
export const contestedClaim = (hands: Hands): Promise<string> =>
  hands.as('operator1', async (operator) => {
    const { rows } = await operator.call(
      'operator.claims',
      { page: 1, state: 'DISPUTED' },
      z.looseObject({ rows: z.array(withId) }),
    )
    return `/register/claim/${rows[0]?.id}`
  })

/** Looks firms up until the address has to wait. */
export async function throttled(hands: Hands): Promise<string> {
  for (let tries = 0; tries < 60; tries++) {
    const { status } = await hands.attempt('registration.lookUp', { creditCode: demo.unregistered[0]?.creditCode.slice(1) })
    if (status !== 200) return '/register?code=9'
  }
  throw new Error('nobody had to wait')
}
