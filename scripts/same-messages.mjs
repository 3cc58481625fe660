// Both languages say the same things: the same files, the same keys. What a key's text takes as arguments, and how it is
// written, is tested in server/i18n/messages.test.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const keysOf = (value, prefix = '') =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => keysOf(child, prefix ? `${prefix}.${key}` : key))
    : [prefix]

/** Keys that one language has and another lacks, as sentences. */
export function missingMessages(root) {
  const folder = path.join(root, 'messages')
  const locales = readdirSync(folder)
  const files = [...new Set(locales.flatMap((locale) => readdirSync(path.join(folder, locale))))].sort()
  return files.flatMap((file) => {
    const keys = locales.map((locale) => {
      const name = path.join(folder, locale, file)
      return new Set(existsSync(name) ? keysOf(JSON.parse(readFileSync(name, 'utf8'))) : [])
    })
    const all = [...new Set(keys.flatMap((set) => [...set]))].sort()
    return locales.flatMap((locale, at) =>
      all.filter((key) => !keys[at].has(key)).map((key) => `messages/${locale}/${file}: lacks ${key}`),
    )
  })
}
