import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

const port = Number(process.env.E2E_PORT ?? 3100)
// next start answers on `localhost`; a literal address would be redirected to it for ever.
const baseURL = process.env.E2E_BASE_URL ?? `http://localhost:${port}`
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file))

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  outputDir: 'test-results',
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? system,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // The journeys need the totals, and the agencies' behaviour, for themselves; all else goes side by side afterwards.
  projects: [
    { name: 'journeys', testMatch: ['journeys/*.spec.ts', 'faults.spec.ts'], workers: 1 },
    { name: 'pages', testIgnore: ['journeys/*.spec.ts', 'faults.spec.ts'], fullyParallel: true, dependencies: ['journeys'] },
  ],
  // A product that already runs is tried as it is; its city must be fresh.
  webServer: process.env.E2E_BASE_URL
    ? undefined
    : {
        // The product as people start it, with a data folder, a city and ports of its own; every run begins with a new city.
        command: 'node scripts/start.mjs --reset --enterprises 300',
        url: `${baseURL}/api/health`,
        timeout: 300_000,
        env: {
          PORT: String(port),
          SANDBOX_PORT: String(port + 1010),
          PGPORT: String(port + 51_330),
          DATA_DIR: process.env.E2E_DATA_DIR ?? '.data/e2e',
          // Visitors of the tests say their addresses themselves, as a proxy would.
          TRUST_PROXY: '1',
        },
        reuseExistingServer: false,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
      },
})
