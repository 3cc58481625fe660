import { dayText, type MonthNumber, monthText, shiftDay } from '../calendar'
import { documentNo, type Event, endAfter, eventsOf, within } from './events'
import type { Subject } from './file'
import { yuan } from './file'

type Penalty = Event & { authority: string; category: number; severity: Severity; fine: number | null }
type Severity = '轻微' | '一般' | '严重'

/** Shortest and longest publication in months (reference 4.6); nothing is repaired before the first or shown after the second. */
const publication: Record<Severity, readonly [number, number]> = { 轻微: [0, 3], 一般: [3, 12], 严重: [12, 36] }

const grounds = [
  { category: 5, authority: '市应急管理局', weight: 3 },
  { category: 5, authority: '市生态环境局', weight: 3 },
  { category: 5, authority: '市交通运输局', weight: 2 },
  { category: 5, authority: '市市场监督管理局', weight: 4 },
  { category: 6, authority: '市应急管理局', weight: 0.6 },
  { category: 9, authority: '市市场监督管理局', weight: 2 },
  { category: 1, authority: '市税务局', weight: 1.2 },
  { category: 3, authority: '市水利局', weight: 0.7 },
  { category: 4, authority: '市行政审批服务局', weight: 0.4 },
  { category: 10, authority: '市公共资源交易中心', weight: 0.3 },
] as const

/** Administrative penalties that are shown now, among those that concern the months from–to. */
export function penaltyFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { enterprise, today } = subject
  const all = eventsOf<Penalty>(
    subject,
    'penalty',
    (health) => 0.0028 * enterprise.industry.risk * Math.exp(-0.95 * health),
    (month, random, number) => {
      const severity = random.weighted(['轻微', '一般', '严重'] as const, (s) => (s === '轻微' ? 5 : s === '一般' ? 4 : 0.8))
      const ground = random.weighted(grounds, ({ weight }) => weight)
      const [shortest, longest] = publication[severity]
      const repaired = random.chance(0.5) ? shortest + random.int(1, Math.max(2, longest - shortest)) : null
      const fine = severity === '轻微' && random.chance(0.5) ? null : finesOf(severity) * (0.5 + random.next())
      return {
        id: documentNo('政罚', month, number, enterprise.index),
        on: dayText(month, random.int(1, 28)),
        endedOn: repaired === null ? null : endAfter(subject, month, repaired, random),
        authority: ground.authority,
        category: ground.category,
        severity,
        fine: fine === null ? null : Math.round(fine / 100) * 100,
      }
    },
  )
  const shown = all.filter(({ on, severity }) => shiftDay(on, publication[severity][1] * 30.5) >= today)
  return {
    subjectCode: enterprise.creditCode,
    penalties: within(shown, monthText(from), monthText(to)).map((penalty) => ({
      documentNo: penalty.id,
      decidedOn: penalty.on,
      authority: penalty.authority,
      category: penalty.category,
      severity: penalty.severity,
      fine: penalty.fine === null ? null : yuan(penalty.fine),
      repairedOn: penalty.endedOn,
    })),
  }
}

const finesOf = (severity: Severity): number => ({ 轻微: 3_000, 一般: 42_000, 严重: 380_000 })[severity]
