import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { listOnOffer, listOnOfferByIds } from '@/server/catalogue/published.repository'
import type { PublishedProduct } from '@/server/catalogue/schema'
import type { Tx } from '@/server/db/transaction'
import { daysBetween, type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { lprAt, lprVerifiedUntil } from '@/server/kernel/lpr'
import { appendToLedger } from '@/server/ledger/append'
import { portraitValidDays } from '@/server/lending/domain/intake'
import { defaultAsk } from '@/server/matching/domain/default-ask'
import { matchProducts } from '@/server/matching/domain/match-products'
import { findApplicant } from '@/server/matching/repository'
import type { Ask, ProductMatch } from '@/server/matching/schema'
import { findCurrentPortrait } from '@/server/portrait/repository'

export type MatchContext = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }
export type MatchedProduct = ProductMatch & { product: PublishedProduct }
export type Matching = {
  ask: Ask
  /** The ask is the platform's starting point, not what the firm said. */
  suggested: boolean
  portrait: { id: string; asOf: PlainDate; score: number; grade: string; createdAt: Date; old: boolean }
  /** The rate that costs stand on; `verified`: read in a source, not carried on from an earlier fixing. */
  lpr: { bps: number; verified: boolean }
  /** Eligible first, then undecidable, then ineligible; within each by the all-in annual cost. */
  matches: MatchedProduct[]
}

/** The LPR of a day for a term in basis points. The table begins years before the platform, so there always is one. */
export function lprOn(today: PlainDate, termMonths: number): number {
  const lpr = lprAt(today, termMonths)
  if (!lpr.ok) throw new RangeError(`no LPR on ${today}`)
  return lpr.value
}

/**
 * Every product on offer, or those named, held against the firm's current portrait and its ask. A match is a use of the firm's
 * data, and so an entry of the ledger.
 * @param ask null: a starting point is taken from the firm's sales
 * @returns null while there is no portrait to hold them against
 */
export async function matchOwn(ctx: MatchContext, ask: Ask | null, productIds?: readonly string[]): Promise<Matching | null> {
  const { tx, scope, person, now } = ctx
  const stored = await findCurrentPortrait(tx, scope)
  if (!stored) return null
  const applicant = await findApplicant(tx, scope)
  const products = productIds ? await listOnOfferByIds(tx, scope, productIds) : await listOnOffer(tx, scope)
  const today = shanghaiDate(now)
  const asked = ask ?? defaultAsk(stored.body)
  const bps = lprOn(today, asked.termMonths)
  const byId = new Map(products.map((product) => [product.productId, product]))
  const { id, asOf, score, grade, createdAt } = stored
  const matches = matchProducts(products, stored.body, applicant, asked, bps).flatMap((match) => {
    const product = byId.get(match.productId)
    return product ? [{ ...match, product }] : []
  })
  await appendToLedger(tx, person, {
    act: 'products.matched',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: { products: products.length, eligible: matches.filter(({ verdict }) => verdict === 'ELIGIBLE').length },
  })
  return {
    ask: asked,
    suggested: ask === null,
    portrait: { id, asOf, score, grade, createdAt, old: daysBetween(asOf, today) > portraitValidDays },
    lpr: { bps, verified: today <= lprVerifiedUntil },
    matches,
  }
}
