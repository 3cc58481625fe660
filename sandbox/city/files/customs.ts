import { activityIn } from '../activity'
import { type MonthNumber, monthText } from '../calendar'
import { recentHealth } from '../health'
import { createRandom } from '../random'
import { monthsOnFile, type Subject, yuan } from './file'

/** Who trades abroad: a few makers of goods. */
const trades = ({ seed, enterprise }: Subject) =>
  /^[BC]|^F51/.test(enterprise.industry.code) &&
  enterprise.legalForm === 'COMPANY' &&
  createRandom(seed, enterprise.index, 'trader').chance(0.14)

/** Declarations by month, and the customs' grade of the trader. */
export function customsFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life, asOf } = subject
  if (!trades(subject)) return { traderCode: enterprise.creditCode, rating: null, months: [] }
  const share = 0.05 + 0.3 * createRandom(seed, enterprise.index, 'export-share').next()
  const months = monthsOnFile(subject, from, to).flatMap((month) => {
    const random = createRandom(seed, enterprise.index, 'customs', month)
    if (random.chance(0.35)) return []
    const exported = activityIn(seed, enterprise, life, month).sales * share * (0.6 + 0.8 * random.next())
    const imported = random.chance(0.3) ? exported * 0.2 * random.next() : 0
    return [
      {
        month: monthText(month),
        exportValue: yuan(exported),
        importValue: yuan(imported),
        declarations: random.int(1, 6),
      },
    ]
  })
  const level = recentHealth(life, asOf)
  const rating = level > 1.5 ? '高级认证企业' : level < -2 ? '失信企业' : '备案企业'
  return { traderCode: enterprise.creditCode, rating, months }
}
