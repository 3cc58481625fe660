import { describe, expect, test } from 'vitest'
import { sharedData } from '@/tests/shared-data'
import { divisions, findDivision, findSection, parseIndustry, sections } from './industry'

test('20 sections and 97 divisions, each once, every section with its divisions', () => {
  expect(sections.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
  expect(divisions.map(({ number }) => number)).toEqual(
    Array.from({ length: 97 }, (_, index) => String(index + 1).padStart(2, '0')),
  )
  expect(new Set(divisions.map(({ section }) => section)).size).toBe(20)
  for (const { zh, en } of [...sections, ...divisions]) expect(zh && /^[A-Z]/.test(en)).toBe(true)
})

test('the names are those of the standard', () => {
  const data = sharedData('reference/gbt4754_2017.json') as { rows: { code: string; name: string; level: number }[] } | undefined
  const named = new Map(data?.rows.map(({ code, name }) => [code, name]))
  const differing = [...sections.map(({ letter, zh }) => [letter, zh]), ...divisions.map(({ code, zh }) => [code, zh])].filter(
    ([code = '', zh]) => data && named.get(code) !== zh,
  )
  expect(differing).toEqual([])
  expect(data?.rows.filter(({ level }) => level <= 2).length ?? 117).toBe(117)
})

describe('reading a code', () => {
  test.each([
    ['C25', '制造业', '25', null],
    ['G592', '交通运输、仓储和邮政业', '59', '592'],
    ['K701', '房地产业', '70', '701'],
    ['A0111', '农、林、牧、渔业', '01', '011'],
  ])('%s', (code, zh, number, group) => {
    const parsed = parseIndustry(code)
    expect(parsed).toMatchObject({ ok: true, value: { code, group, section: { zh }, division: { number } } })
  })

  test.each(['', 'C', 'C2', 'c25', '25', 'C25111', 'C 25', 'C２５', 'CC25'])('%j is malformed', (code) =>
    expect(parseIndustry(code)).toEqual({ ok: false, refusal: 'industry.malformed' }),
  )

  test.each(['A25', 'C44', 'C00', 'T98', 'U01', 'P84'])('%s is no division of the standard', (code) =>
    expect(parseIndustry(code)).toEqual({ ok: false, refusal: 'industry.unknown' }),
  )

  test('stored codes are looked up', () => {
    expect(findSection('F')?.zh).toBe('批发和零售业')
    expect(findDivision('F52')?.zh).toBe('零售业')
    expect(findDivision('C52')).toBeUndefined()
  })
})
