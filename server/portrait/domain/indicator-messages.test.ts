import { describe, expect, it } from 'vitest'
import en from '@/messages/en/indicators.json'
import zh from '@/messages/zh-CN/indicators.json'
import { dimensions, gateCodes, indicatorCatalogue, indicatorIds, missingReasons, questionCodes, units } from '../schema'
import { repairRules } from './repair-rules'
import { scoreCards } from './score-card'

const languages = { 'zh-CN': zh, en } as const
type Texts = { name: string; definition: string; missing: string }
const entriesOf = (messages: object) => new Map<string, unknown>(Object.entries(messages))
const textsOf = (messages: object, id: string) => entriesOf(messages).get(id.replace('.', '_')) as Texts | undefined

describe.each(Object.entries(languages))('the words of the portrait in %s', (locale, messages) => {
  it('name and define every indicator, each by a name of its own', () => {
    const texts = indicatorIds.map((id) => textsOf(messages, id))
    expect(texts.filter((one) => !one?.name || !one.definition || !one.missing)).toEqual([])
    expect(new Set(texts.map((one) => one?.name)).size).toBe(indicatorIds.length)
  })
  it('name every dimension, unit, lack, gate with its cure, question and rule', () => {
    expect(Object.keys(messages.dimensions)).toEqual([...dimensions])
    expect(Object.keys(messages.units)).toEqual([...units])
    expect(Object.keys(messages.missingReasons)).toEqual([...missingReasons])
    expect(Object.keys(messages.gates)).toEqual([...gateCodes])
    expect(Object.values(messages.gates).every((gate) => gate.name && gate.cure)).toBe(true)
    expect(Object.keys(messages.questions)).toEqual([...questionCodes])
    expect(Object.keys(messages.repairRules)).toEqual(repairRules.map((rule) => rule.id))
  })
  it('say exactly of those indicators that earn no points that they do not', () => {
    const scored = new Set(scoreCards.flatMap((card) => card.factors.map((factor) => factor.indicatorId)))
    const says = (id: string) => textsOf(messages, id)?.definition.includes(locale === 'en' ? 'no points' : '不计分') ?? false
    expect(indicatorIds.filter(says)).toEqual(indicatorIds.filter((id) => !scored.has(id)))
  })
  it('state the window that the missing-data rule needs', () => {
    const windowed = indicatorIds.filter((id) => ['WINDOW', 'BASE'].includes(indicatorCatalogue[id].missingRule))
    const silent = windowed.filter((id) => !textsOf(messages, id)?.missing.includes(` ${indicatorCatalogue[id].windowMonths} `))
    expect(silent).toEqual([])
  })
})
