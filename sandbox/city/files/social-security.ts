import { activityIn } from '../activity'
import { compactMonth, type MonthNumber } from '../calendar'
import { healthAt } from '../health'
import { createRandom } from '../random'
import { logistic, monthsOnFile, type Subject, yuan } from './file'

/** Employer's and employees' share of the base together. */
const contribution = 0.37

/** Contributions by month. Arrears run in stretches: who fell behind last month is likelier behind this month. */
export function socialSecurityFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life } = subject
  let owed = 0
  const contributions = monthsOnFile(subject, from, to).map((month) => {
    const { headcount, wage } = activityIn(seed, enterprise, life, month)
    const base = headcount * wage
    const behind = headcount > 0 && isBehind(subject, month)
    // What is older than a year was collected or written off.
    if (behind && month > subject.asOf - 12) owed += base * contribution
    return { period: compactMonth(month), insured: headcount, baseTotal: yuan(base), state: behind ? '欠缴' : '已缴' }
  })
  return { unitCode: enterprise.creditCode, contributions, owed: yuan(owed) }
}

/** One draw a quarter, so that arrears last. */
function isBehind({ seed, enterprise, life }: Subject, month: MonthNumber): boolean {
  const quarter = Math.floor(month / 3)
  const health = healthAt(life, quarter * 3)
  return createRandom(seed, enterprise.index, 'social-arrears', quarter).chance(logistic(-5.2 - 1.7 * health))
}
