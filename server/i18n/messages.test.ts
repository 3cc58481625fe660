import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { messageParts } from './message-syntax'
import { loadMessages } from './messages'

const folder = (locale: string) => path.resolve(import.meta.dirname, '../../messages', locale)
const modules = readdirSync(folder('zh-CN'))

function flat(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]]
  if (typeof value !== 'object' || value === null) throw new TypeError(`${prefix} is neither text nor a group`)
  return Object.entries(value).flatMap(([key, child]) => flat(child, prefix ? `${prefix}.${key}` : key))
}
const read = (locale: string, file: string) => new Map(flat(JSON.parse(readFileSync(path.join(folder(locale), file), 'utf8'))))

/** Half-width punctuation that touches Han; a colon between digits, a code's hyphen or a decimal point touches none. */
const halfWidth = /\p{Script=Han}\s*[,;:?!()"'.]|[,;:?!()"'.]\s*\p{Script=Han}/u
/** Codes and names that are written so in Chinese too. */
const allowed = [/[._@-](?: [._@-])+/g, /GB\/T \d+(\.\d+)?/g, /\.csv|\.json|\.xlsx/g]
const withoutAllowed = (text: string) => allowed.reduce((rest, pattern) => rest.replace(pattern, 'A'), text)

describe('messages', () => {
  it('has the same files in both languages, and the loader knows them', async () => {
    expect(readdirSync(folder('en'))).toEqual(modules)
    const loaded = Object.keys(await loadMessages('en'))
    expect(Object.keys(await loadMessages('zh-CN'))).toEqual(loaded)
    // fault.json is read by the error pages themselves, which must not depend on the loader.
    expect([...loaded, 'fault'].sort()).toEqual(modules.map((file) => path.basename(file, '.json')).sort())
  })

  it.each(modules)('%s has the same keys and arguments in both languages', (file) => {
    const zh = read('zh-CN', file)
    const en = read('en', file)
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    // English may need a plural where Chinese has a plain number, so only the names must agree.
    const names = (text: string) => [...new Set(messageParts(text).args.map((arg) => arg.split(':')[0]))].sort()
    for (const [key, text] of zh) expect([key, names(en.get(key) ?? '')]).toEqual([key, names(text)])
  })

  it.each(modules)('%s is written: no Chinese in English, full-width punctuation in Chinese', (file) => {
    const leaks = [...read('en', file)].filter(([, text]) => /[\p{Script=Han}，。；：！？（）、]/u.test(text))
    expect(leaks).toEqual([])
    const poor = [...read('zh-CN', file)].filter(([, text]) =>
      messageParts(text).texts.some((part) => halfWidth.test(withoutAllowed(part)) || /[！!]|亲，|你/.test(part)),
    )
    expect(poor).toEqual([])
  })

  it('would notice: the rules themselves', () => {
    expect(halfWidth.test('金额,单位')).toBe(true)
    expect(halfWidth.test('请填写(选填)')).toBe(true)
    expect(halfWidth.test('第 1.5 条，14:05 提交')).toBe(false)
    expect(withoutAllowed('下载 .csv 文件')).toBe('下载 A 文件')
  })
})

describe('messageParts', () => {
  it('takes plain and nested arguments apart', () => {
    expect(messageParts('已提交 {count, plural, other {# 项，共 {sum}}}')).toEqual({
      texts: ['# 项，共 \u0001', '已提交 \u0001'],
      args: ['count:plural', 'sum'],
    })
    expect(messageParts('{n, number} of {m}').args).toEqual(['m', 'n:number'])
  })
  it('refuses unbalanced braces', () => {
    expect(() => messageParts('a {b')).toThrow(SyntaxError)
    expect(() => messageParts('a } b')).toThrow(SyntaxError)
  })
})
