import english from '@/messages/en/consent.json'
import chinese from '@/messages/zh-CN/consent.json'
import type { NoticeLanguage } from './domain/notice-text'

const names: Record<NoticeLanguage, Record<string, string>> = { 'zh-CN': chinese.dataClasses, en: english.dataClasses }

/** What the classes are called in notices and receipts. Throws for a class without a name: nobody consents to a code. */
export const classNames = (classes: readonly string[], language: NoticeLanguage): string[] =>
  classes.map((one) => {
    const name = names[language][one]
    if (!name) throw new RangeError(`no name for the data class ${one}`)
    return name
  })
