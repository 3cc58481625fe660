import { type Activity, activityIn } from '../activity'
import { dayText, type MonthNumber, monthText, shiftDay } from '../calendar'
import { healthAt } from '../health'
import { createRandom } from '../random'
import { ifPast, logistic, monthsOnFile, type Subject, yuan } from './file'

const meters = {
  ELECTRICITY: { unit: 'kWh', yuanEach: 0.61, read: ({ kwh }: Activity) => kwh },
  WATER: { unit: 'm3', yuanEach: 4.6, read: ({ waterM3 }: Activity) => waterM3 },
  GAS: { unit: 'm3', yuanEach: 2.95, read: ({ gasM3 }: Activity) => gasM3 },
} as const

/** One meter's bills by month, due on the 20th of the month after. Without a gas connection there are no bills. */
export function utilityFile(subject: Subject, kind: keyof typeof meters, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life, today } = subject
  const { unit, yuanEach, read } = meters[kind]
  let unpaid = 0
  const bills = []
  const months = kind === 'GAS' && !enterprise.gas ? [] : monthsOnFile(subject, from, to)
  for (const month of months) {
    const random = createRandom(seed, enterprise.index, kind, month)
    // Now and then nobody reads the meter: a gap, not a zero.
    if (random.chance(0.004)) continue
    const usage = Math.round(read(activityIn(seed, enterprise, life, month)))
    const dueOn = dayText(month + 1, 20)
    const settledOn = ifPast(shiftDay(dueOn, paymentDelay(healthAt(life, month), random)), subject)
    const amount = usage * yuanEach
    if (settledOn === null && dueOn < today) unpaid += Number(yuan(amount))
    bills.push({ month: monthText(month), usage: String(usage), amount: yuan(amount), dueOn, settledOn })
  }
  return { customerCode: enterprise.creditCode, unit, bills, unpaid: yuan(unpaid) }
}

/** Days from the due day to the payment: the healthy pay before it, the ill weeks or months after it. */
function paymentDelay(health: number, random: { next: () => number; chance: (p: number) => boolean }): number {
  if (!random.chance(logistic(-3.9 - 1.4 * health))) return -Math.floor(random.next() * 13)
  const months = random.chance(logistic(-2.6 - 1.2 * health)) ? 120 : 12
  return 1 + Math.floor(-Math.log(1 - random.next()) * months)
}
