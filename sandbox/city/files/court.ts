import { dayText, type MonthNumber, monthText } from '../calendar'
import { createRandom } from '../random'
import { documentNo, type Event, endAfter, eventsOf, within } from './events'
import { type Subject, yuan } from './file'

type Case = Event & { role: '原告' | '被告'; cause: string; claim: number }

const causes = ['买卖合同纠纷', '建设工程施工合同纠纷', '运输合同纠纷', '租赁合同纠纷', '劳动争议', '承揽合同纠纷'] as const

/** Cases and defaulter entries. A default on debts brings a suit within months, and some suits end on the list. */
export function courtFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { enterprise } = subject
  const { industry } = enterprise
  const sued = eventsOf<Case>(
    subject,
    'defendant',
    (health) => 0.0021 * industry.risk * Math.exp(-1.1 * health),
    (month, random, number) => ({
      id: documentNo('民初', month, number, enterprise.index),
      on: dayText(month, random.int(1, 28)),
      endedOn: endAfter(subject, month, random.int(2, 14), random),
      role: '被告',
      cause: random.pick(causes),
      claim: enterprise.sales * (0.05 + 0.9 * random.next() ** 2),
    }),
  )
  const suing = eventsOf<Case>(
    subject,
    'plaintiff',
    () => 0.0022 * industry.risk,
    (month, random, number) => ({
      id: documentNo('民诉', month, number, enterprise.index),
      on: dayText(month, random.int(1, 28)),
      endedOn: endAfter(subject, month, random.int(2, 12), random),
      role: '原告',
      cause: random.pick(causes),
      claim: enterprise.sales * (0.04 + 0.5 * random.next() ** 2),
    }),
  )
  const debts = debtCases(subject)
  const entries = [...debts.flatMap(({ entry }) => (entry ? [entry] : [])), ...strayEntries(subject)]
  const [first, last] = [monthText(from), monthText(to)]
  return {
    partyCode: enterprise.creditCode,
    cases: within([...sued, ...suing, ...debts.map(({ suit }) => suit)], first, last).map(
      ({ id, on, endedOn, role, cause, claim }) => ({
        caseNo: id,
        filedOn: on,
        role,
        cause,
        claim: yuan(Math.round(claim / 100) * 100),
        closedOn: endedOn,
      }),
    ),
    defaulters: within(entries, first, last).map(({ id, on, endedOn }) => ({
      listNo: id,
      publishedOn: on,
      withdrawnOn: endedOn,
    })),
  }
}

/** What a default leads to: most are sued by the lender two to seven months later, a third end on the list. */
function debtCases(subject: Subject): { suit: Case; entry: Event | null }[] {
  const { seed, enterprise, life, today } = subject
  return life.defaults.flatMap((month): { suit: Case; entry: Event | null }[] => {
    const random = createRandom(seed, enterprise.index, 'debt', month)
    const filed = month + random.int(2, 7)
    const judged = filed + random.int(3, 8)
    const listed = judged + random.int(1, 5)
    const sued = random.chance(0.85)
    const onList = random.chance(0.4)
    const paidUp = random.chance(0.5) ? random.int(4, 20) : null
    const on = dayText(filed, random.int(1, 28))
    if (!sued || on > today) return []
    const suit: Case = {
      id: documentNo('金民初', filed, 100 + (month % 800), enterprise.index),
      on,
      endedOn: endAfter(subject, filed, judged - filed, random),
      role: '被告',
      cause: '金融借款合同纠纷',
      claim: enterprise.sales * (0.6 + 2.4 * random.next()),
    }
    const listedOn = dayText(listed, random.int(1, 28))
    if (!onList || listedOn > today) return [{ suit, entry: null }]
    const entry = {
      id: documentNo('执', listed, 100 + (month % 800), enterprise.index),
      on: listedOn,
      endedOn: paidUp === null ? null : endAfter(subject, listed, paidUp, random),
    }
    return [{ suit, entry }]
  })
}

/** Some become court defaulters over other judgments than a loan. */
const strayEntries = (subject: Subject): Event[] =>
  eventsOf<Event>(
    subject,
    'defaulter',
    (health) => 0.00008 * Math.exp(-1.3 * health),
    (month, random, number) => ({
      id: documentNo('执恢', month, number, subject.enterprise.index),
      on: dayText(month, random.int(1, 28)),
      endedOn: random.chance(0.55) ? endAfter(subject, month, random.int(3, 18), random) : null,
    }),
  )
