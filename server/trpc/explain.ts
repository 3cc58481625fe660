import { randomUUID } from 'node:crypto'
import type { TRPCError } from '@trpc/server'
import { createTranslator } from 'next-intl'
import { z } from 'zod'
import english from '@/messages/en/refusals.json'
import chinese from '@/messages/zh-CN/refusals.json'
import type { Locale } from '@/server/i18n/locales'
import { Refused } from '@/server/kernel/refused'

const messages = { 'zh-CN': chinese, en: english } as const

export type FieldError = { path: string; message: string }
/** A failure as a person reads it: one sentence in their language, the fields it is about, and a number to quote for a fault. */
export type Explanation = { message: string; fieldErrors: FieldError[]; reference?: string }

type Params = Record<string, string | number>

/** The sentence of a key below `refusals`, or null where there is none. */
function sentence(locale: Locale, key: string, params: Params = {}): string | null {
  const found = key
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], messages[locale])
  if (typeof found !== 'string') return null
  const translate = createTranslator({ locale, messages: { text: found } })
  return translate('text', params)
}

/** Zod keeps the input out of its issues (it could end up in a log), and tells only in its own sentence that there was none. */
const isMissing = (issue: z.core.$ZodIssue) => issue.message.endsWith('received undefined')

/** A Zod issue in words. Schemas name a key as message where they have something better to say than the rule itself. */
function explainIssue(locale: Locale, issue: z.core.$ZodIssue): string {
  const own = sentence(locale, issue.message) ?? sentence(locale, `validation.${issue.message}`)
  if (own) return own
  switch (issue.code) {
    case 'too_small':
      return (
        sentence(
          locale,
          issue.origin === 'string' || issue.origin === 'array' ? 'validation.too-short' : 'validation.too-small',
          { limit: String(issue.minimum) },
        ) ?? ''
      )
    case 'too_big':
      return (
        sentence(locale, issue.origin === 'string' || issue.origin === 'array' ? 'validation.too-long' : 'validation.too-big', {
          limit: String(issue.maximum),
        }) ?? ''
      )
    case 'unrecognized_keys':
      return sentence(locale, 'validation.unknown-field', { field: issue.keys.join(', ') }) ?? ''
    case 'invalid_type':
      return sentence(locale, isMissing(issue) ? 'validation.required' : 'validation.invalid') ?? ''
    default:
      return sentence(locale, 'validation.invalid') ?? ''
  }
}

/**
 * Explains a failed call. Refusals and invalid input are told in words; anything else is a fault: its cause goes to the log
 * under a number, and the person gets that number only.
 */
export function explain(error: TRPCError, locale: Locale): Explanation {
  const { cause } = error
  if (cause instanceof z.ZodError) {
    const fieldErrors = cause.issues.map((issue) => ({ path: issue.path.join('.'), message: explainIssue(locale, issue) }))
    return { message: sentence(locale, 'validation.summary') ?? '', fieldErrors }
  }
  if (cause instanceof Refused) {
    const { code, params } = cause
    const message = sentence(locale, code, params) ?? sentence(locale, 'refused') ?? code
    return { message, fieldErrors: typeof params.field === 'string' ? [{ path: params.field, message }] : [] }
  }
  if (error.code === 'UNAUTHORIZED') return { message: sentence(locale, 'signed-out') ?? '', fieldErrors: [] }
  if (error.code === 'FORBIDDEN') return { message: sentence(locale, 'forbidden') ?? '', fieldErrors: [] }
  const reference = randomUUID().slice(0, 8)
  console.error(`fault ${reference}:`, cause ?? error)
  return { message: sentence(locale, 'fault', { reference }) ?? '', fieldErrors: [], reference }
}
