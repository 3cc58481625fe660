import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type CreditCodeAnswer, checkCreditCode } from '@/server/kernel/credit-code'
import type { Examples } from '../fields'
import { problemResponse } from '../problem'

const Answer = z
  .object({
    code: z.string().openapi({ description: 'The code as read: trimmed and upper-cased.' }),
    valid: z.boolean().openapi({ description: 'Well formed, and the 18th character is right.' }),
    format: z.boolean().openapi({ description: '18 characters of 0–9 and A–Z without I, O, S, V, Z.' }),
    organisationCheck: z.boolean().openapi({ description: 'The 17th character is the GB 11714 check of the 9th to the 16th.' }),
    check: z.object({
      expected: z
        .string()
        .nullable()
        .openapi({ description: 'The right 18th character; null unless the first 17 are of the alphabet.' }),
      actual: z.string().nullable().openapi({ description: 'The 18th character given; null when there is none.' }),
    }),
    suggestions: z.array(z.string()).openapi({ description: 'Every code one character away that passes both checks, sorted.' }),
  })
  .openapi('CreditCodeAnswer')

const answers: Examples<CreditCodeAnswer> = {
  valid: {
    summary: 'A code that passes both checks',
    value: {
      code: '91610802MA70ABCD7Q',
      valid: true,
      format: true,
      organisationCheck: true,
      check: { expected: 'Q', actual: 'Q' },
      suggestions: [],
    },
  },
  alien: {
    summary: 'The 18th character is outside the alphabet',
    value: {
      code: '91350100M000100Y4Z',
      valid: false,
      format: false,
      organisationCheck: true,
      check: { expected: '3', actual: 'Z' },
      suggestions: ['91350100M000100Y43'],
    },
  },
}

const route = createRoute({
  method: 'get',
  path: '/tools/credit-code/{code}',
  operationId: 'checkCreditCode',
  tags: ['tools'],
  summary: '核对统一社会信用代码 · Check a unified social credit code',
  description:
    'GB 32100-2015 and GB 11714. Answers 200 for any text, and refuses a query; a failed 18th character is a warning, look the register up.',
  request: {
    query: z.strictObject({}),
    params: z.object({
      code: z.string().openapi({
        param: {
          name: 'code',
          in: 'path',
          examples: { valid: { value: '91610802ma70abcd7q' }, alien: { value: '91350100M000100Y4Z' } },
        },
      }),
    }),
  },
  responses: {
    200: { description: 'Both checks', content: { 'application/json': { schema: Answer, examples: answers } } },
    422: problemResponse('The address has a query, which this tool does not read'),
  },
})

export const creditCodeTool = {
  route,
  mount: (api: OpenAPIHono) => api.openapi(route, (c) => c.json(checkCreditCode(c.req.valid('param').code), 200)),
}
