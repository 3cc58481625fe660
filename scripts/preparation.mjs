// The steps that stand between a checkout and anything that runs; each is skipped while what it depends on is unchanged.
import { unlessDone } from './fingerprint.mjs'

export const packagesStep = (root, step) =>
  unlessDone(
    { root, inputs: ['package-lock.json'], mark: 'node_modules/.packages', outcome: 'node_modules/next/package.json' },
    () => step('packages installed', 'npm', ['ci', '--no-audit', '--no-fund']),
  )

export const clientStep = (root, step) =>
  unlessDone(
    {
      root,
      inputs: ['prisma/schema', 'prisma.config.ts', 'package-lock.json'],
      mark: 'server/generated/.client',
      outcome: 'server/generated/prisma/client.ts',
    },
    () => step('database client generated', process.execPath, ['node_modules/prisma/build/index.js', 'generate']),
  )

const sources = ['app', 'components', 'server', 'messages', 'public', 'proxy.ts', 'next.config.js', 'postcss.config.mjs']

export const buildStep = (root, step) =>
  unlessDone(
    {
      root,
      inputs: [...sources, 'prisma/schema', 'tsconfig.json', 'package-lock.json'],
      mark: '.next/.build',
      outcome: '.next/BUILD_ID',
    },
    () =>
      step('production build', process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
      }),
  )
