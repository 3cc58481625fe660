import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createCity } from './city/city'

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-main-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) =>
  spawn(process.execPath, ['--import=tsx', 'sandbox/main.ts', ...args], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, SANDBOX_FOLDER: folder, FEED_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const ended = (child: ReturnType<typeof run>) => new Promise<number | null>((resolve) => child.once('exit', resolve))

test('prints where it is ready, answers there, and ends on SIGTERM', async () => {
  const child = run('--port', '0', '--enterprises', '50')
  const exit = ended(child)
  const address = await new Promise<string | undefined>((resolve) => {
    let said = ''
    child.stdout.on('data', (data) => {
      said += data
      const ready = /ready at (http:\/\/127\.0\.0\.1:\d+): 50 enterprises/.exec(said)
      if (ready) resolve(ready[1])
    })
  })
  expect(await fetch(`${address}/health`).then((answer) => answer.json())).toEqual({ status: 'ok', simulated: true })
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
}, 20_000)

test('writes the hidden labels, one a line, and ends', async () => {
  const file = path.join(folder, 'truth.ndjson')
  expect(await ended(run('--truth', file, '--enterprises', '30', '--as-of', '2026-10'))).toBe(0)
  const labels = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const city = createCity({ seed: 610800, enterprises: 30, asOf: '2026-10' })
  expect(labels).toEqual(Array.from({ length: 30 }, (_, index) => city.truthOf(index)))
}, 20_000)

test('says in one sentence what is wrong with a number of enterprises', async () => {
  const child = run('--enterprises', '1000001')
  let text = ''
  child.stderr.on('data', (data) => (text += data))
  expect(await ended(child)).toBe(1)
  expect(text).toContain('the city has 1 to 1000000 enterprises, not 1000001')
}, 20_000)
