import type { OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { addMonthsToMonth } from '@/server/kernel/dates'
import { compareMonths } from '../domain/compare-months'
import { factorMonths, readOn, type ScoreMonth, scoreMonths } from '../repository'
import { leastPopulation } from '../schema'

type Context = { tx: Tx; scope: OperatorScope }
type Asked = { month?: string | undefined; reference?: string | undefined }

const firmsOf = ({ classes }: ScoreMonth) => classes.reduce((sum, { firms }) => sum + firms, 0)

/** The month asked for, else the newest; against the one asked for, else a year before, else the oldest large enough. */
function chosen(months: readonly ScoreMonth[], asked: Asked) {
  const byName = (name: string | undefined) => months.find(({ month }) => month === name)
  const month = byName(asked.month) ?? months.at(-1)
  if (!month) return null
  const large = months.filter((one) => firmsOf(one) >= leastPopulation && one.month < month.month)
  const yearBefore = large.find((one) => one.month === addMonthsToMonth(month.month, -12))
  const reference = byName(asked.reference) ?? yearBefore ?? large[0] ?? months[0]
  return reference ? { month, reference } : null
}

/** The score distribution of a month against the reference month's, and the index of every month. */
export async function watchStability({ tx, scope }: Context, asked: Asked) {
  const months = await scoreMonths(tx, scope)
  const { asOf } = await readOn(tx)
  const pair = chosen(months, asked)
  if (!pair) return { asOf, months: [], pair: null }
  const { month, reference } = pair
  return {
    asOf,
    months: months.map((one) => {
      const { psi, verdict } = compareMonths(reference.classes, one.classes)
      return { month: one.month, cards: one.cards, firms: firmsOf(one), psi, verdict }
    }),
    pair: {
      month: month.month,
      reference: reference.month,
      cards: [...new Set([...reference.cards, ...month.cards])].sort(),
      comparison: compareMonths(reference.classes, month.classes),
    },
  }
}

/** The missing of a month: how many, or null where they are too few to be told apart. */
function missingOf(classes: readonly { places: readonly number[]; firms: number }[]): number | null {
  const held = classes.find(({ places }) => places[0] === -1)
  return held === undefined ? 0 : held.places.length === 1 ? held.firms : null
}

/** How far each indicator of the card has moved between two months, the worst first. */
export async function watchIndicators({ tx, scope }: Context, asked: Asked) {
  const months = await scoreMonths(tx, scope)
  const { asOf } = await readOn(tx)
  const names = months.map((one) => ({ month: one.month, firms: firmsOf(one) }))
  const pair = chosen(months, asked)
  if (!pair) return { asOf, months: names, pair: null, rows: [] }
  const { month, reference } = pair
  const found = await factorMonths(tx, scope, [reference.month, month.month])
  const [before, after] = [found.get(reference.month), found.get(month.month)]
  const rows = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].map((indicator) => {
    const [expected, actual] = [before?.get(indicator) ?? [], after?.get(indicator) ?? []]
    return {
      indicator,
      comparison: compareMonths(expected, actual),
      missingBefore: missingOf(expected),
      missingAfter: missingOf(actual),
    }
  })
  const rank = (row: (typeof rows)[number]) => row.comparison.psi ?? -1
  return {
    asOf,
    months: names,
    pair: { month: month.month, reference: reference.month, cards: [...new Set([...reference.cards, ...month.cards])].sort() },
    rows: rows.sort((a, b) => rank(b) - rank(a) || (a.indicator < b.indicator ? -1 : 1)),
  }
}
export type StabilityReading = Awaited<ReturnType<typeof watchStability>>
export type IndicatorsReading = Awaited<ReturnType<typeof watchIndicators>>
