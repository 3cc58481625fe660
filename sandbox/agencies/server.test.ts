import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencyCodes } from './directory'
import { openKeys } from './keys'
import { startSandbox } from './testing'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
beforeAll(async () => {
  sandbox = await startSandbox(() => new Date('2026-11-25T01:00:00Z'), 5)
})
afterAll(() => sandbox.close())

const post = (path: string, body: unknown, type = 'application/json') =>
  fetch(sandbox.address + path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })

test('lists the agencies with the public keys to pin, and never a private one', async () => {
  const text = await fetch(`${sandbox.address}/agencies`).then((answer) => answer.text())
  const { agencies } = JSON.parse(text)
  expect(agencies.map(({ code }: { code: string }) => code)).toEqual(agencyCodes)
  expect(new Set(agencies.map(({ publicJwk }: { publicJwk: { x: string } }) => publicJwk.x)).size).toBe(agencyCodes.length)
  expect(text).not.toContain('"d":')
})

test('keeps its keys over a restart', async () => {
  const again = await openKeys(`${sandbox.folder}/keys`)
  expect(again.tax.publicJwk).toEqual(sandbox.office.keys.tax.publicJwk)
})

test('serves this machine only, whatever name it is called by', async () => {
  const statusFor = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${sandbox.address}/mailbox`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
  expect(await statusFor('localhost:4100')).toBe(200)
  expect(await statusFor('evil.example:4100')).toBe(403)
})

test('a form on a foreign page cannot post', async () => {
  const order = { agency: 'tax', kind: 'fail' }
  expect((await post('/sandbox/faults', order, 'text/plain')).status).toBe(415)
  expect((await post('/sandbox/faults', order)).status).toBe(200)
  expect((await post('/sandbox/faults', { agency: 'tax', kind: 'none' })).status).toBe(200)
})

test.each([
  ['/sandbox/faults', { agency: 'tax', kind: 'explode' }],
  ['/sandbox/faults', { agency: 'navy', kind: 'fail' }],
  ['/sandbox/messages', { to: 'a@b.example', subject: 's', text: 't', html: '<b>' }],
  ['/agencies/tax/records', { subject: 'x' }],
  ['/agencies/market/challenges', { creditCode: 'x', code: '123456' }],
])('refuses a malformed order at %s', async (path, body) => {
  expect((await post(path, body)).status).toBe(422)
})

test.each(['/agencies/navy/records', '/agencies/tax/register', '/agencies/tax/records/more', '/nowhere'])(
  'knows no %s',
  async (path) => {
    expect((await post(path, {})).status).toBe(404)
  },
)

test('refuses what is no JSON and what is too long', async () => {
  const headers = { 'content-type': 'application/json' }
  const send = (body: string) => fetch(`${sandbox.address}/agencies/tax/records`, { method: 'POST', headers, body })
  expect((await send('{')).status).toBe(400)
  expect((await send(JSON.stringify('x'.repeat(70_000)))).status).toBe(413)
})

test('delivers notices to staff, shown as text with a link that works', async () => {
  const text = '点击 http://localhost:3000/recover?token=a_b-c&lang=zh。<img src=x onerror=alert(1)>'
  expect((await post('/sandbox/messages', { to: 'chen@bank.example', subject: '邀请 <b>', text })).status).toBe(200)
  const page = await fetch(`${sandbox.address}/mailbox?lang=en`).then((answer) => answer.text())
  expect(page).toContain('Simulated data')
  expect(page).toContain('<html lang="en">')
  expect(page).toContain('<a href="http://localhost:3000/recover?token=a_b-c&#38;lang=zh">')
  expect(page).not.toMatch(/<img|<b>/)
})

test('keeps the newest 500 messages, newest first', async () => {
  for (let n = 1; n <= 510; n++) sandbox.office.mailbox.deliver({ to: 'x', subject: `n${n}`, text: 't', creditCode: null })
  const { messages } = await fetch(`${sandbox.address}/mailbox.json`).then((answer) => answer.json())
  expect(messages).toHaveLength(500)
  expect(messages[0].subject).toBe('n510')
})
