import { describe, expect, it } from 'vitest'
import { isLocale, negotiateLocale } from './locales'

describe('negotiateLocale', () => {
  it.each([
    ['en-GB,en;q=0.9', 'en'],
    ['zh-TW', 'zh-CN'],
    ['fr, en;q=0.5, zh;q=0.8', 'zh-CN'],
    ['en;q=0, zh;q=0.1', 'zh-CN'],
    ['de', 'zh-CN'],
    ['*', 'zh-CN'],
    ['', 'zh-CN'],
    [null, 'zh-CN'],
  ] as const)('%s gives %s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale)
  })
  it('knows its own', () => {
    expect(isLocale('en')).toBe(true)
    expect(isLocale('en-US')).toBe(false)
  })
})
