import { describe, expect, it } from 'vitest'
import english from '@/messages/en/sources.json'
import chinese from '@/messages/zh-CN/sources.json'
import { feedRefusals } from './manifest'

describe('why a delivery was refused', () => {
  it.each([
    ['zh-CN', chinese],
    ['en', english],
  ] as const)(
    'is worded for every reason, and for no other, in %s',
    (_locale, { feedRefusals: words, feedAdvice: advice, feeds }) => {
      const worded = Object.keys(words.feed).map((reason) => `feed.${reason}`)
      expect(Object.keys(advice.feed).sort()).toEqual(Object.keys(words.feed).sort())
      expect(feeds.kept.length).toBeGreaterThan(5)
      expect(worded.sort()).toEqual([...feedRefusals].sort())
      expect(Object.values(words.feed).every((text) => text.trim().length > 3)).toBe(true)
    },
  )
})
