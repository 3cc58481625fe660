import type { NoticeLanguage } from './domain/notice-text'
import { platformPhone } from './domain/platform-phone'

/** Who runs the platform and receives data for matching, as notices and receipts name it. */
export const platformParty = {
  id: 'credit-easy-loan',
  addresses: { 'zh-CN': '陕西省榆林市（仿真）', en: 'Yulin, Shaanxi (simulated)' },
  contact: platformPhone,
  storageLocation: 'CN-61',
  names: { 'zh-CN': '信易贷平台', en: 'Credit-Easy Loan' },
} as const

export const platformName = (language: NoticeLanguage) => platformParty.names[language]
