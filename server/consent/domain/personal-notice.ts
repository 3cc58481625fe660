import type { Notice, NoticeLanguage } from './notice-text'

/** The notice for the person's own sign-off (PIPL 17, 23, 29), by version; a published version never changes a character. */
export const currentPersonalNotice = 'personal-notice/1'

export type PersonalNoticeFacts = {
  personName: string
  enterpriseName: string
  creditCode: string
  recipientName: string
  recipientContact: string
  /** In the notice's language. */
  classNames: readonly string[]
  purpose: string
  from: string
  to: string
  retention: string
}

const zh = (facts: PersonalNoticeFacts) => [
  `本人：${facts.personName}，${facts.enterpriseName}（统一社会信用代码 ${facts.creditCode}）的法定代表人或者经营者`,
  `接收方：${facts.recipientName}，联系方式：${facts.recipientContact}`,
  `可能含本人个人信息的数据：${facts.classNames.join('、')}`,
  `使用目的：${facts.purpose}，不作其他用途`,
  `期间：${facts.from} ～ ${facts.to}；保存期限：接收方自取得之日起最多 ${facts.retention}`,
  '必要性及影响：上述记录可能载明本人姓名、涉诉和被执行情况，用于判断企业的信用状况，可能影响企业能否获得融资。',
  '本人的同意与企业的授权相互独立，只对上述接收方有效。本人可随时在“数据授权”页面撤回，撤回即时生效；撤回前已完成的处理不受影响。',
  '不同意的后果：仅上述数据不获取、不展示，其他数据和公开服务不受影响。',
]

const en = (facts: PersonalNoticeFacts) => [
  `I am ${facts.personName}, legal representative or sole trader of ${facts.enterpriseName} (credit code ${facts.creditCode})`,
  `Recipient: ${facts.recipientName}, contact: ${facts.recipientContact}`,
  `Data that may hold personal data of mine: ${facts.classNames.join(', ')}`,
  `Purpose: ${facts.purpose}, and nothing else`,
  `Period: ${facts.from} to ${facts.to}; the recipient keeps it for at most ${facts.retention} after receiving it`,
  'Why, and what it may mean: these records may name me and tell of lawsuits and enforcement; they serve to judge the firm’s credit and may decide whether it gets a loan.',
  'My consent stands apart from the firm’s and holds for this recipient only. I can withdraw it at any time on the page “Data consents”, at once; what was done before stays valid.',
  'If I do not consent: only these data are neither fetched nor shown; other data and public services are not affected.',
]

const versions = { [currentPersonalNotice]: { 'zh-CN': zh, en } } as const
const titles = { 'zh-CN': '个人信息处理单独同意书', en: 'Separate consent to personal data' } as const

/** The notice as it is shown and hashed; undefined for a version that never was. */
export function renderPersonalNotice(version: string, language: NoticeLanguage, facts: PersonalNoticeFacts): Notice | undefined {
  if (version !== currentPersonalNotice) return undefined
  const lines = versions[currentPersonalNotice][language](facts)
  return { version, language, title: titles[language], lines, text: [titles[language], ...lines].join('\n') }
}
