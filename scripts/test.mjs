#!/usr/bin/env node
// npm test: everything that must hold, from a clean checkout. Last line: "N passed, N failed"; exit code 0 only if none failed.
//   --full   every stated count of random runs (default: 5 % of each)
//   --seed N the seed of the random runs (default: drawn and printed)
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { buildStep, clientStep, packagesStep } from './preparation.mjs'
import { Remedy } from './remedy.mjs'

const root = path.resolve(import.meta.dirname, '..')
process.chdir(root)
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined)
const seed = option('--seed') ?? process.env.TEST_SEED ?? String(Math.floor(Math.random() * 2 ** 31))
const scratch = mkdtempSync(path.join(os.tmpdir(), 'credit-easy-loan-test-'))
chmodSync(scratch, 0o755) // run as root, the database server has another account, which must be able to enter
const env = {
  ...process.env,
  TEST_SEED: seed,
  NEXT_TELEMETRY_DISABLED: '1',
  ...(process.argv.includes('--full') ? { TEST_FULL: '1' } : {}),
}

const say = (text, milliseconds) =>
  console.log(`[test] ${text}${milliseconds === undefined ? '' : ` — ${(milliseconds / 1000).toFixed(1)} s`}`)
let passed = 0
let failed = 0

const run = (command, args, more = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject).once('close', resolve)
  })

/** One thing that holds or doesn't: counts as one test. */
async function holds(label, work) {
  const from = performance.now()
  const ok = await work().then(
    (code) => code === 0 || code === undefined,
    (error) => {
      console.error(error instanceof Remedy ? error.message : error)
      return false
    },
  )
  if (ok) passed++
  else failed++
  say(`${label}: ${ok ? 'holds' : 'FAILED'}`, performance.now() - from)
  return ok
}

/** A test runner that writes a JSON report; a runner that dies without one is one failure. */
async function suite(label, args, report, count, more) {
  const from = performance.now()
  const code = await run(process.execPath, args, more)
  if (!existsSync(report)) {
    failed++
    say(`${label}: the runner ended with code ${code} and no report`)
    return
  }
  const result = count(JSON.parse(readFileSync(report, 'utf8')))
  passed += result.passed
  failed += result.failed
  if (code !== 0 && result.failed === 0) failed++ // an error outside any test is a failure too
  if (result.passed === 0) failed++ // a suite that ran nothing proves nothing
  say(`${label}: ${result.passed} passed, ${result.failed} failed`, performance.now() - from)
}

const vitestCount = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numPendingTests + report.numTodoTests,
})
const playwrightCount = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped })

async function main() {
  say(`seed ${seed}${env.TEST_FULL ? ', every random run' : ', 5 % of the random runs'}`)
  const step = async (label, command, args, stepEnv) => {
    if ((await run(command, args, stepEnv)) !== 0) throw new Remedy(`${label}: failed, see above`)
  }
  await packagesStep(root, step)
  await clientStep(root, step)

  await holds('types, lint, architecture (npm run check)', () => run(process.execPath, ['scripts/check.mjs']))
  const vitest = path.join(scratch, 'vitest.json')
  await suite(
    'unit and integration tests',
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitest}`],
    vitest,
    vitestCount,
  )
  if (await holds('production build', () => buildStep(root, step))) {
    const { findChromium } = await import('./chromium.mjs')
    const report = path.join(scratch, 'playwright.json')
    const chromium = await findChromium(say)
    await suite('end-to-end tests', ['node_modules/@playwright/test/cli.js', 'test'], report, playwrightCount, {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      E2E_DATA_DIR: path.join(scratch, 'e2e'),
    })
  }
}

await main().catch((error) => {
  failed++
  console.error(error instanceof Remedy ? error.message : error)
})
rmSync(scratch, { recursive: true, force: true })
// What lies beside the checkout is compared with when it is there; a run that compared nothing must be told from one that agreed.
say(`reference data: ${existsSync(path.resolve(root, '../shared/data')) ? 'PRESENT' : 'ABSENT, our own small sets served'}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
