import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import type { ProductTerms } from '@/server/catalogue/schema'
import type { SubmitInput } from '@/server/lending/schema'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPortrait } from './applications'
import { bankTerms, grant, matchingTerms } from './consents'
import { anOrganisation, aSession, contextOf, owner } from './world'

const createCaller = createCallerFactory(appRouter)

/** The API as this person calls it, at this time. */
export const caller = (session: Session, now?: Date) => createCaller(contextOf(session, now))

export const productTerms: ProductTerms = {
  amountMinFen: 10_000_000,
  amountMaxFen: 500_000_000,
  termMinMonths: 3,
  termMaxMonths: 36,
  rateMinSpreadBps: 20,
  rateMaxSpreadBps: 300,
  methods: ['equal_instalment', 'interest_only'],
  fees: [],
  guaranteeMode: 'CREDIT',
  revolving: false,
  regions: [],
  legalForms: [],
  sizes: [],
  industries: [],
  purposes: [],
  admissionRule: { indicator: 'tax.taxableSales12m', op: '>=', value: 1 },
}

/** A product on offer, with these terms. */
export async function aProductOf(institutionId: string, terms: ProductTerms = productTerms): Promise<string> {
  const id = uuidv7()
  await owner(`INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, $3, 'PUBLISHED', 1)`, [
    institutionId,
    id,
    `P${id.slice(-8)}`,
  ])
  await owner(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, 1, '税信贷', 'Tax credit loan', '摘要', 'Summary', $3, $2, now())`,
    [institutionId, id, JSON.stringify(terms)],
  )
  return id
}

export type Stage = {
  firm: Session
  officer: Session
  second: Session
  approver: Session
  institutionId: string
  productId: string
}

/** A bank with two officers and an approver, a product, and an enterprise with a portrait. */
export async function aStage(): Promise<Stage> {
  const institutionId = await anOrganisation('INSTITUTION', '榆北银行')
  const firm = await aSession(await anOrganisation('ENTERPRISE', '星河机械'), ['ENTERPRISE_OWNER'], '李星')
  await aPortrait(firm.organisationId, (await grant(firm, matchingTerms())).consentId)
  return {
    firm,
    institutionId,
    officer: await aSession(institutionId, ['BANK_OFFICER'], '王客户'),
    second: await aSession(institutionId, ['BANK_OFFICER'], '赵客户'),
    approver: await aSession(institutionId, ['BANK_APPROVER'], '钱审批'),
    productId: await aProductOf(institutionId),
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the enterprise's form sends: the commitment read and signed, the consent granted. */
export async function aSubmission({ firm, institutionId, productId }: Stage, now = new Date()): Promise<SubmitInput> {
  const applicationId = uuidv7()
  // The database looks at a consent's dates by its own clock: a test set in the future grants today.
  const grantedAt = new Date(Math.min(now.getTime(), Date.now()))
  const { consentId } = await grant(firm, bankTerms(institutionId, applicationId, grantedAt), grantedAt)
  const { commitment, product } = await caller(firm, now).lending.prepare({ institutionId, productId })
  return {
    applicationId,
    institutionId,
    productId,
    productVersion: product.version,
    consentId,
    demand: { amountFen: 200_000_000n, termMonths: 12, purpose: 'WORKING_CAPITAL', method: 'equal_instalment' },
    debts: { kind: 'LISTED', debts: [{ lender: '某小贷', balanceFen: 5_000_000n, endsOn: '2027-05-01' }] },
    hasLoanHistory: true,
    commitment: {
      version: commitment.version,
      locale: 'zh-CN',
      textSha256: sha256(commitment.text),
      signedName: firm.name,
    },
  }
}

/** Submits, and returns what names the application as it stands. */
export async function submitted(stage: Stage, now = new Date()) {
  const input = await aSubmission(stage, now)
  await caller(stage.firm, now).lending.submit(input)
  return { applicationId: input.applicationId, version: 1 }
}

export const grantOf = (amountFen = 150_000_000n) =>
  ({ kind: 'GRANT', amountFen, rateBps: 400, termMonths: 12, method: 'equal_instalment' }) as const

/** Brings a fresh application to the approver. */
export async function recommended(stage: Stage, now = new Date()) {
  const bank = caller(stage.officer, now).lending
  let at: { applicationId: string; version: number } = await submitted(stage, now)
  const target = () => ({ applicationId: at.applicationId, version: at.version })
  at = await bank.accept(target())
  at = await bank.startDueDiligence(target())
  at = await bank.recommend({ ...target(), recommendation: grantOf(), opinion: '经营稳定' })
  return target()
}
