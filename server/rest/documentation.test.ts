import { expect, test } from 'vitest'
import { z } from 'zod'
import { api } from './app'

const Examples = z.record(z.string(), z.object({ value: z.unknown() })).default({})
const Content = z.record(z.string(), z.object({ schema: z.unknown(), examples: Examples }))
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), examples: Examples })).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.default({}) })),
})
const Document = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

const raw = await (await api.request('/api/v1/openapi.json')).json()
const document = Document.parse(raw)

type Example = {
  name: string
  path: string
  method: string
  status: number
  answer: unknown
  parameters: [string, string, string][]
  body: unknown
}

/** An example is a named request (of the body, or one of each parameter) and the response of the same name. */
const examples = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { operationId, parameters, requestBody, responses }]) =>
    Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content).flatMap(({ examples: answers }) =>
        Object.entries(answers).map(
          ([key, { value }]): Example => ({
            name: `${operationId} ${key}`,
            path,
            method: method.toUpperCase(),
            status: Number(status),
            answer: value,
            parameters: parameters.map(({ name, in: place, examples: given }) => [place, name, String(given[key]?.value)]),
            body: requestBody?.content['application/json']?.examples[key]?.value,
          }),
        ),
      ),
    ),
  ),
)

test('it is OpenAPI 3.1 and names the four tools', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/tools/credit-code/{code}',
    '/api/v1/tools/deadline',
    '/api/v1/tools/enterprise-size',
    '/api/v1/tools/loan-cost',
  ])
})

test('every reference leads to a schema of the document', () => {
  const references = [...JSON.stringify(raw).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = '']) => target)
  expect(references.length).toBeGreaterThan(0)
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect(references.filter((target) => !known.includes(target))).toEqual([])
})

test('bodies and queries are documented as closed, with their bounds', () => {
  expect(document.components.schemas.LoanCostQuestion).toMatchObject({
    additionalProperties: false,
    required: ['principalFen', 'annualRateBps', 'termMonths', 'method'],
    properties: { termMonths: { type: 'integer', minimum: 1, maximum: 600 } },
  })
  expect(document.components.schemas.EnterpriseSizeQuestion).toMatchObject({
    additionalProperties: false,
    required: ['industry'],
  })
  const workingDays = raw.paths['/api/v1/tools/deadline'].get.parameters.find(
    ({ name }: { name: string }) => name === 'workingDays',
  )
  expect(workingDays).toMatchObject({ required: true, schema: { type: 'integer', minimum: 1, maximum: 250 } })
})

test('every operation has an example of its success, and every example of a request has its answer', () => {
  const documented = examples.map(({ name }) => name)
  for (const operation of Object.values(document.paths).flatMap((operations) => Object.values(operations))) {
    const { operationId, parameters, requestBody } = operation
    expect(examples.some(({ name, status }) => status === 200 && name.startsWith(`${operationId} `))).toBe(true)
    const asked = [...parameters.map(({ examples: given }) => given), requestBody?.content['application/json']?.examples ?? {}]
    for (const key of asked.flatMap(Object.keys)) expect(documented).toContain(`${operationId} ${key}`)
  }
})

test.each(examples)('$name gives the answer that is documented', async ({ path, method, status, answer, parameters, body }) => {
  let address = path
  const query = new URLSearchParams()
  for (const [place, name, value] of parameters) {
    if (place === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value))
    else query.set(name, value)
  }
  const response = await api.request(query.size > 0 ? `${address}?${query}` : address, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  expect({ status: response.status, answer: await response.json() }).toEqual({ status, answer })
})
