import path from 'node:path'
import { defineConfig } from 'prisma/config'

// No native schema engine: a government network has no way to the engine's download host.
// Set PRISMA_NATIVE_ENGINE=1 to use the stock engine on a machine with internet.
if (!process.env.PRISMA_NATIVE_ENGINE) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'scripts/schema-engine.mjs')
}

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url: process.env.DATABASE_URL ?? 'postgresql://owner:owner@127.0.0.1:54329/credit_easy_loan',
    shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL,
  },
})
