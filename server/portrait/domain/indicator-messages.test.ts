import { describe, expect, it } from 'vitest'
import en from '@/messages/en/indicators.json'
import zh from '@/messages/zh-CN/indicators.json'
import { dimensions, gateCodes, indicatorCatalogue, indicatorIds, missingReasons, questionCodes, units } from '../schema'
import { citedRules } from './rule-cited'

const languages = { 'zh-CN': zh, en } as const
type Texts = { name: string; definition: string; missing: string }
const entriesOf = (messages: object) => new Map<string, unknown>(Object.entries(messages))
const textsOf = (messages: object, id: string) => entriesOf(messages).get(id.replace('.', '_')) as Texts | undefined

describe.each(Object.entries(languages))('the words of the portrait in %s', (_, messages) => {
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
    expect(Object.keys(messages.repairRules)).toEqual([...citedRules])
  })
  it('leave it to the card, and do not say themselves, whether an indicator earns points', () => {
    const says = (id: string) => /no points|score|计分|评分/.test(textsOf(messages, id)?.definition ?? '')
    expect(indicatorIds.filter(says)).toEqual(['utilities.capacityScore'].filter(says))
  })
  it('state the window that the missing-data rule needs', () => {
    const windowed = indicatorIds.filter((id) => ['WINDOW', 'BASE'].includes(indicatorCatalogue[id].missingRule))
    const silent = windowed.filter((id) => !textsOf(messages, id)?.missing.includes(` ${indicatorCatalogue[id].windowMonths} `))
    expect(silent).toEqual([])
  })
})
