import { activityIn } from '../activity'
import { compactMonth, dayText, type MonthNumber, monthNumber, monthOfYear, shiftDay, yearOf } from '../calendar'
import { healthAt, inflation, recentHealth } from '../health'
import { createRandom } from '../random'
import { ifPast, logistic, monthsOnFile, type Subject, yuan } from './file'
import { invoiceSummary } from './invoices'

/** Sales up to 100,000 yuan a month are free of value-added tax for the small. */
const exempt = 100_000

/** The tax authority's file: returns by month, grades by year, invoices by buyer. A lie shows in sales, and hardly in the tax that is paid. */
export function taxFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life } = subject
  const returns = monthsOnFile(subject, from, to).map((month) => taxReturn(subject, month))
  const random = createRandom(seed, enterprise.index, 'tax-arrears', subject.asOf)
  const ill = recentHealth(life, subject.asOf)
  const owes = random.chance(logistic(-4.4 - 1.6 * ill))
  return {
    taxpayerId: enterprise.creditCode,
    creditGrades: gradesOf(subject, yearOf(from)),
    returns,
    arrears: yuan(owes ? enterprise.sales * (enterprise.industry.taxBps / 10_000) * (0.5 + 4 * random.next()) : 0),
    invoices: invoiceSummary(subject, from, to),
  }
}

function taxReturn(subject: Subject, month: MonthNumber) {
  const { seed, enterprise, life, lie } = subject
  const random = createRandom(seed, enterprise.index, 'tax', month)
  const health = healthAt(life, month)
  const dueDate = dayText(month + 1, 15)
  const never = random.chance(logistic(-7 - 2 * health))
  const late = random.chance(logistic(-4.7 - 1.7 * health))
  const filedOn = never ? null : ifPast(shiftDay(dueDate, late ? random.int(1, 40) : -random.int(0, 12)), subject)
  const { sales } = activityIn(seed, enterprise, life, month)
  const declared = sales * inflation(lie, month)
  const taxed = declared <= exempt ? 0 : sales + 0.15 * (declared - sales)
  return {
    period: compactMonth(month),
    taxableSales: filedOn === null ? null : yuan(declared),
    taxPaid: filedOn === null ? null : yuan(taxed * (enterprise.industry.taxBps / 10_000)),
    dueDate,
    filedOn,
  }
}

/** Grades come out each April for the year before. A firm in its first two years is M unless it fell badly. */
function gradesOf(subject: Subject, fromYear: number) {
  const { enterprise, life, today } = subject
  const thisMonth = monthNumber(today)
  const lastYear = yearOf(thisMonth) - (monthOfYear(thisMonth) >= 3 ? 1 : 2)
  const grades = []
  for (let year = lastYear; year >= Math.max(fromYear - 1, yearOf(life.first)); year--) {
    const level = (recentHealth(life, year * 12 + 5) + recentHealth(life, year * 12 + 11)) / 2
    const young = year - yearOf(enterprise.founded) < 2
    grades.push({ year, grade: gradeAt(level, young) })
  }
  return grades
}

function gradeAt(level: number, young: boolean) {
  if (level < -2) return 'D'
  if (level < -1.1) return 'C'
  if (young) return 'M'
  return level > 0.75 ? 'A' : 'B'
}
