import { dayText, type MonthNumber, monthOfYear, monthText, yearOf } from '../calendar'
import { recentHealth } from '../health'
import { createRandom } from '../random'
import { documentNo, type Event, endAfter, eventsOf, within } from './events'
import type { Subject } from './file'

type Listing = {
  name: string
  authority: string
  mark: string
  rate: (health: number, month: MonthNumber) => number
  months: readonly [number, number]
}

const listings: readonly Listing[] = [
  {
    name: '经营异常名录',
    authority: '市市场监督管理局',
    mark: '异',
    // Annual reports are due at the end of June: those who miss it are listed in July.
    rate: (health, month) => (monthOfYear(month) === 6 ? 0.012 : 0.0003) * Math.exp(-0.9 * health),
    months: [1, 14],
  },
  {
    name: '严重违法失信名单',
    authority: '市市场监督管理局',
    mark: '严',
    rate: (health) => (health < -1.8 ? 0.0012 : 0),
    months: [36, 37],
  },
  {
    name: '重大税收违法失信主体名单',
    authority: '市税务局',
    mark: '税重',
    rate: (health) => (health < -1.6 ? 0.0016 : 0),
    months: [24, 36],
  },
  {
    name: '拖欠农民工工资失信联合惩戒名单',
    authority: '市人力资源和社会保障局',
    mark: '欠薪',
    rate: (health) => (health < -1.5 ? 0.0018 : 0),
    months: [12, 24],
  },
  {
    name: '守信激励名单',
    authority: '市公共信用信息中心',
    mark: '守信',
    rate: (health, month) => (monthOfYear(month) === 4 && health > 1.1 ? 0.22 : 0),
    months: [12, 12],
  },
]

/** Lists of the dishonest and of the trustworthy that concern the months from–to. */
export function listFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { enterprise } = subject
  const entries = listings.flatMap(({ name, authority, mark, rate, months: [shortest, longest] }) => {
    const events = eventsOf<Event>(subject, `list-${mark}`, rate, (month, random, number) => ({
      id: documentNo(mark, month, number, enterprise.index),
      on: dayText(month, random.int(1, 28)),
      endedOn: endAfter(subject, month, random.int(shortest, longest), random),
    }))
    return within(events, monthText(from), monthText(to)).map(({ id, on, endedOn }) => ({
      entryNo: id,
      listName: name,
      authority,
      includedOn: on,
      excludedOn: endedOn,
    }))
  })
  return { subjectCode: enterprise.creditCode, entries, evaluations: evaluationsOf(subject, from, to) }
}

/** Shares of firms that the centre never evaluates: it lacks the data, above all on sole traders. */
const overlooked = { COMPANY: 0.12, COOPERATIVE: 0.3, SOLE_TRADER: 0.6 } as const

/** The public credit evaluation of each year from–to, made the spring after; firms younger than a year have none yet. */
function evaluationsOf(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life, today } = subject
  if (createRandom(seed, enterprise.index, 'evaluated').chance(overlooked[enterprise.legalForm])) return []
  const evaluations = []
  for (let year = yearOf(from) - 1; year < yearOf(to); year++) {
    const december = year * 12 + 11
    const random = createRandom(seed, enterprise.index, 'public-evaluation', year)
    const evaluatedOn = dayText(december + 5, random.int(8, 26))
    const month = evaluatedOn.slice(0, 7)
    if (december - 11 < life.first || evaluatedOn > today || month < monthText(from) || month > monthText(to)) continue
    const level = recentHealth(life, december) + 0.45 * random.normal()
    evaluations.push({ year: String(year), level: gradeAt(level), authority: '市公共信用信息中心', evaluatedOn })
  }
  return evaluations
}

const gradeAt = (level: number) => (level > 0.8 ? '优' : level > -0.6 ? '良' : level > -1.6 ? '中' : '差')
