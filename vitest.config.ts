import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const roomNames = ['server', 'sandbox', 'components', 'app', 'scripts', 'prisma', 'bench', 'tests']
const rooms = `{${roomNames.join(',')}}`

/** Unit tests that put something else in a module's place: each needs modules of its own. */
const mocking = roomNames.flatMap((room) =>
  readdirSync(path.join(import.meta.dirname, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.integration.test.ts'))
    .map((file) => `${room}/${file.split(path.sep).join('/')}`)
    .filter((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8').includes('vi.mock(')),
)
const unit = { environment: 'node', testTimeout: 30_000, hookTimeout: 60_000 } as const // a slow machine is not a wrong answer

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The package throws outside the react-server condition; tests are server code.
      'server-only': path.resolve(import.meta.dirname, 'tests/empty.ts'),
    },
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: [`${rooms}/**/*.test.ts`],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**', ...mocking],
          // Pure code: what one file has loaded serves the next, and is not loaded again for each of them.
          isolate: false,
        },
      },
      { extends: true, test: { ...unit, name: 'mocked', include: mocking } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [`${rooms}/**/*.integration.test.ts`],
          environment: 'node',
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/postgres.global.ts'],
          setupFiles: ['tests/postgres.worker.ts'],
        },
      },
    ],
  },
})
