import path from 'node:path'
import { defineConfig } from 'vitest/config'

const rooms = '{server,sandbox,components,app,scripts,prisma,bench,tests}'

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
          name: 'unit',
          include: [`${rooms}/**/*.test.ts`],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 30_000, // a slow machine is not a wrong answer
          hookTimeout: 60_000,
        },
      },
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
