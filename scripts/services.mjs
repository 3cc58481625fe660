// The processes of a running product: each leads its own process group, so that one signal reaches all below it, and
// whoever started them ends them, in order.
import { spawn, spawnSync } from 'node:child_process'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Remedy } from './remedy.mjs'

const windows = process.platform === 'win32'

export function createServices({ root, say }) {
  const running = new Map()
  const atEnd = []
  let stopping = false

  function signalTree(child, signal) {
    if (child.exitCode !== null || child.signalCode !== null) return
    try {
      if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
      else process.kill(-child.pid, signal)
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  }

  /** Ends every process, then what they stood on; `npm start` returns when nothing is left running. */
  async function shutdown(reason, code = 0) {
    if (stopping) return
    stopping = true
    say(`stopping: ${reason}`)
    const children = [...running.values()]
    const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)))
    for (const child of children) signalTree(child, 'SIGTERM')
    await Promise.race([Promise.all(ended), sleep(8000)])
    for (const child of children) signalTree(child, 'SIGKILL')
    for (const end of atEnd.reverse()) await end()
    process.exit(code)
  }

  /** A process that stays. Its unexpected end ends everything. @param account `{ uid, gid }` of another system user */
  function service(name, args, env, account = {}) {
    const options = { env, cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: !windows, ...account }
    const child = spawn(process.execPath, args, options)
    running.set(name, child)
    child.once('exit', (code, signal) => {
      running.delete(name)
      if (!stopping) void shutdown(`${name} ended unexpectedly (${signal ?? code})`, 1)
    })
  }

  /** A step that must finish. Its output is shown only when it fails; its time always. */
  async function step(label, command, args, env = process.env) {
    const from = performance.now()
    const child = spawn(command, args, { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: !windows, shell: windows })
    running.set(label, child)
    const output = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data))
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    running.delete(label)
    if (code !== 0 && !stopping) throw new Remedy(`${label} failed:\n${Buffer.concat(output).toString().trim()}`)
    say(label, performance.now() - from)
  }

  return { service, step, shutdown, stopped: () => stopping, onEnd: (end) => atEnd.push(end) }
}

/** Waits until a URL answers 2xx. */
export async function waitHealthy(url, seconds, stopped = () => false) {
  const deadline = Date.now() + seconds * 1000
  while (Date.now() < deadline && !stopped()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null)
    if (answer?.ok) return
    await sleep(150)
  }
  if (!stopped()) throw new Remedy(`No answer from ${url} within ${seconds} s; its output is above.`)
}
