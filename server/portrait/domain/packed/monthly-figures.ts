import {
  changeOf,
  correlationOf,
  growthOf,
  NONE,
  ratioDown,
  ratioUp,
  seasonalTrendOf,
  sumOf,
  volatilityOf,
  wholeDivide,
} from './exact'
import { type Figures, placeOf } from './figures'
import { flag, NO_SOURCE, type Series } from './series'

type Measured = (from: number) => number

/** A figure over the newest `count` months of one source. */
function over(figures: Figures, place: number, series: Series, count: number, measure: Measured): void {
  const from = series.window(count)
  if (from < 0) figures.lack(place, -from)
  else figures.putRatio(place, measure(from))
}

/** A figure over the same months of two sources, up to the last month of the one that reaches less far. */
function overBoth(
  figures: Figures,
  place: number,
  a: Series,
  b: Series,
  count: number,
  measure: (fromA: number, fromB: number) => number,
): void {
  // Reasons are numbered so that the smaller one is named first.
  const lack = a.state === 0 || b.state === 0 ? a.state + b.state : Math.min(a.state, b.state)
  const to = Math.min(a.newest(), b.newest())
  const fromA = lack === 0 ? a.windowTo(to, count) : -lack
  const fromB = fromA < 0 ? fromA : b.windowTo(to, count)
  if (fromB < 0) figures.lack(place, -fromB)
  else figures.putRatio(place, measure(fromA, fromB))
}

const p = placeOf
const hasSource = (series: Series) => series.state !== NO_SOURCE
function arrearsOf(figures: Figures, place: number, series: Series): void {
  if (hasSource(series)) figures.put(place, series.arrears)
  else figures.lack(place, NO_SOURCE)
}

const quarters = new Float64Array(6)
function quarterGrowth({ main }: Series, from: number): number {
  for (let at = 0; at < 3; at++) {
    quarters[at] = main[from + at] as number
    quarters[at + 3] = main[from + 12 + at] as number
  }
  return growthOf(quarters, 0, 6)
}

function mostOf(values: Float64Array, from: number, count: number): number {
  let most = values[from] as number
  for (let at = from + 1; at < from + count; at++) if ((values[at] as number) > most) most = values[at] as number
  return most
}

function fallenMonths({ main }: Series, from: number): number {
  let fallen = 0
  for (let at = from; at < from + 12; at++) if ((main[at + 12] as number) < (main[at] as number)) fallen++
  return fallen
}

/** Sales: growth, spread, season, and what is sold a head and a kWh. */
export function salesFigures(figures: Figures, tax: Series, staff: Series, power: Series): void {
  const { main } = tax
  over(figures, p['operation.salesGrowth12m'], tax, 24, (from) => growthOf(main, from, 24))
  over(figures, p['operation.salesGrowth3m'], tax, 15, (from) => quarterGrowth(tax, from))
  over(figures, p['operation.salesVolatility12m'], tax, 12, (from) => volatilityOf(main, from, 12))
  over(figures, p['operation.salesPeakShare12m'], tax, 12, (from) => ratioUp(mostOf(main, from, 12), sumOf(main, from, 12)))
  over(figures, p['operation.salesSeasonalTrend24m'], tax, 24, (from) => seasonalTrendOf(main, from))
  over(figures, p['operation.salesDecliningMonths12m'], tax, 24, (from) => fallenMonths(tax, from))
  overBoth(figures, p['operation.salesPerHead12m'], tax, staff, 12, (from, other) => {
    const heads = sumOf(staff.main, other, 12)
    return heads > 0 ? wholeDivide(12 * sumOf(main, from, 12), heads) : NONE
  })
  overBoth(figures, p['operation.salesPerKwh12m'], tax, power, 12, (from, other) => {
    const kwh = sumOf(power.main, other, 12)
    return kwh > 0 ? wholeDivide(sumOf(main, from, 12), kwh) : NONE
  })
}

/** Filings and taxes by month; the grades of years stand with the records. */
export function taxFigures(figures: Figures, tax: Series): void {
  const { main, second } = tax
  over(figures, p['tax.taxableSales12m'], tax, 12, (from) => sumOf(main, from, 12))
  over(figures, p['tax.taxPaid12m'], tax, 12, (from) => sumOf(second, from, 12))
  over(figures, p['tax.taxPaidGrowth12m'], tax, 24, (from) => growthOf(second, from, 24))
  over(figures, p['tax.taxBurden12m'], tax, 12, (from) => ratioDown(sumOf(second, from, 12), sumOf(main, from, 12)))
  over(figures, p['tax.zeroDeclarationMonths12m'], tax, 12, (from) => tax.flagged(from, 12, flag.zero))
  over(figures, p['tax.lateFilings12m'], tax, 12, (from) => tax.flagged(from, 12, flag.late))
  over(figures, p['tax.lateFilings24m'], tax, 24, (from) => tax.flagged(from, 24, flag.late))
  over(figures, p['tax.unfiledMonths12m'], tax, 12, (from) => tax.flagged(from, 12, flag.unfiled))
  arrearsOf(figures, p['tax.arrears'], tax)
}

export function staffFigures(figures: Figures, staff: Series): void {
  const { main, second } = staff
  over(figures, p['social.insuredHeadcount'], staff, 1, (from) => main[from] as number)
  over(figures, p['social.averageHeadcount12m'], staff, 12, (from) => wholeDivide(sumOf(main, from, 12), 12))
  over(figures, p['social.headcountTrend12m'], staff, 24, (from) => growthOf(main, from, 24))
  over(figures, p['social.headcountVolatility12m'], staff, 12, (from) => volatilityOf(main, from, 12))
  over(figures, p['social.headcountSeasonalTrend24m'], staff, 24, (from) => seasonalTrendOf(main, from))
  over(figures, p['social.wageBase12m'], staff, 12, (from) => sumOf(second, from, 12))
  over(figures, p['social.wageBasePerHead12m'], staff, 12, (from) => {
    const people = sumOf(main, from, 12)
    return people > 0 ? wholeDivide(sumOf(second, from, 12), people) : NONE
  })
  over(figures, p['social.arrearsMonths12m'], staff, 12, (from) => staff.flagged(from, 12, flag.inArrears))
  over(figures, p['social.arrearsMonths24m'], staff, 24, (from) => staff.flagged(from, 24, flag.inArrears))
  arrearsOf(figures, p['social.arrears'], staff)
}

function paidInTime(figures: Figures, place: number, bills: Series): void {
  over(figures, place, bills, 12, (from) => {
    const due = bills.flagged(from, 12, flag.due)
    return ratioDown(due - bills.flagged(from, 12, flag.late), due)
  })
}

export function powerFigures(figures: Figures, power: Series, tax: Series): void {
  const { main } = power
  over(figures, p['utilities.capacityScore'], power, 12, (from) => (wholeDivide(sumOf(main, from, 12), 12_000) + 1) * 10)
  over(figures, p['utilities.capacityUtilisation'], power, 13, (from) =>
    ratioDown(main[from + 12] as number, mostOf(main, from, 12)),
  )
  over(figures, p['utilities.capacityGrowth12m'], power, 24, (from) => growthOf(main, from, 24))
  over(figures, p['utilities.electricity12m'], power, 12, (from) => sumOf(main, from, 12))
  over(figures, p['utilities.electricityVolatility12m'], power, 12, (from) => volatilityOf(main, from, 12))
  over(figures, p['utilities.idleMonths12m'], power, 12, (from) => power.flagged(from, 12, flag.zero))
  over(figures, p['utilities.electricitySeasonalTrend24m'], power, 24, (from) => seasonalTrendOf(main, from))
  over(figures, p['utilities.electricityChange24m'], power, 24, (from) => changeOf(main, from))
  overBoth(figures, p['utilities.salesPowerCorrelation24m'], tax, power, 24, (from, other) =>
    correlationOf(tax.main, from, main, other, 24),
  )
  paidInTime(figures, p['utilities.onTimePayment12m'], power)
  arrearsOf(figures, p['utilities.electricityArrears'], power)
}

export function waterAndGasFigures(figures: Figures, water: Series, gas: Series): void {
  over(figures, p['utilities.water12m'], water, 12, (from) => sumOf(water.main, from, 12))
  paidInTime(figures, p['utilities.waterOnTimePayment12m'], water)
  arrearsOf(figures, p['utilities.waterArrears'], water)
  over(figures, p['utilities.gas12m'], gas, 12, (from) => sumOf(gas.main, from, 12))
  paidInTime(figures, p['utilities.gasOnTimePayment12m'], gas)
  arrearsOf(figures, p['utilities.gasArrears'], gas)
}

export function exportFigures(figures: Figures, customs: Series): void {
  over(figures, p['capability.exports12m'], customs, 12, (from) => sumOf(customs.main, from, 12))
}
