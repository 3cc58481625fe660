import path from 'node:path'
import { TRPCError } from '@trpc/server'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import english from '@/messages/en/refusals.json'
import chinese from '@/messages/zh-CN/refusals.json'
import { messageParts } from '@/server/i18n/message-syntax'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { allRefusalCodes, refusalCodes } from '@/tests/refusal-codes'
import { explain } from './explain'

const messages = { 'zh-CN': chinese, en: english } as const
const locales = ['zh-CN', 'en'] as const
const textOf = (locale: (typeof locales)[number], code: string) =>
  code.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], messages[locale])

/**
 * Told elsewhere: why an agency's answer or delivery was refused is listed with the sources, a CSV file that cannot be read is a
 * `file.damaged`, and the open tools, verification and their pages have a wording of their own (server/rest/wording.ts).
 */
const toldElsewhere = /^(content|csv|feed|lpr|size)\./
const openTools = /^(server\/rest|app\/\(public\)\/(tools|verify))\//

describe('every refusal in the sources', () => {
  const found = allRefusalCodes(path.resolve(import.meta.dirname, '../..')).filter(
    ({ code, file }) => !toldElsewhere.test(code) && !openTools.test(file),
  )
  const codes = [...new Set(found.map(({ code }) => code))].sort()

  it('has a sentence in both languages', () => {
    expect(codes.length).toBeGreaterThan(100)
    const silent = locales.flatMap((locale) =>
      codes
        .filter((code) => typeof textOf(locale, code) !== 'string')
        .map((code) => `${locale} ${code} (${found.find((one) => one.code === code)?.file})`),
    )
    expect(silent).toEqual([])
  })

  it('is told by that sentence, with nothing left to fill in', () => {
    for (const locale of locales)
      for (const code of codes) {
        const names = messageParts(String(textOf(locale, code))).args.map((arg) => arg.split(':')[0] ?? '')
        const params = Object.fromEntries(names.map((name) => [name, 7]))
        const { message } = explain(new TRPCError({ code: 'UNPROCESSABLE_CONTENT', cause: new Refused(code, params) }), locale)
        expect(message, code).not.toMatch(/[{}]|^refusals\.|^$/)
        expect(message, code).not.toBe(messages[locale].refused)
      }
  })

  it('comes with what its sentence speaks of', () => {
    const wanting = found.flatMap(({ code, file, params }) => {
      const text = textOf('zh-CN', code)
      if (params === undefined || typeof text !== 'string') return []
      const names = messageParts(text).args.map((arg) => arg.split(':')[0] ?? '')
      return names.filter((name) => !params.includes(name)).map((name) => `${file}: ${code} without ${name}`)
    })
    expect(wanting).toEqual([])
  })

  it('would be found, however it is written', () => {
    const source = `
      type PriceRefusal = 'price.too-high' | 'price.too-low'
      const a = () => refused('a.b')
      const b = (x: boolean) => { throw new Refused(x ? 'c.d' : 'e.f', { most: 3, field: 'x' }) }
      const c = z.string().min(1, 'g.h').refine((v) => v !== 'not.this', { message: 'i.j' })
      const d = { ok: false, refusal: 'k.l' }
      const e = appendToLedger('consent.granted')`
    expect(refusalCodes(source, 'a.ts').map(({ code }) => code)).toEqual([
      'price.too-high',
      'price.too-low',
      'a.b',
      'c.d',
      'e.f',
      'g.h',
      'i.j',
      'k.l',
    ])
    expect(refusalCodes(source, 'a.ts').find(({ code }) => code === 'c.d')?.params).toEqual(['most', 'field'])
  })
})

describe('explaining a failure', () => {
  const failed = (cause: unknown) => new TRPCError({ code: 'BAD_REQUEST', cause })
  const zodError = (schema: z.ZodType, input: unknown) => {
    const parsed = schema.safeParse(input)
    if (parsed.success) throw new Error('was valid')
    return parsed.error
  }

  it('puts a refusal at the field that it is about', () => {
    const { message, fieldErrors } = explain(failed(new Refused('money.malformed', { field: 'amountFen' })), 'en')
    expect(fieldErrors).toEqual([{ path: 'amountFen', message }])
    expect(explain(failed(new NotFound('application')), 'en')).toEqual({ message: english['not-found'], fieldErrors: [] })
    expect(explain(failed(new ChangedMeanwhile('application')), 'zh-CN').message).toBe(chinese['changed-meanwhile'])
  })

  it('words what a schema finds, each at its path, in the person’s language', () => {
    const schema = z.strictObject({
      name: z.string().min(2),
      count: z.int().max(9),
      own: z.string().min(1, 'identity.name-required'),
      terms: z.strictObject({ months: z.int() }),
    })
    const error = zodError(schema, { name: 'x', count: 10, own: '', terms: { months: 'x' }, stray: 1 })
    const told = Object.fromEntries(explain(failed(error), 'en').fieldErrors.map((one) => [one.path, one.message]))
    const { validation, identity } = english
    expect(told).toEqual({
      name: validation['too-short'].replace('{limit}', '2'),
      count: validation['too-big'].replace('{limit}', '9'),
      own: identity['name-required'],
      'terms.months': validation.invalid,
      '': validation['unknown-field'].replace('{field}', 'stray'),
    })
    const [missing] = explain(failed(zodError(z.strictObject({ name: z.string() }), {})), 'zh-CN').fieldErrors
    expect(missing).toEqual({ path: 'name', message: chinese.validation.required })
  })

  it('tells of a fault its number only, and the log the rest', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const cause = new Error('password of the database is hunter2')
    const told = explain(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause }), 'en')
    expect(JSON.stringify(told)).not.toContain('hunter2')
    expect(told.message).toContain(told.reference)
    expect(log).toHaveBeenCalledWith(`fault ${told.reference}:`, cause)
    log.mockRestore()
  })

  it('tells who is signed out from who may not', () => {
    expect(explain(new TRPCError({ code: 'UNAUTHORIZED' }), 'en').message).toBe(english['signed-out'])
    expect(explain(new TRPCError({ code: 'FORBIDDEN' }), 'en').message).toBe(english.forbidden)
  })
})
