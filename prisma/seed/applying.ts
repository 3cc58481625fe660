import { createHash } from 'node:crypto'
import type { Random } from '@/sandbox/city/random'
import { addMonths, daysBetween, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { commitmentText, currentCommitmentVersion } from '@/server/lending/domain/commitment'
import { checkSubmission, isOpen, portraitValidDays } from '@/server/lending/domain/intake'
import type { DeclaredDebts, Demand } from '@/server/lending/schema'
import { boundsOf } from '@/server/lending/use-cases/product-bounds'
import type { ProductMatch } from '@/server/matching/schema'
import { minutesLater } from './calendar'
import { Case } from './cases'
import { expireInTime, grant, isLiveAt } from './consents'
import { takeBackLater } from './copies'
import demo from './demo-logins.json'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { demandOf, matchOf } from './judgement'
import type { Organisations } from './organisations'
import { type FetchPortrait, type SeededPortrait, sizeOf } from './portraits'
import type { SeededProduct } from './products'
import { texts } from './texts'
import type { World } from './world'

export type Choice = { product: SeededProduct; demand: Demand; match: ProductMatch }

/** Products that a firm looks at before it settles on one. */
const looksAt = 6
/** Months for which a bank is shown what it needs for one application. */
const bankMonths = 6
/** Told applications that are kept for the auditors' story. */
const mostTold = 40
const fewestTold = 12
/** They were under way so many days ago, with a consent that still stands. */
const watchedDays = 22
/** Applications that a day's numbers leave room for. */
const numbersADay = 20

/** What the firm owes elsewhere; lenders other than the one that it asks. */
function debtsOf(random: Random, { institutions }: Organisations, product: SeededProduct, on: PlainDate): DeclaredDebts {
  if (random.chance(0.65)) return { kind: 'NONE' }
  const lenders = [...institutions.values()].filter(({ kind, code }) => kind === 'BANK' && code !== product.institution.code)
  const debts = Array.from({ length: random.int(1, 2) }, () => ({
    lender: random.pick(lenders).name,
    balanceFen: BigInt(random.int(5, 120)) * 1_000_000n,
    endsOn: addMonths(on, random.int(2, 30)),
  }))
  return { kind: 'LISTED', debts }
}

/** The credit commitment as the firm's head signs it for a product. */
function signed(firm: Firm, { institution, name }: SeededProduct) {
  const facts = {
    enterpriseName: firm.entry.name,
    creditCode: firm.entry.creditCode,
    institutionName: institution.name,
    productName: name,
  }
  const text = commitmentText(currentCommitmentVersion, 'zh-CN', facts)
  const textSha256 = createHash('sha256')
    .update(text ?? '')
    .digest('hex')
  return { version: currentCommitmentVersion, locale: 'zh-CN' as const, textSha256, signedName: firm.head.name }
}

type Signed = ReturnType<typeof signed>
type Submitted = {
  today: PlainDate
  portrait: SeededPortrait
  earlier: readonly Case[]
  debts: DeclaredDebts
  commitment: Signed
}

/** Throws where the product itself would refuse the application. */
function checkAsProduct(
  firm: Firm,
  { product, demand }: Pick<Choice, 'product' | 'demand'>,
  { today, portrait, earlier, debts, commitment }: Submitted,
): void {
  const { terms, productId, name } = product
  const checked = checkSubmission(
    { demand, debts, commitment },
    {
      roles: ['LEGAL_REPRESENTATIVE'],
      today,
      product: { ...boundsOf(terms, today, demand.termMonths), onOffer: true, purposes: terms.purposes },
      consent: { isLive: true, coversRequired: true },
      portrait: { asOf: portrait.body.asOf, isCurrent: true },
      othersForProduct: earlier.filter((one) => one.product.productId === productId).map(({ state }) => state),
      commitmentSha256: commitment.textSha256,
      signerName: firm.head.name,
    },
  )
  if (!checked.ok) throw new Error(`${firm.entry.name} could not apply for ${name}: ${checked.refusal}`)
}

/** The applicant as the application keeps it. */
const applicantOf = (firm: Firm) => ({
  enterpriseId: firm.id,
  enterpriseName: firm.entry.name,
  creditCode: firm.entry.creditCode,
  countyCode: firm.entry.countyCode,
  industry: firm.entry.industry,
  size: sizeOf(firm),
})

function borrowedElsewhere(random: Random, debts: DeclaredDebts, earlier: readonly Case[]) {
  const listed = debts.kind === 'LISTED' ? debts.debts : []
  const borrowed = earlier.some(({ row }) => BigInt(row.disbursedFen ?? 0) > 0n)
  return {
    debtsElsewhere: listed.map((debt) => ({ ...debt, balanceFen: String(debt.balanceFen) })),
    hasLoanHistory: borrowed || debts.kind === 'LISTED' || random.chance(0.35),
  }
}

/** Numbers rise with the days as those of the product's sequence do. */
function numbering() {
  const daily = new Map<PlainDate, number>()
  return (day: PlainDate): string => {
    const count = (daily.get(day) ?? 0) + 1
    daily.set(day, count)
    const series = daysBetween('2025-01-01', day) * numbersADay + count
    return `SQ${day.replaceAll('-', '')}${String(series).padStart(6, '0')}`
  }
}

/** The firm's applications, made as the product has them made. */
export function createApplying(world: World, organisations: Organisations, fetchPortrait: FetchPortrait) {
  const numberOn = numbering()

  /** A portrait no older than an application may stand on. */
  async function freshPortrait(firm: Firm, at: Date): Promise<SeededPortrait> {
    const { matching, portrait } = firm
    if (!matching) throw new Error(`${firm.entry.name} applies without a consent`)
    const old = !portrait || daysBetween(portrait.body.asOf, shanghaiDate(at)) > portraitValidDays - 1
    return old ? fetchPortrait(firm, matching, minutesLater(at, -45)) : portrait
  }

  return {
    freshPortrait,

    /** The product that the firm settles on, the one that fits best among some; null when it finds none at all. */
    choose(firm: Firm, random: Random, on: PlainDate, among: readonly SeededProduct[], open: readonly Case[]): Choice | null {
      const { portrait } = firm
      if (!portrait) return null
      const taken = new Set(open.filter(({ state }) => isOpen(state)).map(({ product }) => product.productId))
      const left = among.filter(({ productId }) => !taken.has(productId))
      const looked = Array.from({ length: Math.min(looksAt, left.length) }, () => random.pick(left))
      const choices = looked.map((product) => {
        const demand = demandOf(random, product.terms, portrait.body)
        return { product, demand, match: matchOf(firm, product, portrait.body, demand, on) }
      })
      return choices.find(({ match }) => match.verdict === 'ELIGIBLE') ?? (random.chance(0.45) ? (choices[0] ?? null) : null)
    },

    /** Submits: the portrait, the consent to this bank for this application, the commitment, the product's own check. */
    async submit(firm: Firm, { product, demand }: Choice, at: Date, earlier: readonly Case[]): Promise<Case> {
      const random = world.random(`apply/${at.getTime()}`, firm.index)
      const today = shanghaiDate(at)
      const portrait = await freshPortrait(firm, at)
      const { institution, productId, version } = product
      const id = idAt(minutesLater(at, -12), 'application', firm.index, productId)
      const consent = await grant(
        world,
        firm,
        { kind: 'INSTITUTION', institution, applicationId: id },
        minutesLater(at, -6),
        bankMonths,
      )
      const commitment = signed(firm, product)
      const debts = debtsOf(random, organisations, product, today)
      checkAsProduct(firm, { product, demand }, { today, portrait, earlier, debts, commitment })
      const row = {
        ...applicantOf(firm),
        id,
        institutionId: institution.id,
        number: numberOn(today),
        productId,
        productVersion: version,
        portraitId: portrait.id,
        consentId: consent.id,
        amountFen: demand.amountFen,
        termMonths: demand.termMonths,
        method: demand.method,
        purpose: demand.purpose,
        purposeDetail: random.pick(texts.purposeNotes),
        ...borrowedElsewhere(random, debts, earlier),
        commitmentVersion: commitment.version,
        commitmentHash: commitment.textSha256,
        commitmentSignedBy: firm.head.accountId,
        commitmentSignedAt: at,
        submittedAt: at,
        ...bankSide,
      }
      return new Case(world, firm, institution, product, consent, row, firm.head)
    },

    /** The end of the application's story as far as it goes today. */
    finish(application: Case): void {
      application.close()
      takeBackLater(application)
      expireInTime(world, application.consent)
      if (application.institution.code === demo.demoBank) keepTold(world, application)
    },
  }
}
export type Applying = ReturnType<typeof createApplying>

/** What the bank has not written yet; every row has every column. */
const bankSide = {
  branchId: null,
  officerId: null,
  officerName: null,
  acceptedAt: null,
  contactedAt: null,
  recommendedByPerson: null,
  decidedAt: null,
  grantedFen: null,
  rateBps: null,
  grantedTermMonths: null,
  grantedMethod: null,
  revolving: false,
  creditLoan: false,
  offerValidUntil: null,
  contractedAt: null,
  contractNumber: null,
  disbursedFen: 0n,
  outstandingFen: 0n,
}

/** Keeps some for the auditors' story: those that could be read then, and a few of whatever kind. */
function keepTold(world: World, application: Case): void {
  const from = minutesLater(world.now, -watchedDays * 1_440)
  const wasOpen = application.row.submittedAt < from && isLiveAt(application.consent, from)
  if (world.told.length < (wasOpen ? mostTold : fewestTold)) world.told.push(application)
}
