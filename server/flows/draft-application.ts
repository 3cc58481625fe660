import { nextStep, progressOf } from '@/server/apply/domain/progress'
import {
  type Draft,
  deleteDraft,
  findDraft,
  findDraftOfProduct,
  insertDraft,
  listDrafts,
  updateDraft,
} from '@/server/apply/repository'
import type { DebtsStepInput, DemandStepInput, DraftAnswers, SignInput, StartInput } from '@/server/apply/schema'
import { listOnOfferByIds } from '@/server/catalogue/published.repository'
import type { Locale } from '@/server/i18n/locales'
import { shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { termsObstacle } from '@/server/lending/domain/decide-application'
import type { Demand } from '@/server/lending/schema'
import type { FirmContext } from '@/server/lending/use-cases/contexts'
import { boundsOf } from '@/server/lending/use-cases/product-bounds'
import { prepareApplication } from './prepare-application'

type Terms = Parameters<typeof boundsOf>[0] & { purposes: readonly Demand['purpose'][] }

/** The field of the form and the reason for which a product does not take this demand, or undefined. */
function demandObstacle(terms: Terms, demand: Demand, now: Date): { code: string; field: string } | undefined {
  const code = termsObstacle(boundsOf(terms, shanghaiDate(now), demand.termMonths), demand)
  const fields = {
    'terms.amount-outside-product': 'demand.amountFen',
    'terms.term-outside-product': 'demand.termMonths',
    'terms.method-outside-product': 'demand.method',
    'terms.rate-outside-product': 'demand',
  } as const
  if (code) return { code, field: fields[code] }
  if (terms.purposes.length > 0 && !terms.purposes.includes(demand.purpose))
    return { code: 'submission.purpose-outside-product', field: 'demand.purpose' }
  return undefined
}

export const demandOf = (kept: NonNullable<DraftAnswers['demand']>): Demand => ({ ...kept, amountFen: BigInt(kept.amountFen) })

async function offered({ tx, scope }: FirmContext, productId: string) {
  const [product] = await listOnOfferByIds(tx, scope, [productId])
  if (!product) throw new Refused('submission.product-withdrawn')
  return product
}

/** Begins a draft for a product, or returns the one there is: the firm has one unsent application a product. */
export async function startDraft(ctx: FirmContext, { draftId, productId, asked }: StartInput) {
  const { tx, scope, person, now } = ctx
  const product = await offered(ctx, productId)
  await insertDraft(tx, scope, {
    id: draftId,
    productId,
    productVersion: product.version,
    answers: asked ? { asked: { ...asked, amountFen: Number(asked.amountFen) } } : {},
    updatedAt: now,
    updatedByName: person.name,
  })
  const draft = await findDraftOfProduct(tx, scope, productId)
  if (!draft) throw new ChangedMeanwhile('draft')
  return { draftId: draft.id }
}

/** Drafts with the product that they are for; null where it is no longer on offer. */
export async function showDrafts({ tx, scope }: FirmContext) {
  const drafts = await listDrafts(tx, scope)
  const products = await listOnOfferByIds(
    tx,
    scope,
    drafts.map((draft) => draft.productId),
  )
  return drafts.map((draft) => ({ ...draft, product: products.find((one) => one.productId === draft.productId) ?? null }))
}

async function draftAsSeen(
  { tx, scope }: FirmContext,
  { draftId, version }: { draftId: string; version: number },
): Promise<Draft> {
  const draft = await findDraft(tx, scope, draftId)
  if (!draft) throw new Refused('draft.not-open')
  if (draft.version !== version) throw new ChangedMeanwhile('draft')
  return draft
}

async function keep(ctx: FirmContext, draft: Draft, answers: Partial<DraftAnswers>, productVersion = draft.productVersion) {
  const { tx, scope, person, now } = ctx
  const change = { answers: { ...draft.answers, ...answers }, productVersion, updatedAt: now, updatedByName: person.name }
  if (!(await updateDraft(tx, scope, draft, change))) throw new ChangedMeanwhile('draft')
  return { draftId: draft.id }
}

/** Keeps the demand, once it fits the terms that are on offer and that the person saw. */
export async function keepDemand(ctx: FirmContext, { demand, productVersion, ...target }: DemandStepInput) {
  const draft = await draftAsSeen(ctx, target)
  const product = await offered(ctx, draft.productId)
  if (product.version !== productVersion) throw new ChangedMeanwhile('product')
  const obstacle = demandObstacle(product.terms, demand, ctx.now)
  if (obstacle) throw new Refused(obstacle.code, { field: obstacle.field })
  return keep(ctx, draft, { demand: { ...demand, amountFen: Number(demand.amountFen) } }, productVersion)
}

export async function keepDebts(ctx: FirmContext, { debts, hasLoanHistory, ...target }: DebtsStepInput) {
  const listed = debts.kind === 'LISTED' ? debts.debts.map((one) => ({ ...one, balanceFen: Number(one.balanceFen) })) : []
  return keep(ctx, await draftAsSeen(ctx, target), { debts: { listed, hasLoanHistory } })
}

/** Keeps the signature under the very text that was on the screen, in the signer's own name. */
export async function signDraft(ctx: FirmContext, { commitment, ...target }: SignInput) {
  const draft = await draftAsSeen(ctx, target)
  const product = await offered(ctx, draft.productId)
  const { commitment: today, signerName } = await prepareApplication(ctx, product, commitment.locale)
  if (commitment.version !== today.version) throw new Refused('submission.commitment-outdated')
  if (commitment.textSha256 !== today.textSha256) throw new Refused('submission.commitment-differs')
  const plain = (name: string) => name.normalize('NFKC').trim()
  if (plain(commitment.signedName) !== plain(signerName))
    throw new Refused('submission.signature-differs', { field: 'commitment.signedName' })
  return keep(ctx, draft, {
    commitment: { ...commitment, signedBy: ctx.person.accountId, signedAt: ctx.now.toISOString() },
  })
}

export async function discardDraft({ tx, scope }: FirmContext, draftId: string) {
  const { count } = await deleteDraft(tx, scope, draftId)
  if (count === 0) throw new Refused('draft.not-open')
  return {}
}

/** A draft with everything that its pages need: answers, terms on offer, what is done and what comes next. */
export async function showDraft(ctx: FirmContext, draftId: string, locale: Locale) {
  const draft = await findDraft(ctx.tx, ctx.scope, draftId)
  if (!draft) throw new NotFound('draft')
  const [product] = await listOnOfferByIds(ctx.tx, ctx.scope, [draft.productId])
  if (!product) return { draft, offered: null }
  const asked = { institutionId: product.institutionId, productId: product.productId, applicationId: draft.id }
  const [chinese, english] = [await prepareApplication(ctx, asked, 'zh-CN'), await prepareApplication(ctx, asked, 'en')]
  const prepared = locale === 'en' ? english : chinese
  const { consent, requiredClasses } = prepared
  const { demand } = draft.answers
  const isCurrent = draft.productVersion === product.version
  const progress = progressOf({
    answers: draft.answers,
    demandHolds: isCurrent && demand !== undefined && !demandObstacle(product.terms, demandOf(demand), ctx.now),
    consentCovers:
      consent !== null && consent.expiresAt > ctx.now && requiredClasses.every((one) => consent.dataClasses.includes(one)),
    commitmentSha256: { 'zh-CN': chinese.commitment.textSha256, en: english.commitment.textSha256 },
  })
  return { draft, offered: { ...prepared, published: product, isCurrent, progress, next: nextStep(progress) } }
}
