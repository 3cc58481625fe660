import type { EnterpriseScope } from '@/server/auth/scope'
import { listOnOffer } from '@/server/catalogue/published.repository'
import type { Tx } from '@/server/db/transaction'
import { shanghaiDate } from '@/server/kernel/dates'
import { defaultAsk } from '@/server/matching/domain/default-ask'
import { matchProducts } from '@/server/matching/domain/match-products'
import { findApplicant } from '@/server/matching/repository'
import { listCards } from '@/server/portrait/cards.repository'
import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn } from '@/server/portrait/domain/score-card'
import { findCurrentPortrait } from '@/server/portrait/repository'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { readSnapshots } from '@/server/sources/repository'
import { DataClass, type EnterpriseFacts } from '@/server/sources/schema'
import { lprOn } from './match-products'

type Reading = { tx: Tx; scope: EnterpriseScope; now: Date }
export type LostProduct = { productId: string; institutionId: string; name: string; nameEn: string }
export type CostOfRefusal = {
  products: number
  /** Of each class on file: the products that were decided with it, and that nobody could decide without it. */
  without: { dataClass: DataClass; undecidable: LostProduct[] }[]
}

/**
 * What saying no costs, by the real matching: the firm's portrait is drawn once more without each class, and every product
 * on offer is matched against it. A product counts when its verdict was known and no longer is.
 * @returns null while there is no portrait to take anything from
 */
export async function costOfRefusal({ tx, scope, now }: Reading): Promise<CostOfRefusal | null> {
  const stored = await findCurrentPortrait(tx, scope)
  if (!stored) return null
  const facts: EnterpriseFacts = {}
  for (const { signedAnswer, ...snapshot } of await readSnapshots(tx, scope, stored.snapshotIds)) {
    if (signedAnswer === null) continue // erased: as if it had never come
    const read = readSnapshot({ ...snapshot, signedAnswer, dataClass: DataClass.parse(snapshot.dataClass) })
    Object.assign(facts, { [read.dataClass]: read.facts })
  }
  const today = shanghaiDate(now)
  const products = await listOnOffer(tx, scope)
  const applicant = await findApplicant(tx, scope)
  const ask = defaultAsk(stored.body)
  const bps = lprOn(today, ask.termMonths)
  const card = cardOn(today, await listCards(tx))
  const undecidable = (known: EnterpriseFacts) =>
    new Set(
      matchProducts(products, buildPortrait(known, card, today), applicant, ask, bps)
        .filter(({ verdict }) => verdict === 'UNDECIDABLE')
        .map(({ productId }) => productId),
    )
  const already = undecidable(facts)
  const without = DataClass.array()
    .parse(Object.keys(facts))
    .map((dataClass) => {
      const { [dataClass]: _, ...rest } = facts
      const lost = undecidable(rest)
      return {
        dataClass,
        undecidable: products
          .filter(({ productId }) => lost.has(productId) && !already.has(productId))
          .map(({ productId, institutionId, name, nameEn }) => ({ productId, institutionId, name, nameEn })),
      }
    })
  return { products: products.length, without }
}
