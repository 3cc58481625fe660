import { createHash } from 'node:crypto'
import { type EnterpriseScope, enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction, isUniqueViolation, type Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { commitmentText, currentCommitmentVersion } from '@/server/lending/domain/commitment'
import { checkSubmission, type SubmissionRefusal } from '@/server/lending/domain/intake'
import { progressionOf, storedDeadline } from '@/server/lending/domain/stored-deadline'
import type { SubmitInput } from '@/server/lending/schema'
import { type NewApplication, writeSubmission } from '@/server/lending/submission.repository'
import {
  findApplicant,
  findConsentFor,
  findNumber,
  findOffered,
  findPortraitDay,
  statesForProduct,
} from '@/server/lending/submission-facts.repository'
import { boundsOf, requiredClasses } from '@/server/lending/use-cases/product-bounds'

/** Who submits; `token` opens the transactions. */
export type Submitter = Pick<Session, 'token' | 'organisationId' | 'name' | 'roles'>
export type Submitted = { applicationId: string; number: string }

type Offered = NonNullable<Awaited<ReturnType<typeof findOffered>>>
type Applicant = Awaited<ReturnType<typeof findApplicant>>

/** The commitment as this enterprise reads and signs it, and its SHA-256 (hex). */
export function commitmentFor(product: Offered, applicant: Applicant, locale: 'zh-CN' | 'en') {
  const english = locale === 'en'
  const text = commitmentText(currentCommitmentVersion, locale, {
    enterpriseName: applicant.name,
    creditCode: applicant.creditCode,
    institutionName: english ? product.institution.nameEn : product.institution.name,
    productName: english ? product.nameEn : product.name,
  })
  if (text === undefined) throw new RangeError(`no commitment of version ${currentCommitmentVersion}`)
  return { version: currentCommitmentVersion, locale, text, textSha256: createHash('sha256').update(text).digest('hex') }
}

/** The form's field that each refusal is about, where there is one. */
const fields: Partial<Record<SubmissionRefusal, string>> = {
  'terms.amount-outside-product': 'demand.amountFen',
  'terms.term-outside-product': 'demand.termMonths',
  'terms.method-outside-product': 'demand.method',
  'submission.purpose-outside-product': 'demand.purpose',
  'submission.debts-missing': 'debts',
  'submission.signature-differs': 'commitment.signedName',
}

/** Reads what the submission rests on and checks it; the write checks again what may change in between. */
async function checked(tx: Tx, scope: EnterpriseScope, who: Submitter, input: SubmitInput, now: Date): Promise<NewApplication> {
  const today = shanghaiDate(now)
  const product = await findOffered(tx, input, input.productVersion)
  if (!product) throw new NotFound('product')
  const consent = await findConsentFor(tx, scope, input.consentId)
  const portrait = await findPortraitDay(tx, scope)
  const isOwn = consent?.institutionId === input.institutionId && consent.applicationId === input.applicationId
  const needed = requiredClasses(product.terms)
  const outcome = checkSubmission(input, {
    roles: who.roles,
    today,
    product: {
      ...boundsOf(product.terms, today, input.demand.termMonths),
      onOffer: product.onOffer,
      purposes: product.terms.purposes,
    },
    consent: {
      isLive: isOwn && consent.live,
      coversRequired: needed.every((one) => consent?.dataClasses.includes(one)),
    },
    portrait: portrait && { asOf: portrait.asOf, isCurrent: true },
    othersForProduct: await statesForProduct(tx, scope, input.productId, input.applicationId),
    commitmentSha256: commitmentFor(product, await findApplicant(tx, scope), input.commitment.locale).textSha256,
    signerName: who.name,
  })
  if (!outcome.ok) {
    const field = fields[outcome.refusal]
    throw new Refused(outcome.refusal, field ? { field } : {})
  }
  if (!portrait) throw new Refused('submission.portrait-missing')
  return rowOf(input, { enterpriseId: scope.enterpriseId, portraitId: portrait.id, byName: who.name, submittedAt: now })
}

function rowOf(
  input: SubmitInput,
  known: Pick<NewApplication, 'enterpriseId' | 'portraitId' | 'byName' | 'submittedAt'>,
): NewApplication {
  const { demand, debts, commitment } = input
  const { submittedAt } = known
  const moments = { submittedAt, acceptedAt: null, contactedAt: null, decidedAt: null }
  const { deadlineKind, dueOn, ceilingOn, provisional } = storedDeadline(progressionOf(moments, []), submittedAt)
  if (!deadlineKind || !dueOn || !ceilingOn) throw new Error('a fresh application has a deadline')
  return {
    ...known,
    applicationId: input.applicationId,
    institutionId: input.institutionId,
    productId: input.productId,
    productVersion: input.productVersion,
    consentId: input.consentId,
    amountFen: demand.amountFen,
    termMonths: demand.termMonths,
    method: demand.method,
    purpose: demand.purpose,
    purposeDetail: demand.purposeNote ?? '',
    debtsElsewhere: debts.kind === 'LISTED' ? debts.debts : [],
    hasLoanHistory: input.hasLoanHistory,
    commitment: { version: commitment.version, sha256: commitment.textSha256 },
    deadline: { kind: deadlineKind, dueOn, ceilingOn, provisional },
  }
}

/**
 * Submits an application: checks in one transaction, then writes in a statement of its own that checks once more what it
 * rests on. Sent twice, it is one application. Call it outside a transaction.
 * @throws Refused with the field of the form; ChangedMeanwhile when product, consent or portrait changed in between
 */
export async function submitApplication(who: Submitter, input: SubmitInput, now: Date): Promise<Submitted> {
  const actor = { sessionToken: who.token }
  const scope = enterpriseScope(who.organisationId)
  const { applicationId } = input
  const ready = await inTransaction('tenant', actor, async (tx) => {
    const sentBefore = await findNumber(tx, scope, applicationId)
    return sentBefore ?? checked(tx, scope, who, input, now)
  })
  if (typeof ready === 'string') return { applicationId, number: ready }
  try {
    const number = await writeSubmission(actor, ready)
    if (number === null) throw new ChangedMeanwhile('application')
    return { applicationId, number }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const sentTwice = await inTransaction('tenant', actor, (tx) => findNumber(tx, scope, applicationId))
    if (!sentTwice) throw new Refused('submission.open-application')
    return { applicationId, number: sentTwice }
  }
}
