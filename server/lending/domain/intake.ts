import { daysBetween, type PlainDate } from '@/server/kernel/dates'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import { type ApplicationState, applicationStates, type Demand, type LoanPurpose, type SubmitInput } from '../schema'
import { isTerminal, maySubmit, type Roles } from './application-lifecycle'
import { currentCommitmentVersion } from './commitment'
import { type ProductBounds, type TermsRefusal, termsObstacle } from './decide-application'

/** A portrait older than this is refreshed before an application stands on it. */
export const portraitValidDays = 30

export type SubmissionFacts = {
  roles: Roles
  today: PlainDate
  product: ProductBounds & {
    onOffer: boolean
    /** Empty: any purpose. */
    purposes: readonly LoanPurpose[]
  }
  /** Of this application, this institution, live now, covering every class that the institution requires. */
  consent: { isLive: boolean; coversRequired: boolean }
  portrait: { asOf: PlainDate; isCurrent: boolean } | null
  /** States of this enterprise's other applications for the same product. */
  othersForProduct: readonly ApplicationState[]
  /** SHA-256 (hex) of the commitment's text as rendered for this enterprise, product and language. */
  commitmentSha256: string
  /** Name on record of whoever signs. */
  signerName: string
}

export type SubmissionRefusal =
  | TermsRefusal
  | 'submission.role-may-not'
  | 'submission.product-withdrawn'
  | 'submission.purpose-outside-product'
  | 'submission.consent-missing'
  | 'submission.consent-too-narrow'
  | 'submission.portrait-missing'
  | 'submission.portrait-old'
  | 'submission.open-application'
  | 'submission.commitment-outdated'
  | 'submission.commitment-differs'
  | 'submission.signature-differs'
  | 'submission.debts-missing'

type Signed = Pick<SubmitInput, 'demand' | 'debts' | 'commitment'>

/** Everything that still keeps this application from being submitted, in the order of the form; empty when nothing does. */
export function submissionProblems(input: Signed, facts: SubmissionFacts): SubmissionRefusal[] {
  const problems: (SubmissionRefusal | false | undefined)[] = [
    !maySubmit(facts.roles) && 'submission.role-may-not',
    !facts.product.onOffer && 'submission.product-withdrawn',
    facts.othersForProduct.some(isOpen) && 'submission.open-application',
    ...demandProblems(input.demand, facts.product),
    input.debts.kind === 'LISTED' && input.debts.debts.length === 0 && 'submission.debts-missing',
    consentProblem(facts.consent),
    portraitProblem(facts.portrait, facts.today),
    commitmentProblem(input.commitment, facts),
  ]
  return problems.filter((each) => each !== false && each !== undefined)
}

/** May the application be submitted? The first problem, or done. */
export function checkSubmission(input: Signed, facts: SubmissionFacts): Outcome<'SUBMITTED', SubmissionRefusal> {
  const [problem] = submissionProblems(input, facts)
  return problem ? refused(problem) : done('SUBMITTED')
}

/** Not ended: a second application for the same product would only be a copy. Settled and renewed loans don't stand in the way. */
const openStates = applicationStates.filter((state) => !isTerminal(state) && state !== 'SETTLED' && state !== 'RENEWED')
export const isOpen = (state: ApplicationState) => openStates.includes(state)

function demandProblems(demand: Demand, product: SubmissionFacts['product']): (SubmissionRefusal | false | undefined)[] {
  const purposeFits = product.purposes.length === 0 || product.purposes.includes(demand.purpose)
  return [termsObstacle(product, demand), !purposeFits && 'submission.purpose-outside-product']
}

function consentProblem(consent: SubmissionFacts['consent']): SubmissionRefusal | undefined {
  if (!consent.isLive) return 'submission.consent-missing'
  return consent.coversRequired ? undefined : 'submission.consent-too-narrow'
}

function portraitProblem(portrait: SubmissionFacts['portrait'], today: PlainDate): SubmissionRefusal | undefined {
  if (!portrait) return 'submission.portrait-missing'
  const fresh = portrait.isCurrent && daysBetween(portrait.asOf, today) <= portraitValidDays
  return fresh ? undefined : 'submission.portrait-old'
}

function commitmentProblem(signed: Signed['commitment'], facts: SubmissionFacts): SubmissionRefusal | undefined {
  if (signed.version !== currentCommitmentVersion) return 'submission.commitment-outdated'
  if (signed.textSha256 !== facts.commitmentSha256) return 'submission.commitment-differs'
  const same = signed.signedName.normalize('NFKC').trim() === facts.signerName.normalize('NFKC').trim()
  return same ? undefined : 'submission.signature-differs'
}
