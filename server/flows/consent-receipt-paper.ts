import type { Content } from 'pdfmake/interfaces'
import { classNames } from '@/server/consent/class-names'
import type { NoticeLanguage } from '@/server/consent/domain/notice-text'
import type { ConsentOnPaper } from '@/server/consent/use-cases/write-receipt'
import { durationWords, eventWords, modeWords, purposeWords, standingWords } from '@/server/consent/wording'
import { fieldTable, heading, minuteText, type PdfDocument, recordTable, unbroken } from '@/server/documents/pdf-frame'

const words = {
  'zh-CN': {
    title: '企业数据授权回执',
    number: (id: string) => `授权编号 ${id}`,
    fields: {
      giver: '授权企业',
      code: '统一社会信用代码',
      recipient: '接收方',
      contact: '接收方联系方式',
      data: '数据种类',
      personal: '含个人信息的数据',
      purpose: '使用目的',
      mode: '使用方式',
      period: '授权期间',
      lookback: '追溯范围',
      frequency: '获取频次',
      retention: '保存期限',
      granted: '授权人及时间',
      state: '当前状态',
      use: '已使用',
      withdraw: '撤回方式',
    },
    none: '无',
    months: (count: number) => `最近 ${count} 个月`,
    once: '一次性',
    times: (count: number, unit: string) => `每${unit}最多 ${count} 次`,
    used: (count: number, last: string | null) => (last ? `共 ${count} 次，最近一次 ${last}` : '尚未使用'),
    way: (url: string) => `登录平台，在“数据授权”页面撤回，即时生效：${url}`,
    notice: (version: string) => `授权书（${version}，按确认时所示原文）`,
    noticeLost: '确认时尚未留存授权书原文，仅留存摘要。',
    hash: (hash: string) => `授权书摘要（SHA-256）：${hash}`,
    events: '办理记录',
    eventHead: ['时间', '事项', '办理人', '办理后状态', '回执编号'],
    signOffs: '个人信息单独同意',
    signOffHead: ['本人', '数据', '同意时间', '状态'],
    stands: '有效',
    ended: (at: string) => `已于 ${at} 终止`,
    signature: '平台签名',
    how: '下列签名为 JWS（EdDSA），载有本授权的全部内容。持有平台公钥的任何人均可离线核验，无须询问平台。JSON 格式的回执载有同一签名。',
  },
  en: {
    title: 'Receipt of consent to enterprise data',
    number: (id: string) => `Consent number ${id}`,
    fields: {
      giver: 'Enterprise',
      code: 'Credit code',
      recipient: 'Recipient',
      contact: 'Contact of the recipient',
      data: 'Data',
      personal: 'Data with personal data',
      purpose: 'Purpose',
      mode: 'Use',
      period: 'Period',
      lookback: 'Looking back',
      frequency: 'Frequency',
      retention: 'Retention',
      granted: 'Granted by and at',
      state: 'State',
      use: 'Used',
      withdraw: 'How to withdraw',
    },
    none: 'none',
    months: (count: number) => `at most ${count} months`,
    once: 'once',
    times: (count: number, unit: string) => `at most ${count} ${count === 1 ? 'time' : 'times'} per ${unit}`,
    used: (count: number, last: string | null) => (last ? `${count} ${count === 1 ? 'time' : 'times'}, last ${last}` : 'not yet'),
    way: (url: string) => `Sign in and withdraw on the page “Data consents”; it takes effect at once: ${url}`,
    notice: (version: string) => `The notice (${version}, word for word as it was shown)`,
    noticeLost: 'The notice’s text was not kept when it was confirmed, only its hash.',
    hash: (hash: string) => `SHA-256 of the notice: ${hash}`,
    events: 'What was done',
    eventHead: ['Time', 'Act', 'By', 'State after it', 'Receipt'],
    signOffs: 'Separate consents to personal data',
    signOffHead: ['Person', 'Data', 'Signed', 'State'],
    stands: 'in force',
    ended: (at: string) => `ended ${at}`,
    signature: 'Signature of the platform',
    how: 'The signature below is a JWS (EdDSA) over all that this consent says. Whoever has the platform’s public key can check it offline, without asking the platform. The receipt as JSON carries the same signature.',
  },
} as const

const unitNames = { HOUR: ['小时', 'hour'], DAY: ['日', 'day'], MONTH: ['月', 'month'], YEAR: ['年', 'year'] } as const

/** The instant before midnight belongs to the last day. */
const dayText = (at: Date) => minuteText(at).slice(0, 10)

function termsOf({ consent, giver, recipient, use, withdrawalUrl }: ConsentOnPaper, language: NoticeLanguage): Content {
  const said = words[language]
  const list = (classes: readonly string[]) => classNames(classes, language).join(language === 'en' ? ', ' : '、')
  const { frequencyUnit: unit, frequencyValue: times } = consent
  const rows: [keyof typeof said.fields, string][] = [
    ['giver', giver.name],
    ['code', giver.creditCode],
    ['recipient', recipient.name],
    ['contact', recipient.contact],
    ['data', list(consent.dataClasses)],
    ['personal', consent.personalClasses.length > 0 ? list(consent.personalClasses) : said.none],
    ['purpose', purposeWords(consent.purpose, language)],
    ['mode', modeWords(consent.consentMode, language)],
    ['period', `${dayText(consent.startsAt)} ～ ${dayText(new Date(consent.expiresAt.getTime() - 1))}`],
    ['lookback', said.months(consent.lookbackMonths)],
    ['frequency', unit && times ? said.times(times, unitNames[unit][language === 'en' ? 1 : 0]) : said.once],
    ['retention', durationWords(consent.retentionUnit, consent.retentionValue, language)],
    [
      'granted',
      consent.grantedAt
        ? `${consent.grantedByName ?? ''}${language === 'en' ? ', ' : '，'}${minuteText(consent.grantedAt)}`
        : '--',
    ],
    ['state', standingWords(consent.state, language)],
    ['use', said.used(use.count, use.lastUseAt && minuteText(use.lastUseAt))],
    ['withdraw', said.way(withdrawalUrl)],
  ]
  return fieldTable(rows.map(([field, value]) => [said.fields[field], value]))
}

/** The consent as a paper: what was granted, the notice word for word, what was done with it, and the signature to check. */
export function receiptPaper(paper: ConsentOnPaper, madeAt: Date): PdfDocument {
  const { language, consent, notice, events, signOffs } = paper
  const said = words[language]
  const [, ...lines] = notice?.text.split('\n') ?? []
  return {
    language,
    title: said.title,
    subtitle: said.number(consent.id),
    madeAt,
    content: [
      termsOf(paper, language),
      heading(said.notice(consent.noticeVersion)),
      ...(notice ? lines.map((text): Content => ({ text, margin: [0, 0, 0, 3] })) : [{ text: said.noticeLost }]),
      { ...unbroken(said.hash(consent.noticeHash)), margin: [0, 6, 0, 0] },
      heading(said.events),
      recordTable(
        said.eventHead,
        events.map((one) => [
          minuteText(one.at),
          eventWords(one.event, language),
          one.actorName,
          standingWords(one.state, language),
          one.receiptNumber,
        ]),
        [84, '*', '*', 64, 118],
      ),
      ...(signOffs.length > 0
        ? [
            heading(said.signOffs),
            recordTable(
              said.signOffHead,
              signOffs.map((one) => [
                one.personName,
                classNames(one.dataClasses, language).join(language === 'en' ? ', ' : '、'),
                minuteText(one.signedAt),
                one.endedAt ? said.ended(minuteText(one.endedAt)) : said.stands,
              ]),
              [80, '*', 90, 110],
            ),
          ]
        : []),
      heading(said.signature),
      { text: said.how },
      { ...unbroken(consent.signedConsent ?? ''), fontSize: 7, margin: [0, 6, 0, 0] },
    ],
  }
}
