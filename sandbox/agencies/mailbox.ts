export type Message = {
  id: number
  at: string
  /** Masked number of the contact on the register, or the address of a member of staff. */
  to: string
  subject: string
  text: string
  creditCode: string | null
}

const kept = 500

/** Where delivered messages can be read; the oldest go when there are more than 500. */
export function createMailbox(now: () => Date) {
  const messages: Message[] = []
  let last = 0
  return {
    deliver(message: Omit<Message, 'id' | 'at'>): Message {
      const delivered = { id: ++last, at: now().toISOString(), ...message }
      messages.unshift(delivered)
      messages.length = Math.min(messages.length, kept)
      return delivered
    },
    /** Newest first; of one enterprise when a credit code is given. */
    read: (creditCode: string | null) =>
      creditCode ? messages.filter((message) => message.creditCode === creditCode) : [...messages],
  }
}
export type Mailbox = ReturnType<typeof createMailbox>

const purposes = {
  'claim-enterprise': { zh: '企业注册确认', en: 'Confirm that your enterprise registers' },
  'recover-access': { zh: '找回账户', en: 'Recover access' },
  'confirm-mandate': { zh: '委托办理确认', en: 'Confirm a mandate' },
} as const
export const challengePurposes = Object.keys(purposes) as (keyof typeof purposes)[]

export type ChallengeLetter = {
  creditCode: string
  name: string
  contact: string
  code: string
  purpose: keyof typeof purposes
  language: 'zh-CN' | 'en'
}

/** The message that market regulation sends to the contact on the register. */
export function challengeMessage({ creditCode, name, contact, code, purpose, language }: ChallengeLetter) {
  const zh = language === 'zh-CN'
  return {
    to: contact,
    creditCode,
    subject: zh ? purposes[purpose].zh : purposes[purpose].en,
    text: zh
      ? `【仿真数据】${name}：信易贷平台请法定代表人确认“${purposes[purpose].zh}”，验证码 ${code}。如非本人操作，请勿告知他人。`
      : `[Simulated data] ${name}: Credit-Easy Loan asks the legal representative to confirm: ${purposes[purpose].en}. Code ${code}. If this was not you, tell nobody.`,
  }
}
