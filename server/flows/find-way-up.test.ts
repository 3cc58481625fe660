import { describe, expect, it } from 'vitest'
import { createCity } from '@/sandbox/city/city'
import type { PublishedProduct } from '@/server/catalogue/schema'
import { product as someProduct } from '@/server/matching/domain/matching.fixture'
import type { Applicant, Ask } from '@/server/matching/schema'
import {
  AS_OF,
  monthsAgo,
  penalty,
  registrationFacts,
  sampleFacts,
  staffFacts,
  taxFacts,
} from '@/server/portrait/domain/facts.fixture'
import { knownOn } from '@/server/portrait/domain/known'
import { readIndicators } from '@/server/portrait/domain/read-indicators'
import { cardByVersion } from '@/server/portrait/domain/score-card'
import { businessSteps, leversOf } from '@/server/portrait/domain/way-up/levers'
import { prospectOf } from '@/server/portrait/domain/way-up/outcomes'
import { type Actionability, grades, type IndicatorReading, indicatorCatalogue } from '@/server/portrait/schema'
import type { EnterpriseFacts } from '@/server/sources/schema'
import { cityFacts, dayAfter } from '@/tests/city-facts'
import { type Ground, wayToGrade, wayToProduct } from './find-way-up'

const card = cardByVersion('EXPERT-2026.2')
const groundOf = (facts: EnterpriseFacts, asOf = AS_OF): Ground => ({
  facts,
  card,
  asOf,
  prospect: prospectOf(facts, card, asOf),
})

/** In arrears with tax and contributions, late with returns, with two records and a judgment not performed. */
const behind = (): EnterpriseFacts => {
  const tax = taxFacts(() => 100_000_000n)
  const staff = staffFacts(() => 20)
  return sampleFacts({
    REGISTRATION: { ...registrationFacts, foundedOn: monthsAgo(33) },
    TAX: {
      ...tax,
      arrearsFen: 5_000_000n,
      months: tax.months.map((row, at) => (at >= 26 && at <= 29 ? { ...row, declaredOn: `${row.dueOn.slice(0, 8)}28` } : row)),
    },
    SOCIAL_SECURITY: {
      arrearsFen: 900_000n,
      months: staff.months.map((row, at) => ({ ...row, inArrears: at >= 30 && at <= 32 })),
    },
    PENALTY: {
      penalties: [
        penalty({ id: 'new', on: '2026-05-10', severity: 'SERIOUS', amountFen: 6_000_000n }),
        penalty({ id: 'old', on: '2025-09-01' }),
      ],
    },
    COURT: { cases: [], defaulterEntries: [{ id: 'd', listedOn: '2026-01-10', removedOn: null }] },
  })
}

describe('the way to a grade', () => {
  it('really reaches it on a copy of the facts, with a date for what time cures', () => {
    const ground = groundOf(behind())
    const { grade } = ground.prospect.portrait
    const next = grades[grades.indexOf(grade) - 1] ?? 'A'
    const way = wayToGrade(ground, next)
    expect(way.state).toBe('PATH')
    if (way.state !== 'PATH') return
    expect(grades.indexOf(way.path.portrait.grade)).toBeLessThanOrEqual(grades.indexOf(next))
    expect(way.path.effort).toBe(way.path.steps.reduce((sum, step) => sum + step.effort, 0))
    expect(way.path.by).toBe(
      way.path.steps
        .map((step) => step.on)
        .sort()
        .at(-1),
    )
  })
  it('asks nothing where it is reached, and says what everything in order would come to where nothing reaches it', () => {
    const ground = groundOf(sampleFacts())
    expect(wayToGrade(ground, ground.prospect.portrait.grade)).toEqual({ state: 'NOTHING' })
    const poor = groundOf(sampleFacts({ TAX: taxFacts((_, at) => (at > 20 ? 1_000n : 100_000_000n)), ELECTRICITY: undefined }))
    expect(wayToGrade(poor, 'A')).toMatchObject({ state: 'NONE' })
  })
  it('never touches who owns or runs the firm or where it is, nor what is assessed; business only by what is called a plan', () => {
    const facts = behind()
    const read = (of: EnterpriseFacts) => readIndicators(knownOn(of, AS_OF), '2026.2')
    const isAny =
      (...kinds: Actionability[]) =>
      ({ id }: IndicatorReading) =>
        kinds.includes(indicatorCatalogue[id].actionability)
    for (const { options } of leversOf(facts, AS_OF))
      for (const { apply, steps } of options) {
        const isPlan = steps.some(({ kind }) => businessSteps.includes(kind))
        const isFixed = isPlan ? isAny('FIXED') : isAny('FIXED', 'BUSINESS')
        const fixed = read(facts).filter(isFixed)
        const changed = apply(facts)
        const { foundedOn: _, ...who } = changed.REGISTRATION ?? registrationFacts
        const { foundedOn: __, ...was } = facts.REGISTRATION ?? registrationFacts
        expect(who).toEqual(was)
        expect(read(changed).filter(isFixed)).toEqual(fixed)
      }
  })
  it('moves arrears out of the windows month by month, not all at once', () => {
    const facts = behind()
    const insure = prospectOf(facts, card, AS_OF).levers.find(({ id }) => id === 'INSURE_ON_TIME')
    const months = insure?.options.map(({ steps, points }) => [steps[0]?.months, points])
    // The three months lie 4 to 6 back from the newest: out of 12 months after 7, 8, 9; out of 24 after 19, 20, 21.
    expect(months?.map(([after]) => after)).toEqual([7, 8, 9, 19, 20, 21])
    expect(months?.at(-1)?.[1]).toBeGreaterThan(Number(months?.[0]?.[1]))
  })
  it('dates the repair of a record by the rule in force (oracle 5)', () => {
    const records = prospectOf(behind(), card, AS_OF).levers.find(({ id }) => id === 'RECORDS')
    const serious = records?.options.flatMap(({ steps }) => steps).find(({ records: [id] }) => id === 'new')
    expect(serious).toMatchObject({ kind: 'REPAIR_RECORD', on: '2027-05-10' })
    const old = records?.options.flatMap(({ steps }) => steps).find(({ records: [id] }) => id === 'old')
    expect(old).toMatchObject({ kind: 'REPAIR_RECORD', on: AS_OF })
  })
})

const applicant: Applicant = { countyCode: '610881', legalForm: 'COMPANY', size: 'small', industry: 'C3484' }
const ask: Ask = { amountFen: 100_000_000n, termMonths: 12 }
const drafted = { publishedBy: null, createdAt: new Date(0), name: '样例', nameEn: 'Sample', summary: '', summaryEn: '' }
const shown = {
  code: 'P1',
  publishedAt: new Date(0),
  institutionName: '样例',
  institutionNameEn: 'Sample',
  institutionKind: 'BANK',
  servicePhone: '0',
}
function offered(admissionRule: PublishedProduct['terms']['admissionRule']) {
  return { ...drafted, ...shown, ...someProduct('019a0000-0000-7000-8000-000000000002', { admissionRule }) } as PublishedProduct
}

describe('the way to a product', () => {
  const to = (product: PublishedProduct, facts = behind(), lineFen: bigint | null = null) =>
    wayToProduct(groundOf(facts), { product, applicant, ask, lineFen, lprBps: 300 })

  it('lifts every bar, pays and keeps what the rule demands, and no more', () => {
    const way = to(offered({ all: [{ gate: 'NONE' }, { indicator: 'tax.arrears', op: '=', value: 0 }] }))
    expect(way.state).toBe('PATH')
    const kinds = way.state === 'PATH' ? way.path.steps.map(({ kind }) => kind).sort() : []
    expect(kinds).toEqual(['PAY_TAX', 'PERFORM_JUDGMENT', 'REPAIR_RECORD'])
  })
  it('takes the cheaper of alternatives', () => {
    const way = to(offered({ any: [{ gate: 'NONE' }, { indicator: 'social.arrears', op: '<=', value: 0 }] }))
    expect(way.state === 'PATH' && way.path.steps.map(({ kind }) => kind)).toEqual(['PAY_SOCIAL_SECURITY'])
  })
  it('is none where the rule demands sales, or excludes the county', () => {
    expect(to(offered({ indicator: 'operation.salesGrowth12m', op: '>=', value: 50_000 })).state).toBe('NONE')
    const product = offered({ gate: 'NONE' })
    expect(to({ ...product, terms: { ...product.terms, regions: ['610802'] } }).state).toBe('NONE')
  })
  it('suggests an ask within bounds', () => {
    const product = offered({ indicator: 'stability.active', op: '=', value: 1 })
    const way = to({ ...product, terms: { ...product.terms, amountMaxFen: 50_000_000 } })
    expect(way).toMatchObject({ state: 'PATH', ask: { amountFen: 50_000_000n } })
  })
})

describe('for firms of the synthetic city', () => {
  it('every path really flips the grade', () => {
    const city = createCity({ seed: 4711, enterprises: 40, asOf: '2026-09' })
    let paths = 0
    for (let index = 0; index < city.size; index++) {
      const ground = groundOf(cityFacts(city, index), dayAfter(city))
      const target = grades[grades.indexOf(ground.prospect.portrait.grade) - 1]
      const way = target && wayToGrade(ground, target)
      if (!target || way?.state !== 'PATH') continue
      paths += 1
      expect(grades.indexOf(way.path.portrait.grade)).toBeLessThanOrEqual(grades.indexOf(target))
    }
    console.info(`paths found for ${paths} of ${city.size} firms`)
    expect(paths).toBeGreaterThan(3)
  })
})
