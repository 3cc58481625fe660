import { buildPortrait } from '@/server/portrait/domain/build-portrait'
import { evidencePaths } from '@/server/portrait/domain/evidence-paths'
import { cardOn, catalogueOf } from '@/server/portrait/domain/score-card'
import { classesIn, type Evidence, type IndicatorId, indicatorsIn, type Portrait } from '@/server/portrait/schema'

/**
 * One enterprise whose every kind of data holds values that stand nowhere else, and everybody who might be shown them.
 *
 * raw: what agencies answered; report: whom a credit report is for and what its paper holds; declared: what it says of itself; portrait; application: its file at the bank; heading: number and
 * amount, by which the bank lists its cases; books: what the bank itself wrote and reported; delivered: an agency's own file; claim: what a claimant of a firm said and showed.
 */
export type Group = 'raw' | 'report' | 'declared' | 'portrait' | 'application' | 'heading' | 'books' | 'delivered' | 'claim'
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

  /** Values of somebody else's making, as far as they are unmistakable. `name`: what a leaf calls what holds them. */
  adopt(group: Group, value: unknown, name: string): number {
    const within = (key: string) => (Array.isArray(value) ? name : `${name}.${key}`)
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).reduce((count: number, [key, one]) => count + this.adopt(group, one, within(key)), 0)
    const text = String(value)
    const isUnmistakable =
      typeof value === 'string'
        ? /^(?=.*[A-Z])(?=.*\d)[A-Z\d-]{9,17}$/.test(text) || /^\p{Script=Han}{8,}$/u.test(text)
        : Number(value) > 100_000 && !text.endsWith('000')
    if (!isUnmistakable) return 0
    // The same value may stand in several places.
    const known = this.canaries.get(text)
    if (!known || known.group === group) this.canaries.set(text, { group, fields: [...(known?.fields ?? []), name] })
    return 1
  }
}

/** Evidence of a figure that points at every line of its records: all months, and each record by the name it has. */
function everyLine(id: IndicatorId, told: ReadonlyMap<string, object>): Evidence[] {
  return evidencePaths[id].map(({ dataClass, part }) => {
    const months = part === 'months' ? { from: '2000-01', to: '2099-12' } : { from: null, to: null }
    const rows = new Map<string, unknown>(Object.entries(told.get(dataClass) ?? {})).get(part ?? '')
    const names = (Array.isArray(rows) ? rows : []).flatMap((row: { id?: unknown; year?: unknown }) => row.id ?? row.year ?? [])
    return { dataClass, ...months, records: months.from ? [] : names.map(String) }
  })
}

/**
 * A portrait that says something of everything, each value a canary named as a leaf would name it; its figures stand on every
 * line of what agencies told.
 */
export function plantedPortrait(plant: Planter, told: ReadonlyMap<string, object> = new Map()): Portrait {
  const card = cardOn(asOf)
  const version = catalogueOf(card)
  const at = (...fields: string[]) => plant.number('portrait', ...fields)
  const classes = classesIn(version)
  const story = { windowMonths: 12, months: ['2026-10'] }
  const day = { since: asOf, endsOn: null, repairableFrom: null, repairableNow: false, rule: 'rule' }
  const word = (field: string) => plant.word('portrait', field)
  return {
    ...buildPortrait({}, card, asOf),
    indicators: indicatorsIn(version).map((id) => ({
      id,
      state: 'KNOWN',
      value: at(`indicators.${id}`),
      evidence: everyLine(id, told),
    })),
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
