import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import type { Session } from '@/server/auth/session'
import { shanghaiDate } from '@/server/kernel/dates'
import { lprAt } from '@/server/kernel/lpr'
import { createCallerFactory } from '@/server/trpc/init'
import { appRouter } from '@/server/trpc/root'
import { aPlatformKey, grant, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'
import { matchProducts } from './domain/match-products'
import { portraitOf, sales, terms } from './domain/matching.fixture'
import type { ProductTerms } from './schema'

aPlatformKey()
const call = createCallerFactory(appRouter)
const now = new Date('2026-11-21T04:00:00Z')

async function aProduct(institutionId: string, code: string, change: Partial<ProductTerms>, publishedAt: Date | null = now) {
  const productId = uuidv7()
  const offered = { ...terms, ...change }
  await owner('INSERT INTO product ("institutionId", id, code, state, "currentVersion") VALUES ($1, $2, $3, $4, $5)', [
    institutionId,
    productId,
    code,
    publishedAt ? 'PUBLISHED' : 'DRAFT',
    publishedAt ? 1 : null,
  ])
  await owner(
    `INSERT INTO product_version ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "createdBy", "publishedAt")
     VALUES ($1, $2, 1, 'p', 'p', 's', 's', $3, $4, $5)`,
    [institutionId, productId, JSON.stringify(offered), uuidv7(), publishedAt],
  )
  return { institutionId, productId, version: 1, terms: offered }
}

async function aPortrait(firm: Session, body: ReturnType<typeof portraitOf>) {
  const { consentId } = await grant(firm, matchingTerms())
  await owner(
    `INSERT INTO portrait ("enterpriseId", id, "consentId", "cardVersion", "asOf", score, grade, "confidenceBps", body, digest, "snapshotIds")
     VALUES ($1, $2, $3, 'EXPERT-2026.1', '2026-11-20', $4, $5, 10000, $6, 'digest', '{}')`,
    [firm.organisationId, uuidv7(), consentId, body.score, body.grade, JSON.stringify(body)],
  )
}

describe('matching', () => {
  it('holds every published product, and no other, against the firm’s own portrait exactly as the domain does', async () => {
    const bank = await anOrganisation('INSTITUTION')
    const published = [
      await aProduct(bank, 'IN', { admissionRule: sales('>=', 100_000_000) }),
      await aProduct(bank, 'OUT', { admissionRule: sales('>=', 900_000_000) }),
      await aProduct(bank, 'UNKNOWN', { admissionRule: { indicator: 'utilities.electricity12m', op: '>=', value: 1 } }),
    ]
    await aProduct(bank, 'DRAFT', {}, null)
    const session = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    const matching = call(contextOf(session, now)).matching
    const asked = { amountFen: 50_000_000n, termMonths: 24 }
    expect(await matching.all({ ask: asked })).toBeNull() // no portrait yet

    const portrait = portraitOf({ 'tax.taxableSales12m': 400_000_000 }, { asOf: '2026-11-20' })
    await aPortrait(session, portrait)
    const other = await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER'])
    await aPortrait(other, portraitOf({ 'tax.taxableSales12m': 1_000_000_000 }, { score: 800 }))

    const found = await matching.all({ ask: asked })
    const lpr = lprAt(shanghaiDate(now), 24)
    if (!lpr.ok) throw new Error('no LPR')
    const applicant = { countyCode: '610881', legalForm: 'COMPANY', size: 'small', industry: 'C2522' } as const
    const expected = matchProducts(published, portrait, applicant, asked, lpr.value)
    expect(found?.matches.map(({ product: _, ...match }) => match)).toEqual(expected)
    expect(found?.matches.map((match) => [match.product.code, match.verdict])).toEqual([
      ['IN', 'ELIGIBLE'],
      ['UNKNOWN', 'UNDECIDABLE'],
      ['OUT', 'INELIGIBLE'],
    ])
    expect(found).toMatchObject({ suggested: false, portrait: { asOf: '2026-11-20', old: false }, lpr: { verified: false } })

    const suggested = await matching.one({ ask: null, productId: published[0]?.productId ?? '' })
    expect(suggested).toMatchObject({ suggested: true, ask: { amountFen: 40_000_000n, termMonths: 12 } })
  })
})
