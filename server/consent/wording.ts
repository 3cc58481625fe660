import english from '@/messages/en/consent.json'
import chinese from '@/messages/zh-CN/consent.json'
import type { NoticeLanguage } from './domain/notice-text'

const words = { 'zh-CN': chinese, en: english } as const

const entry = (table: Record<string, string>, key: string) => {
  const found = table[key]
  if (found === undefined) throw new RangeError(`no word for ${key}`)
  return found
}

/** Words of the consent screens for notices and documents, which are written outside any page. */
export const purposeWords = (purpose: string, language: NoticeLanguage) => entry(words[language].purposes, purpose)
export const modeWords = (mode: string, language: NoticeLanguage) => entry(words[language].modes, mode)
export const eventWords = (event: string, language: NoticeLanguage) => entry(words[language].events, event)
export const standingWords = (state: string, language: NoticeLanguage) => entry(words[language].states, state)
export const durationWords = (unit: string, count: number, language: NoticeLanguage) =>
  language === 'en'
    ? `${count} ${unit.toLowerCase()}${count === 1 ? '' : 's'}`
    : entry(words[language].durations, unit).replace('{count}', String(count))
