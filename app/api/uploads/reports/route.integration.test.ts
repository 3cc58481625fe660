import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '@/server/auth/session'
import { templateHeader } from '@/server/disbursement/domain/import-columns'
import { maximumFileBytes } from '@/server/disbursement/schema'
import { toCsv } from '@/server/kernel/csv'
import type { Context } from '@/server/trpc/context'
import { aPlatformKey } from '@/tests/consents'
import { anOrganisation, aSession, contextOf, owner } from '@/tests/world'
import { POST } from './route'

let context: Context
vi.mock('@/server/trpc/context', () => ({ createContext: async () => context }))

let officer: Session
beforeAll(async () => {
  aPlatformKey()
  officer = await aSession(await anOrganisation('INSTITUTION', '甲银行'), ['BANK_OFFICER'])
})
beforeEach(() => {
  context = contextOf(officer)
})

const ours = { 'x-app-request': '1', origin: 'http://city.test', host: 'city.test', 'sec-fetch-site': 'same-origin' }
const csv = toCsv([
  templateHeader('DISBURSEMENT', 'zh-CN'),
  ['SQ00000001', '91610802MA70ABCD7Q', 'F1', '1.00', '2026-11-20', '', '', ''],
])
type Part = string | Uint8Array<ArrayBuffer>

/** As our own page sends it, but for what is said otherwise. */
async function upload(
  content: Part,
  {
    kind = 'DISBURSEMENT',
    headers = {},
    more = [],
  }: Partial<{ kind: string; headers: Record<string, string>; more: string[] }> = {},
) {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new File([content], '放款.csv', { type: 'text/csv' }))
  for (const name of more) form.append(name, 'DISBURSEMENT')
  const packed = new Response(form)
  const type = packed.headers.get('content-type') ?? ''
  const body = await packed.arrayBuffer()
  const request = new Request('http://city.test/api/uploads/reports', { method: 'POST', body })
  for (const [name, value] of Object.entries({ 'content-type': type, ...ours, ...headers })) request.headers.set(name, value)
  const response = await POST(request)
  const text = await response.text()
  return { status: response.status, answer: text === '' ? null : (JSON.parse(text) as { batchId?: string; message?: string }) }
}
const batches = async () => Number((await owner<{ n: string }>('SELECT count(*)::text AS n FROM report_batch'))[0]?.n)

describe('the upload of a bank’s file', () => {
  it('is taken in UTF-8 and in GB18030, and names its batch', async () => {
    for (const bytes of [csv, gb18030()]) {
      const { status, answer } = await upload(bytes)
      expect([status, answer?.batchId]).toEqual([200, expect.any(String)])
    }
    const stored = await owner<{ encoding: string }>('SELECT encoding FROM report_batch ORDER BY id')
    expect(stored.map(({ encoding }) => encoding)).toEqual(['UTF-8', 'GB18030'])
  })

  it.each([
    ['without the header that a foreign form cannot set', { 'x-app-request': '' }],
    ['from another origin', { origin: 'http://evil.test' }],
    ['from another site by the browser’s own word', { 'sec-fetch-site': 'cross-site' }],
    ['as anything but a form with a file', { 'content-type': 'application/json' }],
  ])('%s is refused before it is read', async (_, headers) => {
    const before = await batches()
    expect(await upload(csv, { headers })).toEqual({ status: 403, answer: null })
    expect(await batches()).toBe(before)
  })

  it('is an officer’s to make: nobody signed in is 401, another role 403', async () => {
    const before = await batches()
    context = contextOf(null)
    expect(await upload(csv)).toMatchObject({ status: 401, answer: { message: expect.any(String) } })
    context = contextOf(await aSession(officer.organisationId, ['BANK_APPROVER']))
    expect((await upload(csv)).status).toBe(403)
    context = contextOf(await aSession(await anOrganisation('ENTERPRISE'), ['ENTERPRISE_OWNER']))
    expect((await upload(csv)).status).toBe(403)
    expect(await batches()).toBe(before)
  })

  it.each([
    ['above 2 MB by a byte', new Uint8Array(maximumFileBytes + 1).fill(65), '2 MB'],
    ['far above it, whatever length it states', new Uint8Array(maximumFileBytes * 2).fill(65), '2 MB'],
    ['of nothing', '', '空'],
    ['that is a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'CSV'],
    ['in no encoding that we read', new Uint8Array([0xff, 0xff, 0x81, 0x20, 0xff]), '编码'],
  ])('of a file %s is told in words, and nothing is kept', async (_, content, words) => {
    const before = await batches()
    const { status, answer } = await upload(content)
    expect(status).toBe(422)
    expect(answer?.message).toContain(words)
    expect(await batches()).toBe(before)
  })

  it('with a field more, or one of its own twice, is told in words that name it, and nothing is kept', async () => {
    const before = await batches()
    for (const name of ['institutionId', 'kind']) {
      const { status, answer } = await upload(csv, { more: [name] })
      expect([status, answer?.message]).toEqual([422, expect.stringContaining(name)])
    }
    expect(await batches()).toBe(before)
  })

  it('of another kind than we know, or of a broken form, is told in words', async () => {
    expect(await upload(csv, { kind: 'PAYROLL' })).toMatchObject({ status: 422, answer: { message: expect.any(String) } })
    const broken = { 'content-type': 'multipart/form-data; boundary=another' }
    expect(await upload(csv, { headers: broken })).toMatchObject({ status: 422, answer: { message: expect.any(String) } })
  })
})

/** The same file as Excel on a Chinese desk saves it: only the header has characters beyond ASCII. */
function gb18030(): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  const text = csv.replace(/^\uFEFF/, '')
  return new Uint8Array([...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : (codes.get(sign) ?? [0x3f]))))
}
