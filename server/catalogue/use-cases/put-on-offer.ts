import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { mayPublish } from '../domain/publish-version'
import { countOtherPublishers, findOwn, moveProduct, publishDraft } from '../repository'
import type { PublishInput } from '../schema'
import type { CatalogueContext } from './context'

/**
 * Publishes a draft: from the commit on it is the version on offer, and nobody can change it any more.
 * @throws Refused `product.second-person` where whoever wrote it wants to publish it although somebody else could
 */
export async function publishVersion({ tx, scope, person, now }: CatalogueContext, { productId, version, seen }: PublishInput) {
  const product = await findOwn(tx, scope, productId)
  const draft = product?.versions.find((each) => each.version === version)
  if (!draft) throw new NotFound('product')
  const others = await countOtherPublishers(tx, scope, person.accountId, now)
  const allowed = mayPublish(draft, person, others)
  if (!allowed.ok) throw new Refused(allowed.refusal)
  if (!(await publishDraft(tx, scope, { productId, version, seen }, person, now))) throw new ChangedMeanwhile('product')
  await appendToLedger(tx, person, { act: 'product.published', subjectId: productId, body: { version } })
  return { productId, version }
}

/** Takes a product off the shelf; applications under way go on. */
export async function withdrawProduct({ tx, scope, person }: CatalogueContext, productId: string) {
  if (!(await moveProduct(tx, scope, productId, 'PUBLISHED', 'WITHDRAWN'))) throw new ChangedMeanwhile('product')
  await appendToLedger(tx, person, { act: 'product.withdrawn', subjectId: productId })
  return { productId }
}

/** Offers a withdrawn product again, in the version it had. */
export async function offerAgain({ tx, scope, person }: CatalogueContext, productId: string) {
  if (!(await moveProduct(tx, scope, productId, 'WITHDRAWN', 'PUBLISHED'))) throw new ChangedMeanwhile('product')
  await appendToLedger(tx, person, { act: 'product.offered-again', subjectId: productId })
  return { productId }
}
