import type { IndicatorId } from '../../schema'
import type { Known } from '../known'
import { growthBps, type IndicatorsOf, type Measure, noSource, overMonths, ratioBps, sum, toSafe } from '../measure'

type Ids = Extract<IndicatorId, `tax.${string}`>
type TaxMonth = NonNullable<Known['facts']['TAX']>['months'][number]

/** Reference 4.5, from the worst to the best; M is a new firm, or one without revenue, in good standing. */
const gradeValue = { D: 1, C: 2, M: 3, B: 4, A: 5 } as const
/** Grades of a year are published the April after; a newer one than two years back has to exist. */
const GRADE_YEARS = 2

const monthsOf = (known: Known) => known.facts.TAX?.months
const countMonths = (known: Known, counts: (row: TaxMonth) => boolean, count = 12) =>
  overMonths(known, 'TAX', monthsOf(known), count, (rows) => {
    const records = rows.filter(counts).map((row) => row.month)
    return { value: records.length, records }
  })

const isLate = (row: TaxMonth) => row.declaredOn !== null && row.declaredOn > row.dueOn

/** Grades newest first, or why there are none. */
function latestGrades(known: Known, measure: (grades: { year: number; grade: keyof typeof gradeValue }[]) => Measure): Measure {
  const grades = known.facts.TAX?.grades
  if (!grades) return noSource('TAX')
  const newest = grades[0]
  if (!newest) return { missing: 'TOO_SHORT', classes: ['TAX'] }
  const stale = newest.year < Number(known.asOf.slice(0, 4)) - GRADE_YEARS
  return stale ? { missing: 'STALE', classes: ['TAX'] } : measure(grades)
}

const gradeEvidence = (years: number[]) => [{ dataClass: 'TAX' as const, from: null, to: null, records: years.map(String) }]

export const taxIndicators: IndicatorsOf<Ids> = {
  'tax.taxableSales12m': (known) =>
    overMonths(known, 'TAX', monthsOf(known), 12, (rows) => ({ value: sum(rows.map((row) => row.declaredSalesFen)) })),

  'tax.taxPaid12m': (known) =>
    overMonths(known, 'TAX', monthsOf(known), 12, (rows) => ({ value: sum(rows.map((row) => row.taxPaidFen)) })),

  /** Tax paid in the last 12 months against the 12 before. */
  'tax.taxPaidGrowth12m': (known) =>
    overMonths(known, 'TAX', monthsOf(known), 24, (rows) => ({ value: growthBps(rows.map((row) => row.taxPaidFen)) })),

  /** Tax paid ÷ declared sales of the last 12 months. */
  'tax.taxBurden12m': (known) =>
    overMonths(known, 'TAX', monthsOf(known), 12, (rows) => ({
      value: ratioBps(sum(rows.map((row) => row.taxPaidFen)), sum(rows.map((row) => row.declaredSalesFen)), 'DOWN'),
    })),

  /** Months that were declared, with no sales. */
  'tax.zeroDeclarationMonths12m': (known) => countMonths(known, (row) => row.declaredOn !== null && row.declaredSalesFen === 0n),

  'tax.lateFilings12m': (known) => countMonths(known, isLate),
  'tax.lateFilings24m': (known) => countMonths(known, isLate, 24),

  'tax.unfiledMonths12m': (known) => countMonths(known, (row) => row.declaredOn === null),

  'tax.grade': (known) =>
    latestGrades(known, ([newest]) =>
      newest ? { value: gradeValue[newest.grade], evidence: gradeEvidence([newest.year]) } : noSource('TAX'),
    ),

  /** Consecutive years, counted back from the newest grade, with A or B. */
  'tax.goodGradeYears': (known) =>
    latestGrades(known, (grades) => {
      const newest = grades[0]?.year ?? 0
      const broken = grades.findIndex((row, at) => row.year !== newest - at || gradeValue[row.grade] < gradeValue.B)
      const years = grades.slice(0, broken < 0 ? grades.length : broken).map((row) => row.year)
      return { value: years.length, evidence: gradeEvidence(years.length > 0 ? years : [newest]) }
    }),

  'tax.arrears': (known) =>
    known.facts.TAX ? { value: toSafe(known.facts.TAX.arrearsFen), evidence: gradeEvidence([]) } : noSource('TAX'),
}
