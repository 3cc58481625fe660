import { products as cityProducts } from '@/sandbox/city/products'
import { mayPublish } from '@/server/catalogue/domain/publish-version'
import { ProductDraft, type ProductTerms } from '@/server/catalogue/schema'
import { addDays, shanghaiMidnight } from '@/server/kernel/dates'
import { idAt } from './identifiers'
import { record } from './ledger'
import { type Institution, type Organisations, openDays } from './organisations'
import type { World } from './world'

export type SeededProduct = {
  institution: Institution
  productId: string
  code: string
  version: number
  name: string
  terms: ProductTerms
}

const clockOf = (day: Date, hour: number) => new Date(day.getTime() + hour * 3_600_000)

/** The 91 products on offer: written by the product manager, published by another person, as the catalogue demands. */
export function publishProducts(world: World, { institutions }: Organisations): SeededProduct[] {
  const day = shanghaiMidnight(addDays(world.today, 3 - openDays))
  return cityProducts.map(({ institutionCode, code, draft }) => {
    const institution = institutions.get(institutionCode)
    if (!institution) throw new RangeError(`no institution ${institutionCode}`)
    const { name, nameEn, summary, summaryEn, terms } = ProductDraft.parse(draft)
    const { id: institutionId, productManager: author, administrator: publisher } = institution
    const [written, published] = [clockOf(day, 10), clockOf(day, 15)]
    const allowed = mayPublish({ publishedAt: null, editedByPerson: author.personId }, publisher, 1)
    if (!allowed.ok) throw new Error(`${code} was not published: ${allowed.refusal}`)
    const productId = idAt(written, 'product', code)
    world.rows.add('product', { institutionId, id: productId, code, state: 'PUBLISHED', currentVersion: 1, createdAt: written })
    world.rows.add('product_version', {
      institutionId,
      productId,
      version: 1,
      name,
      nameEn,
      summary,
      summaryEn,
      terms,
      createdBy: author.accountId,
      createdAt: written,
      editedByPerson: author.personId,
      editedByName: author.name,
      editedAt: written,
      publishedBy: publisher.accountId,
      publishedByName: publisher.name,
      publishedAt: published,
    })
    const acts = [
      { act: 'product.drafted', by: author, at: written },
      { act: 'product.published', by: publisher, at: published },
    ]
    for (const act of acts) record(world, act.by, act.at, { act: act.act, subjectId: productId, body: { version: 1 } })
    return { institution, productId, code, version: 1, name, terms }
  })
}
