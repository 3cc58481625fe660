import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { cardOn, catalogueOf } from '@/server/portrait/domain/score-card'
import { classesIn, indicatorsIn, type Portrait } from '@/server/portrait/schema'

/**
 * One enterprise whose every kind of data holds values that stand nowhere else, and everybody who might be shown them.
 *
 * raw: what agencies answered; declared: what it says of itself; portrait; application: its file at the bank; heading: number and
 * amount, by which the bank lists its cases; books: what the bank itself wrote and reported; delivered: an agency's own file.
 */
export type Group = 'raw' | 'declared' | 'portrait' | 'application' | 'heading' | 'books' | 'delivered'
/** `fields`: what a leaf may call it, for any of its readers. */
export type Canary = { group: Group; fields: readonly string[] }
export type Canaries = Map<string, Canary>

export const asOf = '2026-11-20'
export const period = { from: '2025-11', to: '2026-10' }

/** Plants values: thirteen digits, or a word, that nothing else in the database holds. */
export class Planter {
  readonly canaries: Canaries = new Map()

  constructor(private planted = 0) {}

  number(group: Group, ...fields: string[]): number {
    const value = 7_310_000_000_000 + 137 * ++this.planted
    this.canaries.set(String(value), { group, fields })
    this.canaries.set((value / 100).toFixed(2), { group, fields }) // the same as yuan
    return value
  }

  word(group: Group, ...fields: string[]): string {
    const value = `KANARIA${++this.planted}Z`
    this.canaries.set(value, { group, fields })
    return value
  }

  /** Values of somebody else's making, as far as they are unmistakable. */
  adopt(group: Group, value: unknown): number {
    if (typeof value === 'object' && value !== null)
      return Object.values(value).reduce((count: number, one) => count + this.adopt(group, one), 0)
    const text = String(value)
    const isUnmistakable =
      typeof value === 'string'
        ? /^(?=.*[A-Z])(?=.*\d)[A-Z\d-]{9,17}$/.test(text) || /^\p{Script=Han}{8,}$/u.test(text)
        : Number(value) > 100_000 && !text.endsWith('000')
    if (isUnmistakable && !this.canaries.has(text)) this.canaries.set(text, { group, fields: [] })
    return isUnmistakable ? 1 : 0
  }
}

/** A portrait that says something of everything, each value a canary named as a leaf would name it. */
export function plantedPortrait(plant: Planter): Portrait {
  const card = cardOn(asOf)
  const version = catalogueOf(card)
  const at = (...fields: string[]) => plant.number('portrait', ...fields)
  const classes = classesIn(version)
  const story = { windowMonths: 12, months: ['2026-10'] }
  const day = { since: asOf, endsOn: null, repairableFrom: null, repairableNow: false, rule: 'rule' }
  const word = (field: string) => plant.word('portrait', field)
  return {
    ...buildPortrait({}, card, asOf),
    indicators: indicatorsIn(version).map((id) => ({ id, state: 'KNOWN', value: at(`indicators.${id}`), evidence: [] })),
    gates: classes.map((dataClass) => ({ code: 'COURT_DEFAULTER', dataClass, recordId: word(`gates.${dataClass}`), ...day })),
    legal: classes.map((dataClass) => ({
      code: 'x',
      dataClass,
      recordId: 'r',
      severity: null,
      authority: word(`legal.${dataClass}`),
      ...day,
    })),
    evaluations: classes.map((dataClass) => ({
      kind: 'TITLE',
      dataClass,
      value: word(`evaluations.${dataClass}`),
      issuer: null,
      on: null,
    })),
    questions: (['SALES_WITHOUT_ACTIVITY', 'SALES_WITHOUT_STAFF', 'SALES_WITHOUT_POWER'] as const).map((code) => ({
      ...story,
      code,
      salesGrowthBps: at(`questions.${code}`),
      electricityGrowthBps: null,
      headcountGrowthBps: null,
    })),
    triangulation: {
      normVersion: 'v',
      industry: 'C',
      firms: 30,
      from: '2026-10',
      to: '2026-10',
      correlations: [],
      powerRatioBps: at('triangulation'),
      changes: [],
      expected: [{ month: '2026-10', kwh: at('triangulation') }],
    },
    months: [
      {
        month: '2026-10',
        salesFen: at('months.salesFen'),
        taxFen: at('months.taxFen'),
        headcount: at('months.headcount'),
        kwh: at('months.kwh'),
        waterM3: at('months.waterM3'),
        gasM3: at('months.gasM3'),
      },
    ],
  }
}
