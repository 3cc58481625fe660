import type { ConsentPurpose } from '../schema'
import type { ConsentTerms } from './grant-consent'

/**
 * The notice before consent (个人信息保护法 art. 17; reference 4.8), by version. A published version never changes a
 * character: its hash is part of the consent, and the text must be shown again as it was signed. New words, new version.
 */
export const currentNoticeVersion = 'consent-notice/3'

export type NoticeLanguage = 'zh-CN' | 'en'
export type NoticeFacts = {
  terms: ConsentTerms
  /** The classes' names in the notice's language, in the order of the terms; from version 2 on. */
  classNames?: readonly string[]
  enterpriseName: string
  creditCode: string
  /** Name and service telephone of whoever receives the data. */
  recipientName: string
  recipientContact: string
  /** First and last day, in Shanghai. */
  from: string
  to: string
}

type Words = {
  title: string
  /** Version 1 named the nine classes of its day itself. */
  classes: Record<string, string>
  purposes: Record<ConsentPurpose, string>
  modes: Record<ConsentTerms['consentMode'], string>
  units: Record<'HOUR' | 'DAY' | 'MONTH' | 'YEAR', (value: number) => string>
  lines: (facts: NoticeFacts, words: Words) => string[]
}

const zh: Words = {
  title: '企业数据授权书',
  classes: {
    REGISTRATION: '登记注册',
    TAX: '纳税',
    SOCIAL_SECURITY: '社会保险',
    ELECTRICITY: '用电',
    WATER: '用水',
    GAS: '用气',
    PENALTY: '行政处罚',
    COURT: '司法',
    LIST: '信用名单',
  },
  purposes: { MATCHING: '生成信用画像并匹配融资产品', LOAN_APPLICATION: '审查本次融资申请' },
  modes: { VIEW: '仅查阅', STORE: '查阅并留存', QUERY: '仅核验，返回是或否' },
  units: { HOUR: (n) => `${n} 小时`, DAY: (n) => `${n} 日`, MONTH: (n) => `${n} 个月`, YEAR: (n) => `${n} 年` },
  lines: (facts, { classes, purposes, modes, units }) => [
    `授权企业：${facts.enterpriseName}（统一社会信用代码 ${facts.creditCode}）`,
    `接收方：${facts.recipientName}，联系方式：${facts.recipientContact}`,
    `使用目的：${purposes[facts.terms.purpose]}，不作其他用途`,
    `数据种类：${facts.terms.dataClasses.map((each) => classes[each] ?? each).join('、')}`,
    `使用方式：${modes[facts.terms.consentMode]}；${facts.terms.frequency ? `周期获取，每${periodZh(facts.terms.frequency.unit)}最多 ${facts.terms.frequency.value} 次` : '一次性获取'}`,
    `授权期间：${facts.from} ～ ${facts.to}，可追溯最近 ${facts.terms.lookbackMonths} 个月的数据`,
    `保存期限：接收方自取得数据之日起最多保存 ${units[facts.terms.retention.unit](facts.terms.retention.value)}，到期删除`,
    '您的权利：可随时在“数据授权”页面撤回授权，撤回即时生效，与授权同样方便；撤回前已完成的处理不受影响。可查询、复制、更正数据，可对自动化评价要求说明。',
    '不授权的后果：不影响使用平台的公开服务；缺少的数据不计入信用画像，部分产品可能无法判断是否符合条件。',
  ],
}

const periodZh = (unit: 'HOUR' | 'DAY' | 'MONTH' | 'YEAR') => ({ HOUR: '小时', DAY: '日', MONTH: '月', YEAR: '年' })[unit]

const plural = (word: string) => (value: number) => `${value} ${word}${value === 1 ? '' : 's'}`
const times = (value: number) => (value === 1 ? 'once' : `${value} times`)
const en: Words = {
  title: 'Consent to share enterprise data',
  classes: {
    REGISTRATION: 'registration',
    TAX: 'tax',
    SOCIAL_SECURITY: 'social security',
    ELECTRICITY: 'electricity',
    WATER: 'water',
    GAS: 'gas',
    PENALTY: 'administrative penalties',
    COURT: 'court records',
    LIST: 'credit lists',
  },
  purposes: {
    MATCHING: 'to build the credit portrait and match loan products',
    LOAN_APPLICATION: 'to review this one loan application',
  },
  modes: { VIEW: 'view only', STORE: 'view and keep', QUERY: 'verify only, answered with yes or no' },
  units: { HOUR: plural('hour'), DAY: plural('day'), MONTH: plural('month'), YEAR: plural('year') },
  lines: (facts, { classes, purposes, modes, units }) => [
    `Enterprise: ${facts.enterpriseName} (credit code ${facts.creditCode})`,
    `Recipient: ${facts.recipientName}, contact: ${facts.recipientContact}`,
    `Purpose: ${purposes[facts.terms.purpose]}, and nothing else`,
    `Data: ${facts.terms.dataClasses.map((each) => classes[each] ?? each).join(', ')}`,
    `Use: ${modes[facts.terms.consentMode]}; ${facts.terms.frequency ? `fetched at most ${times(facts.terms.frequency.value)} ${facts.terms.frequency.unit === 'HOUR' ? 'an' : 'a'} ${facts.terms.frequency.unit.toLowerCase()}` : 'fetched once'}`,
    `Period: ${facts.from} to ${facts.to}, looking back at most ${units.MONTH(facts.terms.lookbackMonths)}`,
    `Retention: the recipient keeps the data for at most ${units[facts.terms.retention.unit](facts.terms.retention.value)} after receiving it, then deletes it`,
    'Your rights: withdraw at any time on the page “Data consents”; it takes effect at once and is as easy as granting. What was done before stays valid. You can see, copy and correct the data, and ask for an explanation of automated results.',
    'If you do not consent: public services stay open to you. Missing data does not lower the score, but some products may be undecidable.',
  ],
}

const named = (facts: NoticeFacts) => facts.classNames ?? facts.terms.dataClasses

/** Version 2: the classes' names come with the facts; says what happens to copies, what a pause is, and who signs for persons. */
const zh2: Words = {
  ...zh,
  lines: (facts, words) => {
    const first = zh.lines(facts, words)
    return [
      ...first.slice(0, 3),
      `数据种类：${named(facts).join('、')}`,
      ...first.slice(4, 6),
      first[6] ?? '',
      '撤回的后果：接收方立即不能再取得数据，已留存的副本应在平台规定的期限内删除并确认；已签订合同的，保存至上述保存期限届满。',
      '您的权利：可随时在“数据授权”页面暂停、恢复或撤回授权，即时生效，与授权同样方便；撤回前已完成的处理不受影响。可查询、复制、更正数据，可对自动化评价要求说明。',
      '个人信息：所列数据含法定代表人或者经营者个人信息的，须由其本人登录后另行单独同意；未同意的，不获取、不展示。',
      '不含下列信息：宗教信仰、基因、指纹、血型、疾病和病史。平台不采集，也不接收。',
      first[8] ?? '',
    ]
  },
}

const en2: Words = {
  ...en,
  lines: (facts, words) => {
    const first = en.lines(facts, words)
    return [
      ...first.slice(0, 3),
      `Data: ${named(facts).join(', ')}`,
      ...first.slice(4, 6),
      first[6] ?? '',
      'If you withdraw: the recipient gets nothing more at once, and has to delete the copies it keeps within the platform’s time limit and confirm it; where a contract was signed, it keeps them until the retention above runs out.',
      'Your rights: pause, resume or withdraw at any time on the page “Data consents”; it takes effect at once and is as easy as granting. What was done before stays valid. You can see, copy and correct the data, and ask for an explanation of automated results.',
      'Personal data: where the data above contains personal data of the legal representative or sole trader, that person consents separately, signed in with an account of their own; without that it is neither fetched nor shown.',
      'Never included: religion, genes, fingerprints, blood type, diseases and medical history. The platform neither collects nor accepts them.',
      first[8] ?? '',
    ]
  },
}

/** Version 3: says what is kept beyond its day, and why (ADR 0024). */
const withExceptions = (words: Words, exceptions: string): Words => ({
  ...words,
  lines: (facts, given) => words.lines(facts, given).flatMap((line, at) => (at === 6 ? [line, exceptions] : [line])),
})

const zh3 = withExceptions(
  zh2,
  '到期后仍保存的：正在审查的融资申请所依据的数据，保存至审查结束；已据以作出决定的信用画像，由平台按照《个人信息保护法》第五十五条、第五十六条保存至申请结束后三年。',
)
const en3 = withExceptions(
  en2,
  'Kept beyond that: what an application under review stands on, until the review has ended; and, by the platform, the portrait on which an application was decided, for three years after the application ended (Personal Information Protection Law, articles 55 and 56).',
)

const versions: Record<string, Record<NoticeLanguage, Words>> = {
  'consent-notice/1': { 'zh-CN': zh, en },
  'consent-notice/2': { 'zh-CN': zh2, en: en2 },
  'consent-notice/3': { 'zh-CN': zh3, en: en3 },
}

export type Notice = { version: string; language: NoticeLanguage; title: string; lines: string[]; text: string }

/** The notice as it is shown and hashed (`text`, UTF-8); undefined for a version that never was. */
export function renderNotice(version: string, language: NoticeLanguage, facts: NoticeFacts): Notice | undefined {
  const words = Object.hasOwn(versions, version) ? versions[version]?.[language] : undefined
  if (!words) return undefined
  const lines = words.lines(facts, words)
  return { version, language, title: words.title, lines, text: [words.title, ...lines].join('\n') }
}

export type NoticeRefusal = 'consent.notice-outdated' | 'consent.notice-differs'

/** The enterprise consents to the words that it saw: the current version, to the byte. Hashes are SHA-256 in hex. */
export function noticeObstacle(signed: { version: string; sha256: string }, expectedSha256: string): NoticeRefusal | undefined {
  if (signed.version !== currentNoticeVersion) return 'consent.notice-outdated'
  return signed.sha256 === expectedSha256 ? undefined : 'consent.notice-differs'
}
