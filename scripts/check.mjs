#!/usr/bin/env node
// npm run check: types, lint and format, import rules, version floors, message keys. Makes what types depend on where it is missing.
// Exit code 0 only if every step holds; all of them run, so that one run tells everything.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { checkImports } from './check-imports.mjs'
import { digestOf, unlessDone } from './fingerprint.mjs'
import { floorFaults } from './floors.mjs'
import { clientStep } from './preparation.mjs'
import { missingMessages } from './same-messages.mjs'

const root = path.resolve(import.meta.dirname, '..')
process.chdir(root)

/** Runs a tool of node_modules quietly; its output comes back only to be shown on failure. */
function tool(script, ...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }
  const child = spawn(process.execPath, [path.join('node_modules', script), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/** Next writes next-env.d.ts, which points to the types of the routes; either may be missing, or left by an older build. */
function routeTypesAreThere() {
  if (!existsSync('next-env.d.ts')) return false
  const named = [...readFileSync('next-env.d.ts', 'utf8').matchAll(/import "(\.\/[^"]+)"/g)].map(([, file]) => file)
  return named.length > 0 && named.every((file) => existsSync(file))
}

/**
 * Where the compiler keeps what it knows between runs. It does not notice a changed JSON file, on which the types of message
 * keys rest: other JSON, another file, and the check begins afresh.
 */
function compilerMemory() {
  const folder = path.join('node_modules', '.cache', 'types')
  mkdirSync(folder, { recursive: true })
  const folders = ['messages', 'server', 'prisma', 'sandbox', 'tests', 'e2e', 'components', 'app']
  const inputs = folders.flatMap((top) =>
    readdirSync(top, { recursive: true })
      .filter((file) => file.endsWith('.json'))
      .map((file) => path.join(top, file)),
  )
  const name = `${digestOf(root, [...inputs, 'package.json', 'package-lock.json', 'tsconfig.json'])}.tsbuildinfo`
  for (const old of readdirSync(folder)) if (old !== name) rmSync(path.join(folder, old))
  return path.join(folder, name)
}

const list = (faults) => ({ ok: faults.length === 0, output: faults.join('\n') })
let failed = 0

/** One timed line a step, then what it has to say if it does not hold. */
async function step(label, work) {
  const from = performance.now()
  const { ok, output } = await Promise.resolve()
    .then(work)
    .catch((error) => ({ ok: false, output: String(error?.stack ?? error) }))
  console.log(`[check] ${label}: ${ok ? 'holds' : 'FAILED'} — ${((performance.now() - from) / 1000).toFixed(1)} s`)
  if (ok) return true
  failed++
  console.error(output.trimEnd())
  return false
}

/** A step that others build on: where it fails it must not count as done. */
async function needed(label, work) {
  if (!(await step(label, work))) throw new Error(label)
}

const from = performance.now()
await clientStep(root, (label, _node, [script, ...rest]) =>
  needed(label, () => tool(path.relative('node_modules', script), ...rest)),
).catch(() => undefined) // said already; the other steps may still tell something
const routeTypes = {
  root,
  inputs: ['app', 'next.config.js', 'package-lock.json'],
  mark: '.next/types/.routes',
  outcome: routeTypesAreThere() ? 'next-env.d.ts' : 'next-env.d.ts is missing or points nowhere',
}
await unlessDone(routeTypes, () => needed('route types generated', () => tool('next/dist/bin/next', 'typegen'))).catch(
  () => undefined,
)
// These two take longest, each in a process of its own; what this process does itself goes beside them.
const apart = [
  step('types', () => tool('typescript/bin/tsc', '--noEmit', '-p', '.', '--incremental', '--tsBuildInfoFile', compilerMemory())),
  step('lint and format', () => tool('@biomejs/biome/bin/biome', 'check', '.')),
]
await new Promise(setImmediate) // both have begun
await step('import rules', () => list(checkImports(root).faults.map(({ message }) => message)))
await step('version floors', () => list(floorFaults(root)))
await step('message keys in both languages', () => list(missingMessages(root)))
await Promise.all(apart)
console.log(`[check] ${failed ? `${failed} FAILED` : 'all hold'} — ${((performance.now() - from) / 1000).toFixed(1)} s`)
process.exitCode = failed ? 1 : 0
