import type { OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { firmsIn, missingIn, monthPair } from '../domain/choose-months'
import { compareMonths } from '../domain/compare-months'
import { factorMonths, figureMonths, type IndicatorMonths, readOn, scoreMonths } from '../repository'

type Context = { tx: Tx; scope: OperatorScope }
type Asked = { month?: string | undefined; reference?: string | undefined }

/** The score distribution of a month against the reference month's, and the index of every month. */
export async function watchStability({ tx, scope }: Context, asked: Asked) {
  const months = await scoreMonths(tx, scope)
  const { asOf } = await readOn(tx)
  const pair = monthPair(months, asked)
  if (!pair) return { asOf, months: [], pair: null }
  const { month, reference } = pair
  return {
    asOf,
    months: months.map((one) => {
      const { psi, verdict } = compareMonths(reference.classes, one.classes)
      return { month: one.month, cards: one.cards, firms: firmsIn(one), psi, verdict }
    }),
    pair: {
      month: month.month,
      reference: reference.month,
      cards: [...new Set([...reference.cards, ...month.cards])].sort(),
      comparison: compareMonths(reference.classes, month.classes),
    },
  }
}

/** Indicators of two months, each compared over what they have in common. `basis`: points of the card, or tenths of the reference. */
function rowsOf(found: IndicatorMonths, { reference, month }: { reference: string; month: string }, basis: 'POINTS' | 'TENTHS') {
  const [before, after] = [found.get(reference), found.get(month)]
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].map((indicator) => {
    const [expected, actual] = [before?.get(indicator) ?? [], after?.get(indicator) ?? []]
    return {
      indicator,
      basis,
      comparison: compareMonths(expected, actual),
      missingBefore: missingIn(expected),
      missingAfter: missingIn(actual),
    }
  })
}

/** How far each indicator of the catalogue has moved between two months, the worst first, whether the card weighs it or not. */
export async function watchIndicators({ tx, scope }: Context, asked: Asked) {
  const months = await scoreMonths(tx, scope)
  const { asOf } = await readOn(tx)
  const names = months.map((one) => ({ month: one.month, firms: firmsIn(one) }))
  const pair = monthPair(months, asked)
  if (!pair) return { asOf, months: names, pair: null, rows: [] }
  const { month, reference } = pair
  const asking = { reference: reference.month, month: month.month }
  const weighed = rowsOf(await factorMonths(tx, scope, [reference.month, month.month]), asking, 'POINTS')
  const besides = weighed.map(({ indicator }) => indicator)
  const rows = [...weighed, ...rowsOf(await figureMonths(tx, scope, { ...asking, besides }), asking, 'TENTHS')]
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
