import { beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { anOrganisation, aSession, as, contextOf } from '@/tests/world'

const call = createCallerFactory(appRouter)
const by = (session: Session | null) => call(contextOf(session))

/** As the form sends it: amounts as bigint fen, industries as one line. */
const draft = (name = '稳岗贷') => ({
  name,
  nameEn: 'Payroll Loan',
  summary: '面向参保人数稳定的小微企业。',
  summaryEn: 'For small firms with steady headcount.',
  terms: {
    amountMinFen: 10_000_000n,
    amountMaxFen: 300_000_000n,
    termMinMonths: 3,
    termMaxMonths: 36,
    rateMinSpreadBps: 45,
    rateMaxSpreadBps: 190,
    methods: ['interest_only'],
    fees: [],
    guaranteeMode: 'CREDIT',
    revolving: false,
    regions: [],
    legalForms: [],
    sizes: [],
    industries: 'C25，g59',
    purposes: [],
    admissionRule: { all: [{ gate: 'NONE' }, { score: { op: '>=', value: 600 } }] },
  },
})

let [writer, second, stranger, enterprise]: Session[] = []

beforeAll(async () => {
  const bank = await anOrganisation('INSTITUTION')
  writer = await aSession(bank, ['PRODUCT_MANAGER'])
  second = await aSession(bank, ['INSTITUTION_ADMIN'])
  stranger = await aSession(await anOrganisation('INSTITUTION'), ['PRODUCT_MANAGER'])
  enterprise = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_STAFF'])
})

const people = () => {
  if (!writer || !second || !stranger || !enterprise) throw new Error('no world')
  return { writer, second, stranger, enterprise }
}
const refusal = (code: string) => ({ cause: expect.objectContaining({ code }) })

async function drafted(code: string) {
  const { productId, version } = await by(people().writer).catalogue.create({ code, draft: draft() })
  const product = await by(people().writer).catalogue.ownOne({ productId })
  return { productId, version, seen: product.versions[0]?.editedAt ?? null }
}

describe('a product', () => {
  it('is read from the form: amounts in fen, industries from one line', async () => {
    const { productId } = await drafted('READ')
    const [version] = (await by(people().writer).catalogue.ownOne({ productId })).versions
    expect(version?.terms).toMatchObject({ amountMinFen: 10_000_000, industries: ['C25', 'G59'] })
  })

  it('goes on offer by another person than its writer, and only then the enterprise and the public see it', async () => {
    const { writer, second, enterprise } = people()
    const key = await drafted('FOUR-EYES')
    const seenBy = async () => ({
      enterprise: await by(enterprise)
        .catalogue.onOffer({ productId: key.productId })
        .then(
          (one) => one.version,
          () => 'nothing',
        ),
      public: (await by(null).catalogue.publicList()).some((one) => one.productId === key.productId),
    })
    expect(await seenBy()).toEqual({ enterprise: 'nothing', public: false })
    await expect(by(writer).catalogue.publish(key)).rejects.toMatchObject(refusal('product.second-person'))
    await by(second).catalogue.publish(key)
    expect(await seenBy()).toEqual({ enterprise: 1, public: true })
    await by(writer).catalogue.withdraw({ productId: key.productId })
    expect(await seenBy()).toEqual({ enterprise: 'nothing', public: false })
    await by(second).catalogue.offerAgain({ productId: key.productId })
    expect(await seenBy()).toEqual({ enterprise: 1, public: true })
  })

  it('in draft is told to every colleague who could publish it, once a version, and not to its writer', async () => {
    const { writer, second, stranger } = people()
    const key = await drafted('TOLD')
    await by(writer).catalogue.saveDraft({ ...key, draft: draft() })
    const told = async (session: typeof writer) =>
      (await by(session).notify.list({ page: 1 })).rows.filter(({ href }) => href === `/bank/products/${key.productId}`)
    expect(await told(second)).toMatchObject([{ kind: 'product.draft-waiting', params: { by: writer.name, version: 1 } }])
    expect([await told(writer), await told(stranger)]).toEqual([[], []])
  })

  it('is published by its writer where there is nobody else', async () => {
    const { stranger } = people()
    const { productId } = await by(stranger).catalogue.create({ code: 'ALONE', draft: draft() })
    const { versions } = await by(stranger).catalogue.ownOne({ productId })
    await by(stranger).catalogue.publish({ productId, version: 1, seen: versions[0]?.editedAt ?? null })
    expect((await by(stranger).catalogue.ownOne({ productId })).state).toBe('PUBLISHED')
  })

  it('never changes once published; a new version begins as its copy and replaces it when published', async () => {
    const { writer, second, enterprise } = people()
    const key = await drafted('IMMUTABLE')
    await by(second).catalogue.publish(key)
    await expect(by(writer).catalogue.saveDraft({ ...key, draft: draft('改名') })).rejects.toMatchObject(
      refusal('changed-meanwhile'),
    )
    // Not only the code: the database refuses as well.
    const changed = await as(writer, (tx) =>
      tx.productVersion.updateMany({ where: { productId: key.productId, version: 1 }, data: { name: '改名' } }),
    )
    expect(changed.count).toBe(0)

    await by(writer).catalogue.beginVersion({ productId: key.productId })
    await expect(by(writer).catalogue.beginVersion({ productId: key.productId })).rejects.toMatchObject(
      refusal('product.draft-open'),
    )
    const [newest] = (await by(writer).catalogue.ownOne({ productId: key.productId })).versions
    const next = { productId: key.productId, version: 2, seen: newest?.editedAt ?? null }
    await by(writer).catalogue.saveDraft({ ...next, draft: draft('新版') })
    expect((await by(enterprise).catalogue.onOffer({ productId: key.productId })).name).toBe('稳岗贷')
    await expect(by(second).catalogue.publish(next)).rejects.toMatchObject(refusal('changed-meanwhile')) // saved since it was read
    const [saved] = (await by(second).catalogue.ownOne({ productId: key.productId })).versions
    await by(second).catalogue.publish({ ...next, seen: saved?.editedAt ?? null })
    expect(await by(enterprise).catalogue.onOffer({ productId: key.productId })).toMatchObject({ version: 2, name: '新版' })
  })

  it('is nobody else’s to read in draft, to change or to publish', async () => {
    const { stranger, writer } = people()
    const key = await drafted('OWN')
    const other = by(stranger).catalogue
    await expect(other.ownOne({ productId: key.productId })).rejects.toMatchObject(refusal('not-found'))
    await expect(other.saveDraft({ ...key, draft: draft() })).rejects.toMatchObject(refusal('changed-meanwhile'))
    await expect(other.publish(key)).rejects.toMatchObject(refusal('not-found'))
    await expect(other.beginVersion({ productId: key.productId })).rejects.toMatchObject(refusal('not-found'))
    await expect(other.withdraw({ productId: key.productId })).rejects.toMatchObject(refusal('changed-meanwhile'))
    expect((await by(writer).catalogue.saveDraft({ ...key, draft: draft('本行改') })).version).toBe(1) // the control
  })

  it('has a code of its own within the institution', async () => {
    const { writer, stranger } = people()
    await drafted('TWICE')
    await expect(by(writer).catalogue.create({ code: 'twice', draft: draft() })).rejects.toMatchObject(
      refusal('product.code-taken'),
    )
    await expect(by(stranger).catalogue.create({ code: 'TWICE', draft: draft() })).resolves.toMatchObject({ version: 1 })
  })

  it('names the row of the admission rule that is at fault', async () => {
    const bad = draft()
    const admissionRule = { all: [{ gate: 'NONE' }, { indicator: 'tax.nothing', op: '>=', value: 1 }] }
    const input = { code: 'FAULTY', draft: { ...bad, terms: { ...bad.terms, admissionRule } } }
    await expect(by(people().writer).catalogue.create(input)).rejects.toMatchObject({
      cause: {
        issues: [{ path: ['draft', 'terms', 'admissionRule', 'all', 1, 'indicator'], message: 'rule.unknown-indicator' }],
      },
    })
  })
})
