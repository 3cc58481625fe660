import { activityIn } from '../activity'
import { compactMonth, dayText, type MonthNumber, monthNumber, monthOfYear, monthText, shiftDay, yearOf } from '../calendar'
import { healthAt, recentHealth } from '../health'
import { createRandom } from '../random'
import { documentNo, type Event, endAfter, eventsOf, within } from './events'
import { logistic, monthsOnFile, type Subject, yuan } from './file'

// What agencies deliver by file: one plain record a line, every value text, null where there is none.

export type PushedRecord = Record<string, string | null>

/** Both sides together. */
const depositRate = 0.16

/** Deposits by month. Sole traders and the smallest seldom deposit; who falls behind stays so for a quarter. */
export function housingFundRecords(subject: Subject, from: MonthNumber, to: MonthNumber): PushedRecord[] {
  const { seed, enterprise, life } = subject
  const deposits = enterprise.headcount >= 8 || createRandom(seed, enterprise.index, 'fund').chance(0.25)
  if (!deposits || enterprise.legalForm !== 'COMPANY') return []
  const share = 0.5 + 0.5 * createRandom(seed, enterprise.index, 'fund-share').next()
  return monthsOnFile(subject, from, to).map((month) => {
    const { headcount, wage } = activityIn(seed, enterprise, life, month)
    const contributors = Math.max(1, Math.round(headcount * share))
    const base = contributors * wage
    const quarter = Math.floor(month / 3)
    const behind = createRandom(seed, enterprise.index, 'fund-arrears', quarter).chance(
      logistic(-4.8 - 1.6 * healthAt(life, quarter * 3)),
    )
    return {
      period: compactMonth(month),
      contributors: String(contributors),
      baseTotal: yuan(base),
      deposited: behind ? '0.00' : yuan(base * depositRate),
      state: behind ? '欠缴' : '正常',
    }
  })
}

const titles = [
  { title: '科技型中小企业', authority: '市科学技术局', years: 1, bar: -0.2 },
  { title: '高新技术企业', authority: '市科学技术局', years: 3, bar: 0.5 },
  { title: '创新型中小企业', authority: '市工业和信息化局', years: 3, bar: 0.3 },
  { title: '专精特新中小企业', authority: '市工业和信息化局', years: 3, bar: 0.9 },
] as const

/** Recognitions, for makers and for those who serve them; given once a year in June. */
export function qualificationRecords(subject: Subject, to: MonthNumber): PushedRecord[] {
  const { seed, enterprise, life, today } = subject
  if (!/^[CIM]/.test(enterprise.industry.code) || enterprise.legalForm !== 'COMPANY') return []
  return titles.flatMap(({ title, authority, years, bar }, kind) => {
    const records: PushedRecord[] = []
    let until = ''
    for (let month = life.first; month <= Math.min(to, subject.asOf); month++) {
      if (monthOfYear(month) !== 5 || monthText(month) <= until) continue
      const random = createRandom(seed, enterprise.index, `title-${kind}`, month)
      const recognisedOn = dayText(month, random.int(5, 25))
      if (recognisedOn > today || recentHealth(life, month) + 0.4 * random.normal() < bar) continue
      until = monthText(month + years * 12)
      records.push({
        certificateNo: documentNo(`认${kind + 1}`, month, 1000 + (enterprise.index % 8999), enterprise.index),
        title,
        authority,
        recognisedOn,
        validUntil: dayText(month + years * 12, 28),
        withdrawnOn: null,
      })
    }
    return records
  })
}

type Bid = Event & { project: string; buyer: string; amount: number; outcome: string }
const buyers = ['市住房和城乡建设局', '市教育局', '市卫生健康委员会', '市水利局', '市交通运输局', '市公安局'] as const

/** Bids in public procurement; builders and the software trade bid most, the well run win more. */
export function procurementRecords(subject: Subject, from: MonthNumber, to: MonthNumber): PushedRecord[] {
  const { enterprise, life } = subject
  const eager = /^[EI]/.test(enterprise.industry.code) ? 0.09 : enterprise.legalForm === 'COMPANY' ? 0.012 : 0
  const bids = eventsOf<Bid>(
    subject,
    'bid',
    () => eager,
    (month, random, number) => {
      const won = random.chance(logistic(-0.9 + 0.5 * healthAt(life, month)))
      return {
        id: documentNo('采', month, number, enterprise.index),
        on: dayText(month, random.int(1, 28)),
        endedOn: null,
        project: `${random.pick(['办公设备', '维修改造', '信息化建设', '绿化养护', '物资采购'])}项目`,
        buyer: random.pick(buyers),
        amount: enterprise.sales * (0.1 + 1.4 * random.next()),
        outcome: random.chance(0.04) ? '废标' : won ? '中标' : '未中标',
      }
    },
  )
  return within(bids, '0000-01', monthText(to))
    .filter(({ on }) => on.slice(0, 7) >= monthText(from))
    .map(({ id, project, buyer, on, amount, outcome }) => ({
      noticeNo: id,
      project,
      buyer,
      openedOn: on,
      amount: yuan(Math.round(amount / 100) * 100),
      outcome,
    }))
}

type Grant = Event & { programme: string; authority: string; amount: number }
const programmes = [
  ['稳岗返还', '市人力资源和社会保障局'],
  ['科技创新奖补', '市科学技术局'],
  ['规上企业培育奖励', '市工业和信息化局'],
  ['农业产业化补助', '市农业农村局'],
] as const

/** Subsidies; what was announced is paid within half a year. */
export function subsidyRecords(subject: Subject, from: MonthNumber, to: MonthNumber): PushedRecord[] {
  const { enterprise } = subject
  const grants = eventsOf<Grant>(
    subject,
    'subsidy',
    (health) => 0.007 * Math.exp(0.35 * health),
    (month, random, number) => {
      const [programme, authority] = random.pick(programmes)
      return {
        id: documentNo('财补', month, number, enterprise.index),
        on: dayText(month, random.int(1, 28)),
        endedOn: endAfter(subject, month, random.int(1, 6), random),
        programme,
        authority,
        amount: 5_000 * random.int(1, 40),
      }
    },
  )
  return within(grants, '0000-01', monthText(to))
    .filter(({ on }) => on.slice(0, 7) >= monthText(from))
    .map(({ id, on, endedOn, programme, authority, amount }) => ({
      grantNo: id,
      programme,
      authority,
      announcedOn: on,
      amount: yuan(amount),
      paidOn: endedOn,
    }))
}

/** Environmental credit of those who can pollute, rated each May for the year before. */
export function environmentRecords(subject: Subject, from: MonthNumber, to: MonthNumber): PushedRecord[] {
  const { seed, enterprise, life, today } = subject
  if (!/^[BCD]/.test(enterprise.industry.code)) return []
  const records: PushedRecord[] = []
  for (let year = yearOf(from); year < yearOf(to); year++) {
    const ratedOn = `${year + 1}-05-20`
    if (year * 12 + 11 < life.first || ratedOn > today) continue
    const level = recentHealth(life, year * 12 + 11) + 0.5 * createRandom(seed, enterprise.index, 'green', year).normal()
    const rating = level > 0.9 ? '环保诚信企业' : level > -0.9 ? '环保良好企业' : level > -1.9 ? '环保警示企业' : '环保不良企业'
    records.push({ year: String(year), rating, authority: '市生态环境局', ratedOn })
  }
  return records
}

/** Land and herds of agricultural businesses. */
export function agricultureRecords(subject: Subject): PushedRecord[] {
  const { seed, enterprise, today } = subject
  if (!enterprise.industry.code.startsWith('A')) return []
  const random = createRandom(seed, enterprise.index, 'holdings')
  const herd = enterprise.industry.season === 'herd'
  return Array.from({ length: random.int(1, 3) }, (_, n) => ({
    registerNo: `榆农登${610800 + (enterprise.index % 97)}-${enterprise.index}-${n + 1}`,
    kind: herd ? '养殖' : /苹果|果/.test(enterprise.industry.word) ? '林果' : '种植',
    quantity: String(herd ? random.int(60, 900) : random.int(30, 1_200)),
    registeredOn: shiftDay(enterprise.foundedOn, random.int(5, 200)),
    validUntil: herd ? null : `${2030 + random.int(0, 18)}-12-31`,
  })).filter(({ registeredOn }) => registeredOn <= today)
}

type Report = Event & { tone: string; topic: string; title: string; outlet: string; confirmed: string }

/** Reports in the media: rare, and the ill get the bad ones. */
export function publicOpinionRecords(subject: Subject, from: MonthNumber, to: MonthNumber): PushedRecord[] {
  const { enterprise } = subject
  const reports = eventsOf<Report>(
    subject,
    'report',
    (health) => 0.0035 * Math.exp(0.4 * Math.abs(health)),
    (month, random, number) => {
      const good = random.chance(logistic(1.4 * healthAt(subject.life, month)))
      const topic = good ? '表彰奖励' : random.pick(['劳动用工', '产品质量', '安全生产', '合同履约'])
      return {
        id: documentNo('舆', month, number, enterprise.index),
        on: dayText(month, random.int(1, 28)),
        endedOn: null,
        tone: good ? '正面' : random.chance(0.3) ? '中性' : '负面',
        topic,
        title: good ? '获评县区优秀民营企业' : `涉${topic}问题被群众反映`,
        outlet: random.pick(['市政务热线', '县区融媒体中心', '市场监管投诉平台']),
        confirmed: random.chance(good ? 0.9 : 0.45) ? '是' : '否',
      }
    },
  )
  return within(reports, '0000-01', monthText(to))
    .filter(({ on }) => on.slice(0, 7) >= monthText(from))
    .map(({ id, on, tone, topic, title, outlet, confirmed }) => ({
      itemNo: id,
      publishedOn: on,
      tone,
      topic,
      title,
      outlet,
      confirmed,
    }))
}

/** Certificates in the firm's drawer: what the land register knows, and what it says yes to. */
export function titleDeeds(subject: Subject): { certificateNo: string; mortgaged: boolean }[] {
  const { seed, enterprise, today } = subject
  const random = createRandom(seed, enterprise.index, 'deeds')
  if (!random.chance(Math.min(0.75, 0.3 + 0.12 * enterprise.quality))) return []
  const year = Math.max(Number(enterprise.foundedOn.slice(0, 4)), 2016)
  return Array.from({ length: random.int(1, 2) }, () => ({
    certificateNo: `陕（${Math.min(year + random.int(0, 3), yearOf(monthNumber(today)))}）${enterprise.county.name}不动产权第${String(random.int(1, 99_999)).padStart(7, '0')}号`,
    mortgaged: random.chance(0.35),
  }))
}
