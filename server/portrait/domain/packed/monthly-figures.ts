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

// Each window of a source is looked for once and its figures are taken one after another: a function a figure, called by another one,
// took as long again as the figures themselves.

const p = placeOf
/** A window that there is not: minus the reason. */
function lackEach(figures: Figures, places: readonly number[], none: number): void {
  for (const place of places) figures.lack(place, -none)
}

/** The last month up to which two sources reach, or minus the reason why there is none: the smaller is named first. */
function commonEnd(a: Series, b: Series): number {
  if (a.state !== 0 || b.state !== 0) return a.state === 0 || b.state === 0 ? -(a.state + b.state) : -Math.min(a.state, b.state)
  return Math.min(a.newest(), b.newest())
}

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

const salesPlaces = {
  year: [p['operation.salesVolatility12m'], p['operation.salesPeakShare12m']],
  two: [p['operation.salesGrowth12m'], p['operation.salesSeasonalTrend24m'], p['operation.salesDecliningMonths12m']],
}

/** Sales: growth, spread, season, and what is sold a head and a kWh. */
export function salesFigures(figures: Figures, tax: Series, staff: Series, power: Series): void {
  const { main } = tax
  const year = tax.window(12)
  if (year < 0) lackEach(figures, salesPlaces.year, year)
  else {
    figures.putRatio(p['operation.salesVolatility12m'], volatilityOf(main, year, 12))
    figures.putRatio(p['operation.salesPeakShare12m'], ratioUp(mostOf(main, year, 12), sumOf(main, year, 12)))
  }
  const quarter = tax.window(15)
  if (quarter < 0) figures.lack(p['operation.salesGrowth3m'], -quarter)
  else figures.putRatio(p['operation.salesGrowth3m'], quarterGrowth(tax, quarter))
  const two = tax.window(24)
  if (two < 0) lackEach(figures, salesPlaces.two, two)
  else {
    figures.putRatio(p['operation.salesGrowth12m'], growthOf(main, two, 24))
    if (figures.asks(p['operation.salesSeasonalTrend24m']))
      figures.putRatio(p['operation.salesSeasonalTrend24m'], seasonalTrendOf(main, two))
    figures.put(p['operation.salesDecliningMonths12m'], fallenMonths(tax, two))
  }
  soldA(figures, p['operation.salesPerHead12m'], tax, staff, 12)
  soldA(figures, p['operation.salesPerKwh12m'], tax, power, 1)
}

/** Sales of a year ÷ what another source counts in the same months, `times` over. */
function soldA(figures: Figures, place: number, tax: Series, other: Series, times: number): void {
  const to = commonEnd(tax, other)
  const sales = to < 0 ? to : tax.windowTo(to, 12)
  const from = sales < 0 ? sales : other.windowTo(to, 12)
  if (from < 0) {
    figures.lack(place, -from)
    return
  }
  const counted = sumOf(other.main, from, 12)
  figures.putRatio(place, counted > 0 ? wholeDivide(times * sumOf(tax.main, sales, 12), counted) : NONE)
}

const taxPlaces = {
  year: [
    p['tax.taxableSales12m'],
    p['tax.taxPaid12m'],
    p['tax.taxBurden12m'],
    p['tax.zeroDeclarationMonths12m'],
    p['tax.lateFilings12m'],
    p['tax.unfiledMonths12m'],
  ],
  two: [p['tax.taxPaidGrowth12m'], p['tax.lateFilings24m']],
}

/** Filings and taxes by month; the grades of years stand with the records. */
export function taxFigures(figures: Figures, tax: Series): void {
  const { main, second } = tax
  const year = tax.window(12)
  if (year < 0) lackEach(figures, taxPlaces.year, year)
  else {
    const sales = sumOf(main, year, 12)
    const paid = sumOf(second, year, 12)
    figures.put(p['tax.taxableSales12m'], sales)
    figures.put(p['tax.taxPaid12m'], paid)
    figures.putRatio(p['tax.taxBurden12m'], ratioDown(paid, sales))
    figures.put(p['tax.zeroDeclarationMonths12m'], tax.flagged(year, 12, flag.zero))
    figures.put(p['tax.lateFilings12m'], tax.flagged(year, 12, flag.late))
    figures.put(p['tax.unfiledMonths12m'], tax.flagged(year, 12, flag.unfiled))
  }
  const two = tax.window(24)
  if (two < 0) lackEach(figures, taxPlaces.two, two)
  else {
    figures.putRatio(p['tax.taxPaidGrowth12m'], growthOf(second, two, 24))
    figures.put(p['tax.lateFilings24m'], tax.flagged(two, 24, flag.late))
  }
  arrearsOf(figures, p['tax.arrears'], tax)
}

const staffPlaces = {
  year: [
    p['social.averageHeadcount12m'],
    p['social.headcountVolatility12m'],
    p['social.wageBase12m'],
    p['social.wageBasePerHead12m'],
    p['social.arrearsMonths12m'],
  ],
  two: [p['social.headcountTrend12m'], p['social.headcountSeasonalTrend24m'], p['social.arrearsMonths24m']],
}

export function staffFigures(figures: Figures, staff: Series): void {
  const { main, second } = staff
  const last = staff.window(1)
  if (last < 0) figures.lack(p['social.insuredHeadcount'], -last)
  else figures.put(p['social.insuredHeadcount'], main[last] as number)
  const year = staff.window(12)
  if (year < 0) lackEach(figures, staffPlaces.year, year)
  else {
    const people = sumOf(main, year, 12)
    const wages = sumOf(second, year, 12)
    figures.put(p['social.averageHeadcount12m'], wholeDivide(people, 12))
    figures.putRatio(p['social.headcountVolatility12m'], volatilityOf(main, year, 12))
    figures.put(p['social.wageBase12m'], wages)
    figures.putRatio(p['social.wageBasePerHead12m'], people > 0 ? wholeDivide(wages, people) : NONE)
    figures.put(p['social.arrearsMonths12m'], staff.flagged(year, 12, flag.inArrears))
  }
  const two = staff.window(24)
  if (two < 0) lackEach(figures, staffPlaces.two, two)
  else {
    figures.putRatio(p['social.headcountTrend12m'], growthOf(main, two, 24))
    if (figures.asks(p['social.headcountSeasonalTrend24m']))
      figures.putRatio(p['social.headcountSeasonalTrend24m'], seasonalTrendOf(main, two))
    figures.put(p['social.arrearsMonths24m'], staff.flagged(two, 24, flag.inArrears))
  }
  arrearsOf(figures, p['social.arrears'], staff)
}

/** Of the bills of a year those paid in time. */
function paidInTime(bills: Series, year: number): number {
  const due = bills.flagged(year, 12, flag.due)
  return ratioDown(due - bills.flagged(year, 12, flag.late), due)
}

const powerPlaces = {
  year: [
    p['utilities.capacityScore'],
    p['utilities.electricity12m'],
    p['utilities.electricityVolatility12m'],
    p['utilities.idleMonths12m'],
    p['utilities.onTimePayment12m'],
  ],
  two: [p['utilities.capacityGrowth12m'], p['utilities.electricitySeasonalTrend24m'], p['utilities.electricityChange24m']],
}

export function powerFigures(figures: Figures, power: Series, tax: Series): void {
  const { main } = power
  const year = power.window(12)
  if (year < 0) lackEach(figures, powerPlaces.year, year)
  else {
    const used = sumOf(main, year, 12)
    figures.put(p['utilities.capacityScore'], (wholeDivide(used, 12_000) + 1) * 10)
    figures.put(p['utilities.electricity12m'], used)
    figures.putRatio(p['utilities.electricityVolatility12m'], volatilityOf(main, year, 12))
    figures.put(p['utilities.idleMonths12m'], power.flagged(year, 12, flag.zero))
    figures.putRatio(p['utilities.onTimePayment12m'], paidInTime(power, year))
  }
  const more = power.window(13)
  if (more < 0) figures.lack(p['utilities.capacityUtilisation'], -more)
  else figures.putRatio(p['utilities.capacityUtilisation'], ratioDown(main[more + 12] as number, mostOf(main, more, 12)))
  const two = power.window(24)
  if (two < 0) lackEach(figures, powerPlaces.two, two)
  else {
    figures.putRatio(p['utilities.capacityGrowth12m'], growthOf(main, two, 24))
    if (figures.asks(p['utilities.electricitySeasonalTrend24m']))
      figures.putRatio(p['utilities.electricitySeasonalTrend24m'], seasonalTrendOf(main, two))
    if (figures.asks(p['utilities.electricityChange24m']))
      figures.putRatio(p['utilities.electricityChange24m'], changeOf(main, two))
  }
  const to = commonEnd(tax, power)
  const sales = to < 0 ? to : tax.windowTo(to, 24)
  const from = sales < 0 ? sales : power.windowTo(to, 24)
  if (from < 0) figures.lack(p['utilities.salesPowerCorrelation24m'], -from)
  else figures.putRatio(p['utilities.salesPowerCorrelation24m'], correlationOf(tax.main, sales, main, from, 24))
  arrearsOf(figures, p['utilities.electricityArrears'], power)
}

function billFigures(figures: Figures, bills: Series, used: number, onTime: number): void {
  const year = bills.window(12)
  if (year < 0) {
    figures.lack(used, -year)
    figures.lack(onTime, -year)
    return
  }
  figures.put(used, sumOf(bills.main, year, 12))
  figures.putRatio(onTime, paidInTime(bills, year))
}

export function waterAndGasFigures(figures: Figures, water: Series, gas: Series): void {
  billFigures(figures, water, p['utilities.water12m'], p['utilities.waterOnTimePayment12m'])
  arrearsOf(figures, p['utilities.waterArrears'], water)
  billFigures(figures, gas, p['utilities.gas12m'], p['utilities.gasOnTimePayment12m'])
  arrearsOf(figures, p['utilities.gasArrears'], gas)
}

export function exportFigures(figures: Figures, customs: Series): void {
  const year = customs.window(12)
  if (year < 0) figures.lack(p['capability.exports12m'], -year)
  else figures.put(p['capability.exports12m'], sumOf(customs.main, year, 12))
}
