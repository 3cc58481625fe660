import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { addDays, yearOf } from '@/server/kernel/dates'
import { addWorkingDays, isPublishedYear, publishedYears } from '@/server/kernel/working-days'
import { day, type Examples } from '../fields'
import { problemResponse, refuseFields } from '../problem'
import type { SentenceKey } from '../wording'

const MOST_DAYS = 250
const daysError = { error: 'deadline.workingDays' satisfies SentenceKey }

const Question = z.strictObject({
  start: day().openapi({
    param: {
      name: 'start',
      in: 'query',
      examples: { workingSunday: { value: '2026-09-18' }, holidays: { value: '2026-09-30' } },
    },
    format: 'date',
    description: 'The day before the first that can count.',
  }),
  workingDays: z
    .string(daysError)
    .regex(/^[1-9]\d{0,2}$/, daysError)
    .transform(Number)
    .refine((days) => days <= MOST_DAYS, daysError)
    .openapi({
      param: { name: 'workingDays', in: 'query', examples: { workingSunday: { value: 1 }, holidays: { value: 3 } } },
      type: 'integer',
      minimum: 1,
      maximum: MOST_DAYS,
    }),
})

const Answer = z.object({ due: z.string().openapi({ format: 'date' }) }).openapi('DeadlineAnswer')

const answers: Examples<z.infer<typeof Answer>> = {
  workingSunday: { summary: 'Sunday 20 September 2026 is worked', value: { due: '2026-09-20' } },
  holidays: { summary: 'After the National Day week', value: { due: '2026-10-10' } },
}

const route = createRoute({
  method: 'get',
  path: '/tools/deadline',
  operationId: 'computeDeadline',
  tags: ['tools'],
  summary: '推算工作日期限 · The n-th working day after a date',
  description: 'By the published holiday calendars. A count that runs into a year without one is refused, not guessed.',
  request: { query: Question },
  responses: {
    200: {
      description: 'The n-th working day strictly after the start',
      content: { 'application/json': { schema: Answer, examples: answers } },
    },
    422: problemResponse('The input is not valid, or a year that is counted has no published calendar'),
  },
})

export const deadlineTool = {
  route,
  mount: (api: OpenAPIHono) =>
    api.openapi(route, (c) => {
      const { start, workingDays } = c.req.valid('query')
      const deadline = addWorkingDays(start, workingDays)
      if (deadline.ok) return c.json(deadline.value, 200)
      // With the very next day unpublished no smaller number would help.
      const path = isPublishedYear(yearOf(addDays(start, 1))) ? 'workingDays' : 'start'
      return refuseFields(c, [[path, deadline.refusal]], {
        first: publishedYears.at(0) ?? '—',
        last: publishedYears.at(-1) ?? '—',
      })
    }),
}
