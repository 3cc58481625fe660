import { uuidv7 } from 'uuidv7'
import { isUniqueViolation } from '@/server/db/transaction'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { findOwn, insertDraft, insertProduct, updateDraft } from '../repository'
import type { ProductDraft, SaveDraftInput } from '../schema'
import type { CatalogueContext } from './context'

/** A new product with its first version as a draft. */
export async function createProduct(
  { tx, scope, person, now }: CatalogueContext,
  { code, draft }: { code: string; draft: ProductDraft },
) {
  const id = uuidv7()
  try {
    await insertProduct(tx, scope, { id, code })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refused('product.code-taken', { field: 'code' }) : error
  }
  await insertDraft(tx, scope, { productId: id, version: 1 }, draft, person, now)
  await appendToLedger(tx, person, { act: 'product.drafted', subjectId: id, body: { version: 1 } })
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
export async function beginVersion({ tx, scope, person, now }: CatalogueContext, productId: string) {
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
  return { productId, version }
}
