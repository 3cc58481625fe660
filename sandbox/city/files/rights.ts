import { dayText, type MonthNumber, monthText } from '../calendar'
import { createRandom } from '../random'
import { documentNo, type Event, eventsOf, within } from './events'
import type { Subject } from './file'

const trades: Record<string, readonly [name: string, authority: string][]> = {
  B: [['安全生产许可证', '市应急管理局']],
  C: [['排污许可证', '市生态环境局']],
  D: [['燃气经营许可证', '市住房和城乡建设局']],
  E: [['建筑业企业资质证书', '市住房和城乡建设局']],
  F: [['食品经营许可证', '市市场监督管理局']],
  G: [['道路运输经营许可证', '市交通运输局']],
  H: [['食品经营许可证', '市市场监督管理局']],
}
const ordinary = [['户外广告设施设置许可', '市城市管理执法局']] as const

/** Permits: the trade's own one, renewed every five years, and now and then another. */
export function permitFile(subject: Subject, to: MonthNumber) {
  const { seed, enterprise, life, today } = subject
  const [name, authority] = trades[enterprise.industry.code.slice(0, 1)]?.[0] ?? ordinary[0]
  const permits = []
  for (let month = life.first; month <= Math.min(to, subject.asOf); month += 60) {
    const random = createRandom(seed, enterprise.index, 'permit', month)
    const issuedOn = dayText(month, random.int(10, 28))
    if (issuedOn <= enterprise.foundedOn || issuedOn > today) continue
    const lost = life.defaults.some((fell) => fell >= month && fell < month + 48) && random.chance(0.2)
    permits.push({
      permitNo: documentNo('许准', month, 1000 + (enterprise.index % 8999), enterprise.index),
      permitName: name,
      authority,
      issuedOn,
      expiresOn: dayText(month + 60, 28),
      state: lost ? '撤销' : '有效',
    })
  }
  return { holderCode: enterprise.creditCode, permits }
}

type Right = Event & { kind: string; title: string; lapsed: boolean; pledged: boolean }

/** How inventive a trade is, by its letter; shops and farms register a trade mark at most. */
const inventive: Record<string, number> = { I: 1, M: 0.8, C: 0.5, B: 0.2 }

/** Patents, marks and software; the well run have more of them. */
export function intellectualPropertyFile(subject: Subject, to: MonthNumber) {
  const { enterprise } = subject
  const bent = inventive[enterprise.industry.code.slice(0, 1)] ?? 0.05
  const all = eventsOf<Right>(
    subject,
    'right',
    (health) => 0.03 * bent * Math.exp(0.5 * health + 0.3 * enterprise.quality),
    (month, random, number) => {
      const kinds = bent >= 0.8 ? ['软件著作权', '发明专利', '实用新型'] : ['实用新型', '实用新型', '外观设计', '注册商标']
      const kind = random.pick(kinds)
      return {
        id: documentNo('知', month, number, enterprise.index),
        on: dayText(month, random.int(1, 28)),
        endedOn: null,
        kind,
        title: `一种${enterprise.industry.word}${random.pick(['装置', '方法', '系统', '工艺'])}`,
        lapsed: random.chance(0.12),
        pledged: random.chance(0.05),
      }
    },
  )
  return {
    ownerCode: enterprise.creditCode,
    rights: within(all, '0000-01', monthText(to)).map(({ id, on, kind, title, lapsed, pledged }) => ({
      registrationNo: id,
      kind,
      title,
      grantedOn: on,
      state: lapsed ? '失效' : '有效',
      pledged,
    })),
  }
}
