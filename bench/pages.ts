import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demo } from '@/e2e/pages/logins'
import { nameOfStop, type Stop, type Visit, visits } from '@/e2e/pages/sitemap'
import { type Bench, median, rounded } from './row'

/** Enterprises of the demonstration city, as `npm start` founds it; a smaller number only to try the bench. */
const enterprises = process.env.BENCH_PAGES_FIRMS ?? '2000'
const port = Number(process.env.BENCH_PAGES_PORT ?? 3190)
const limitMs = 300
/** The first call of a page finds it cold and is not counted. */
const calls = 6
const startLimitMs = 10 * 60_000
const listed = 12

/** The product as people start it, on ports and in a folder of its own. */
async function startProduct(folder: string): Promise<{ product: ChildProcess; address: string }> {
  const { DATABASE_URL: _, ...env } = process.env
  const product = spawn(process.execPath, ['scripts/start.mjs', '--reset', '--enterprises', enterprises], {
    env: { ...env, PORT: String(port), SANDBOX_PORT: String(port + 1010), PGPORT: String(port + 51_330), DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const address = `http://localhost:${port}`
  for (const end = Date.now() + startLimitMs; Date.now() < end; await sleep(1000)) {
    if (product.exitCode !== null) throw new Error(`npm start ended with code ${product.exitCode}`)
    if ((await fetch(`${address}/api/health`).catch(() => null))?.ok) return { product, address }
  }
  product.kill('SIGINT')
  throw new Error('npm start was not ready in ten minutes')
}

async function stop(product: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => product.once('exit', resolve))
  if (product.exitCode === null && product.kill('SIGINT')) await ended
}

/** A visitor with cookies, who asks as a browser does. */
class Visitor {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly address: string,
    private readonly from = '127.0.0.1',
  ) {}

  async ask(asked: string, init: RequestInit = {}): Promise<{ status: number; text: string; ms: number }> {
    const began = performance.now()
    const answer = await fetch(new URL(asked, this.address), {
      ...init,
      redirect: 'manual',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'accept-language': 'zh-CN',
        'x-forwarded-for': this.from,
        ...init.headers,
      },
    })
    const text = await answer.text()
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) this.cookies.set(name, value)
    }
    return { status: answer.status, text, ms: performance.now() - began }
  }

  async signIn(login: string): Promise<void> {
    const { csrfToken } = JSON.parse((await this.ask('/api/auth/csrf')).text)
    await this.ask('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.address, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrfToken, loginName: login, password: demo.password, json: 'true' }),
    })
    if (![...this.cookies.keys()].some((name) => name.endsWith('session-token'))) throw new Error(`${login} could not sign in`)
  }
}

/** The path of a stop; undefined for what only hands can make, and where a link leads nowhere in this city. */
async function pathOf(visitor: Visitor, stop: Stop): Promise<string | undefined> {
  if (typeof stop === 'string') return stop
  if ('made' in stop) return undefined
  if ('beside' in stop) {
    const beside = await pathOf(visitor, stop.beside)
    return beside && beside + stop.rest
  }
  const on = await pathOf(visitor, stop.on)
  if (!on) return undefined
  const { text } = await visitor.ask(on)
  return [...text.matchAll(/href="([^"]+)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => stop.link.test(href))
}

type Timed = { portal: string; path: string; ms: number }
type Times = { timed: Timed[]; leftOut: string[] }

async function timesOf(address: string, { portal, login, stops }: Visit): Promise<Times> {
  const visitor = new Visitor(address)
  if (login) await visitor.signIn(login)
  const timed: Timed[] = []
  const leftOut: string[] = []
  for (const stop of stops) {
    const found = await pathOf(visitor, stop)
    if (!found) {
      leftOut.push(`${portal}: ${nameOfStop(stop)}`)
      continue
    }
    const times: number[] = []
    for (let call = 0; call < calls; call++) {
      const { status, ms } = await visitor.ask(found)
      if (status !== 200) throw new Error(`${found} answered ${status}`)
      if (call > 0) times.push(ms)
    }
    timed.push({ portal, path: found, ms: median(times) })
  }
  return { timed, leftOut }
}

/** Every page of every portal that can be reached by an address or a link, asked one after another by its own reader. */
async function run() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-pages-'))
  chmodSync(folder, 0o755) // run as root, the database server has another account
  const { product, address } = await startProduct(folder)
  try {
    const times: Times = { timed: [], leftOut: [] }
    // A visitor who is throttled on purpose is no reader.
    for (const visit of visits.filter((one) => !one.address)) {
      const { timed, leftOut } = await timesOf(address, visit)
      times.timed.push(...timed)
      times.leftOut.push(...leftOut)
    }
    const { timed, leftOut } = times
    timed.sort((one, other) => other.ms - one.ms)
    console.log(`\n${timed.length} pages; the slowest, median of ${calls - 1} calls:`)
    for (const { portal, path: slow, ms } of timed.slice(0, listed))
      console.log(`  ${ms.toFixed(0).padStart(5)} ms  ${portal}: ${slow}`)
    if (leftOut.length > 0) console.log(`  not asked, for hands must make them or nothing leads there: ${leftOut.join('; ')}`)
    const ours = rounded(timed[0]?.ms ?? Number.NaN)
    const peers: Record<string, number> = {}
    const ratio: Record<string, number> = {}
    return { bench: 'pages', unit: 'ms', ours, peers, ratio, target: `slowest page ≤ ${limitMs} ms`, met: ours <= limitMs }
  } finally {
    await stop(product)
    rmSync(folder, { recursive: true, force: true })
  }
}

export const pagesBench: Bench = { name: 'pages', run }
