import { expect, test } from 'vitest'
import { DELETE, GET, POST } from './route'

test('the address of the folder is the address of the API', async () => {
  expect((await GET(new Request('http://localhost:3000/api/v1/openapi.json'))).status).toBe(200)
  const deadline = await GET(new Request('http://localhost:3000/api/v1/tools/deadline?start=2026-09-18&workingDays=1'))
  expect(await deadline.json()).toEqual({ due: '2026-09-20' })
})

test('a body is read, and the wrong method is answered by the API itself', async () => {
  const address = 'http://localhost:3000/api/v1/tools/enterprise-size'
  const body = JSON.stringify({ industry: 'C25', employees: 19 })
  const sized = await POST(new Request(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
  expect(await sized.json()).toEqual({ size: 'micro', rule: 'industry' })
  expect((await DELETE(new Request(address, { method: 'DELETE' }))).status).toBe(405)
})
