import { uuidv7 } from 'uuidv7'
import { isUniqueViolation } from '@/server/db/transaction'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { findOwn, insertDraft, insertProduct, listOtherPublishers, updateDraft } from '../repository'
import type { ProductDraft, SaveDraftInput } from '../schema'
import type { CatalogueContext } from './context'

/** Tells every colleague who could publish that a draft waits; once a version, not at every save. */
async function tellPublishers({ tx, scope, person, now }: CatalogueContext, productId: string, version: number, name: string) {
  for (const accountId of await listOtherPublishers(tx, scope, person.accountId, now)) {
    await notify(tx, {
      organisationId: scope.institutionId,
      accountId,
      kind: 'product.draft-waiting',
      params: { by: person.name, product: name, version },
      href: `/bank/products/${productId}`,
    })
  }
}

/** A new product with its first version as a draft. */
export async function createProduct(ctx: CatalogueContext, { code, draft }: { code: string; draft: ProductDraft }) {
  const { tx, scope, person, now } = ctx
  const id = uuidv7()
  try {
    await insertProduct(tx, scope, { id, code })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refused('product.code-taken', { field: 'code' }) : error
  }
  await insertDraft(tx, scope, { productId: id, version: 1 }, draft, person, now)
  await appendToLedger(tx, person, { act: 'product.drafted', subjectId: id, body: { version: 1 } })
  await tellPublishers(ctx, id, 1, draft.name)
  return { productId: id, version: 1 }
}

/** Saves a draft as a whole, if it still is what the person saw. */
export async function saveDraft(
  { tx, scope, person, now }: CatalogueContext,
  { productId, version, seen, draft }: SaveDraftInput,
) {
  const saved = await updateDraft(tx, scope, { productId, version, seen }, draft, person, now)
  if (!saved) throw new ChangedMeanwhile('product')
  await appendToLedger(tx, person, { act: 'product.draft-saved', subjectId: productId, body: { version } })
  return { productId, version }
}

/** Begins a new version as a copy of the newest one. What was published stays as it was. */
export async function beginVersion(ctx: CatalogueContext, productId: string) {
  const { tx, scope, person, now } = ctx
  const product = await findOwn(tx, scope, productId)
  const [newest] = product?.versions ?? []
  if (!newest) throw new NotFound('product')
  if (newest.publishedAt === null) throw new Refused('product.draft-open')
  const { name, nameEn, summary, summaryEn, terms } = newest
  const version = newest.version + 1
  try {
    await insertDraft(tx, scope, { productId, version }, { name, nameEn, summary, summaryEn, terms }, person, now)
  } catch (error) {
    throw isUniqueViolation(error) ? new ChangedMeanwhile('product') : error
  }
  await appendToLedger(tx, person, { act: 'product.drafted', subjectId: productId, body: { version } })
  await tellPublishers(ctx, productId, version, name)
  return { productId, version }
}
