import type { OfficeScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { type Month, monthOf, monthsEndingWith, type PlainDate } from '@/server/kernel/dates'
import { median, p90, type Sums } from '../domain/figures'
import { firstMonthOf, periodOf } from '../domain/period-of'
import { borrowersBy } from '../queries/borrowers'
import { type DecisionDays, decisionDaysBy, joinDays } from '../queries/decision-days'
import { institutionNames } from '../queries/institutions'
import { byKey, monthSums, sumsOfMonths } from '../queries/month-sums'
import { pipelineOn } from '../queries/pipeline'
import { type PeriodName, periods, type Selection } from '../schema'

export type OfficeContext = { tx: Tx; scope: OfficeScope }

/** Working days to decision: the middle, the nine-in-ten, of how many, and how long clocks stood still beside. */
export type DaysFigure = { median: number | null; p90: number | null; decided: number; stoppedTotal: number; withStops: number }

export const daysFigure = ({ counted, stoppedTotal, withStops }: DecisionDays): DaysFigure => ({
  median: median(counted),
  p90: p90(counted),
  decided: counted.length,
  stoppedTotal,
  withStops,
})

export const noDays: DecisionDays = { counted: [], stoppedTotal: 0, withStops: 0 }

/** Months on the trend, the as-of date's included. */
const trendMonths = 18

/** Everything on the dashboard, as of the end of a day. The ranking and the map are of the year to date. */
export async function overview({ tx, scope }: OfficeContext, asOf: PlainDate, selection: Selection) {
  const rows = await monthSums(tx, scope, 'overview', asOf, selection)
  const year = periodOf('year', asOf)
  const daysByInstitution = await decisionDaysBy(tx, scope, 'institution', year, selection)
  const borrowers = await borrowersBy(tx, scope, 'institution', year, selection)
  const all = await borrowersBy(tx, scope, 'all', year, selection)
  const pipeline = await pipelineOn(tx, scope, asOf, selection)
  const names = await institutionNames(tx, scope)

  const whole = rows.filter(({ dimension }) => dimension === 'all')
  const sums = (name: PeriodName) => sumsOfMonths(whole, firstMonthOf(name, asOf), monthOf(asOf))
  const [month, yearToDate, cumulative] = periods.map(sums) as [Sums, Sums, Sums]
  const ofYear = (part: typeof rows) => sumsOfMonths(part, firstMonthOf('year', asOf), monthOf(asOf))
  const counties = byKey(rows, 'county')
  const institutions = byKey(rows, 'institution')
  return {
    asOf,
    countyCode: scope.countyCode,
    sums: { month, year: yearToDate, cumulative },
    borrowers: all.get(null) ?? 0,
    days: daysFigure(joinDays(daysByInstitution.values())),
    pipeline,
    trend: trendOf(whole, monthOf(asOf)),
    counties: [...counties].map(([key, part]) => ({ key, sums: ofYear(part) })),
    ranking: names
      .filter(({ institutionId }) => institutions.has(institutionId))
      .map(({ institutionId, name, nameEn }) => ({
        key: institutionId,
        name,
        nameEn,
        sums: ofYear(institutions.get(institutionId) ?? []),
        borrowers: borrowers.get(institutionId) ?? 0,
        days: daysFigure(daysByInstitution.get(institutionId) ?? noDays),
      }))
      .sort((a, b) => (a.sums.disbursedFen < b.sums.disbursedFen ? 1 : a.sums.disbursedFen > b.sums.disbursedFen ? -1 : 0)),
  }
}

/** Granted and disbursed of each month, and the balance at its end: three figures side by side, none in another. */
function trendOf(whole: Parameters<typeof sumsOfMonths>[0], last: Month) {
  return monthsEndingWith(last, trendMonths).map((month) => {
    const { grantedFen, disbursedFen, repaidFen, balanceFen } = sumsOfMonths(whole, month, month)
    return { month, grantedFen, disbursedFen, repaidFen, balanceFen }
  })
}
