import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createTranslator } from 'next-intl'

export type Locale = 'zh-CN' | 'en'
/** The product's own sentence for a key such as `consent.new.next`. */
export type Words = (key: string, values?: Record<string, string | number>) => string

/** Sentences by their dotted keys, as the translator finds them in the nested files. */
type Texts = Record<string, string>

function textsOf(locale: Locale): Texts {
  const folder = path.resolve(import.meta.dirname, '../../messages', locale)
  return Object.fromEntries(
    readdirSync(folder).map((file) => [path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8'))]),
  )
}

/** What the product says in a language, so that pages are found by what people read. An unknown key throws. */
export function wordsOf(locale: Locale): Words {
  const onError = (error: Error) => {
    throw error
  }
  const translate = createTranslator({ locale, messages: textsOf(locale), onError, timeZone: 'Asia/Shanghai' })
  return (key, values) => translate(key, values)
}

/** A sentence with gaps as a pattern: what stands in a gap is captured by its name. */
export function patternOf(words: Words, key: string, gaps: readonly string[]): RegExp {
  const marks = Object.fromEntries(gaps.map((gap, at) => [gap, `\uE000${at}\uE000`]))
  const escaped = words(key, marks).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(
    gaps.reduce((text, gap, at) => text.replace(`\uE000${at}\uE000`, `(?<${gap}>.+?)`), escaped),
    'u',
  )
}

/** What stands between the gaps of every sentence in a language: four letters or more of it, with Han in them. */
export function fragmentsOf(locale: Locale): string[] {
  const flat = (texts: unknown): string[] =>
    typeof texts === 'string' ? [texts] : Object.values(texts ?? {}).flatMap((child: unknown) => flat(child))
  const fragments = flat(textsOf(locale)).flatMap((text) => text.split(/[{}]/))
  return [...new Set(fragments.map((text) => text.trim()).filter((text) => /\p{Script=Han}{4}/u.test(text)))]
}
