import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomRuns } from '@/tests/random-runs'
import { api } from './app'
import { Problem } from './problem'

// A 500 logs its error: with it, a fault that something answered over would show as well.
const logged = vi.spyOn(console, 'error')
beforeEach(() => void logged.mockClear())
afterEach(() => expect(logged).not.toHaveBeenCalled())

const Fields = z.object({ errors: z.array(z.object({ path: z.string(), message: z.string().min(1) })).min(1) })

/** 200, or a problem that says so itself; 422 with fields to mend; never a server error. */
async function judge(response: Response) {
  expect(response.status).toBeLessThan(500)
  const body: unknown = await response.json()
  if (response.status === 200) return
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(Problem.parse(body).status).toBe(response.status)
  if (response.status === 422) Fields.parse(body)
}

const edges = fc.constantFrom<unknown>(
  0,
  -0,
  -1,
  1,
  0.1,
  599,
  600,
  601,
  1e14,
  1e14 + 2,
  9007199254740991,
  1e308,
  '',
  '1',
  'C25',
  '2026-02-29',
  null,
  true,
  [],
  {},
)
const something = fc.oneof(edges, fc.anything({ maxDepth: 2 }), fc.string({ unit: 'binary' }), fc.double(), fc.integer())

const nearly = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(fields).map(([name, good]) => [name, fc.oneof({ weight: 6, arbitrary: good }, something)]),
      ),
      {
        requiredKeys: [],
      },
    )
    .chain((record) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(record) },
        fc.dictionary(fc.string(), something).map((more) => ({ ...record, ...more })),
      ),
    )

const anyDay = fc
  .date({ min: new Date('1850-01-01'), max: new Date('2250-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const loans = nearly({
  principalFen: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 100_000_000_000_000 })),
  annualRateBps: fc.integer({ min: 0, max: 10_000 }),
  termMonths: fc.integer({ min: 1, max: 600 }),
  method: fc.constantFrom('equal_instalment', 'equal_principal', 'interest_only', 'bullet'),
  upfrontFeesFen: fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 100_000_000_000_000 })),
  startDate: anyDay,
})

const sizes = nearly({
  industry: fc.stringMatching(/^[A-T]\d{1,5}$/),
  employees: fc.double({ min: 0, max: 1e7, noNaN: true }),
  revenueWan: fc.double({ min: 0, max: 1e10, noNaN: true }),
  assetsWan: fc.integer({ min: 0, max: 1_000_000 }),
})

const asText = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null'

const send = (tool: string, body: string, type = 'application/json') =>
  api.request(`/api/v1/tools/${tool}`, { method: 'POST', headers: { 'content-type': type }, body })

test.each([
  ['loan-cost', loans],
  ['enterprise-size', sizes],
])(
  'nothing that is nearly a question breaks %s',
  async (tool, questions) => {
    await fc.assert(
      fc.asyncProperty(questions, async (question) => judge(await send(tool, asText(question)))),
      randomRuns(`nearly questions to ${tool}`, 5_000),
    )
  },
  120_000,
)

test('no JSON and no text breaks a tool that reads a body', async () => {
  const body = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), something.map(asText))
  const type = fc.constantFrom(
    'application/json',
    'application/json; charset=gbk',
    'APPLICATION/JSON',
    'application/problem+json',
    'text/plain',
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('loan-cost', 'enterprise-size'), body, type, async (tool, text, as) =>
      judge(await send(tool, text, as)),
    ),
    randomRuns('any body', 5_000),
  )
}, 120_000)

test('no text in an address breaks a tool that reads one', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.webSegment(), fc.stringMatching(/^[0-9A-Y]{15,20}$/))
  const code = fc.oneof(
    text.map((raw) => encodeURIComponent(raw.toWellFormed())),
    text.map(encodeURI),
  )
  await fc.assert(
    fc.asyncProperty(code, async (segment) => judge(await api.request(`/api/v1/tools/credit-code/${segment}`))),
    randomRuns('any credit code in an address', 5_000),
  )
  const field = fc.oneof(anyDay, fc.integer({ min: -5, max: 300 }).map(String), fc.string({ unit: 'binary' }))
  const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('start', 'workingDays') }, fc.string())
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, field), { maxLength: 4 }), async (pairs) =>
      judge(await api.request(`/api/v1/tools/deadline?${new URLSearchParams(pairs)}`)),
    ),
    randomRuns('any deadline', 5_000),
  )
  await fc.assert(
    fc.asyncProperty(anyDay, fc.integer({ min: 1, max: 250 }), async (start, days) =>
      judge(await api.request(`/api/v1/tools/deadline?start=${start}&workingDays=${days}`)),
    ),
    randomRuns('deadlines', 5_000),
  )
}, 120_000)
