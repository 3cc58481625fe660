import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Locale, negotiateLocale } from '@/server/i18n/locales'
import { isSentenceKey, type SentenceKey, sentence } from './wording'

/** RFC 9457 problem details, with the fields to mend where there are any. */
export const Problem = z
  .object({
    type: z.string().openapi({ description: 'Names the kind of problem; stable, for programs.' }),
    title: z.string().openapi({ description: 'What to do, in the language of Accept-Language.' }),
    status: z.int(),
    instance: z.string().optional().openapi({ description: 'The path that was asked.' }),
    errors: z
      .array(
        z.object({
          path: z.string().openapi({ description: 'The field, dotted; empty for the body as a whole.' }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Problem')
export type Problem = z.infer<typeof Problem>
export type FieldError = { path: string; message: string }

const kinds = {
  'malformed-json': 400,
  'not-found': 404,
  method: 405,
  'too-large': 413,
  'media-type': 415,
  'invalid-input': 422,
  internal: 500,
} as const
export type ProblemKind = keyof typeof kinds

/** A flood of unknown fields is answered, not repeated. */
const MOST_ERRORS = 20
const LONGEST_PATH = 100

/** The language of the answer's sentences: Accept-Language, else Chinese. */
export const localeOf = (c: Context): Locale => negotiateLocale(c.req.header('accept-language'))

/** Answers with a problem; `values` fill its sentence. */
export function problem<Kind extends ProblemKind>(
  c: Context,
  kind: Kind,
  more: { errors?: FieldError[]; values?: Record<string, string> } = {},
) {
  const locale = localeOf(c)
  const status = kinds[kind]
  const body: Problem = {
    type: `urn:credit-easy-loan:problem:${kind}`,
    title: sentence(`problem.${kind}`, locale, more.values),
    status,
    instance: c.req.path,
    ...(more.errors && { errors: more.errors }),
  }
  return c.json(body, status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': locale,
    Vary: 'Accept-Language',
    'Cache-Control': 'no-cache',
  })
}

/** 422 for fields that parsed but that the rule refuses, each with its sentence. */
export const refuseFields = (
  c: Context,
  fields: readonly (readonly [path: string, key: SentenceKey])[],
  values?: Record<string, string | number>,
) => problem(c, 'invalid-input', { errors: fields.map(([path, key]) => ({ path, message: sentence(key, localeOf(c), values) })) })

/** 422 for what a schema refused. Its messages are sentence keys; Zod's own remain only where the shape itself is wrong. */
export function refuseInput(c: Context, issues: readonly z.core.$ZodIssue[]) {
  const locale = localeOf(c)
  const errors = issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      const message = sentence('field.unknown', locale)
      return issue.keys.slice(0, MOST_ERRORS).map((key) => ({ path: pathOf([...issue.path, key]), message }))
    }
    const key = isSentenceKey(issue.message) ? issue.message : 'body.object'
    return [{ path: pathOf(issue.path), message: sentence(key, locale) }]
  })
  // A field can break two bounds of one sentence.
  const distinct = errors.filter(({ path }, index) => errors.findIndex((other) => other.path === path) === index)
  return problem(c, 'invalid-input', { errors: distinct.slice(0, MOST_ERRORS) })
}

const pathOf = (path: readonly PropertyKey[]) => path.map(String).join('.').slice(0, LONGEST_PATH)

/** A response of an operation's documentation, with executed examples. */
export const problemResponse = (description: string, examples?: Record<string, { summary: string; value: Problem }>) => ({
  description,
  content: { 'application/problem+json': { schema: Problem, ...(examples && { examples }) } },
})

/** What every operation that reads a JSON body may answer besides its own. */
export const bodyProblems = {
  400: problemResponse('The body is not JSON'),
  413: problemResponse('The body is larger than 64 KB'),
  415: problemResponse('The body is not application/json'),
}
