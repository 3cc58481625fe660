import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import english from '@/messages/en/refusals.json'
import chinese from '@/messages/zh-CN/refusals.json'

const server = path.resolve(import.meta.dirname, '..')
/** Every dotted code in quotes: in these files nothing else is written so. */
const codesIn = (source: string) => [...source.matchAll(/'([a-z]+\.[a-z][a-z0-9-]*)'/g)].map(([, code = '']) => code)

function sourcesOf(module: string): string[] {
  const domain = path.join(server, module, 'domain')
  const files = readdirSync(domain).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return [path.join(server, module, 'schema.ts'), ...files.map((name) => path.join(domain, name))]
}

const sentence = (messages: object, code: string) =>
  code
    .split('.')
    .reduce<unknown>((node, part) => (node instanceof Object ? new Map(Object.entries(node)).get(part) : undefined), messages)

describe('refusals', () => {
  it.each(['lending', 'consent', 'disbursement', 'identity'])('of %s each have a sentence in both languages', (module) => {
    const codes = new Set(sourcesOf(module).flatMap((file) => codesIn(readFileSync(file, 'utf8'))))
    expect(codes.size).toBeGreaterThan(10)
    const silent = [...codes].filter(
      (code) => typeof sentence(chinese, code) !== 'string' || typeof sentence(english, code) !== 'string',
    )
    expect(silent).toEqual([])
  })

  it('would notice one without', () => {
    expect(codesIn("refused('offer.nobody-wrote-this')")).toEqual(['offer.nobody-wrote-this'])
    expect(sentence(chinese, 'offer.nobody-wrote-this')).toBeUndefined()
  })
})
