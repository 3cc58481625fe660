import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'

const preload = path.resolve(import.meta.dirname, 'caller-address.mjs')
/** A server as Next's is: it fills the header only where it is empty, and here it says what it then reads. */
const server = `
  import { createServer } from 'node:http'
  createServer((request, answer) => {
    request.headers['x-forwarded-for'] ??= request.socket.remoteAddress
    answer.end(request.headers['x-forwarded-for'])
  }).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

/** What the server takes for the caller's address when the caller claims another one. */
async function addressOf(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { TRUST_PROXY: _, ...own } = process.env
  const child = spawn(process.execPath, [...args, '--input-type=module', '-e', server], { env: { ...own, ...env } })
  try {
    const [port] = await once(child.stdout, 'data')
    const answer = await fetch(`http://127.0.0.1:${String(port).trim()}/`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
    return await answer.text()
  } finally {
    child.kill()
  }
}

test('a caller cannot choose its own address; a control: without the preload it can', async () => {
  expect(await addressOf([`--import=${preload}`])).toBe('127.0.0.1')
  expect(await addressOf([])).toBe('203.0.113.9')
})

test('behind a proxy of the operator, what the proxy wrote stands', async () => {
  expect(await addressOf([`--import=${preload}`], { TRUST_PROXY: '1' })).toBe('203.0.113.9')
})
