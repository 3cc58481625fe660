// Who may import whom (ADR 0001). Each rule names the files it is about (`from`, whose groups are $1, $2 in the patterns)
// and what those may (`only`) or may not (`never`) import; `types` are further targets allowed as type-only imports.
// Patterns match paths from the root. Each rule has planted violations in tests/import-probes.

/** Rooms below server/ that serve every module and are not modules themselves. */
const shared = 'kernel|db|auth|trpc|rest|jobs|flows|i18n|generated'
const aModule = `(?!(?:${shared})/)[^/]+`
const database = ['^server/(?:db|generated)/', '^@prisma/', '^pg$', '^graphile-worker$']
/** What every module may call in the transaction of its own act: the ledger, notices, and the keys that seal its values. */
const calledByAll =
  'ledger/(?:append|disclosure)\\.ts$|notify/notify\\.ts$|keys/(?:sealed\\.repository|blind-index|envelope)\\.ts$'
const test = /(?:\.test\.tsx?$|\.fixture\.tsx?$|^tests\/)/

export const rules = [
  {
    name: 'domain is pure: its own domain/ and schema.ts, server/kernel and zod',
    from: /^server\/([^/]+)\/domain\//,
    only: ['^server/$1/domain/', '^server/$1/schema\\.ts$', '^server/kernel/', '^zod$'],
    types: ['^server/[^/]+/schema\\.ts$'],
  },
  {
    name: 'a transform is pure: its payload, its module’s domain/ and schema.ts, server/kernel and zod',
    from: /^server\/([^/]+)\/(?:[^/]+\/)?(?:transform|payload)\.ts$/,
    only: [
      '^server/$1/(?:[^/]+/)?(?:payload|transform)\\.ts$',
      '^server/$1/(?:domain/|schema\\.ts$)',
      '^server/kernel/',
      '^zod$',
    ],
    types: ['^server/[^/]+/schema\\.ts$'],
  },
  {
    name: 'the kernel is pure: itself, calendars, encodings and zod',
    from: /^server\/kernel\//,
    only: ['^server/kernel/', '^zod$', '^chinese-days(?:/|$)', '^iconv-lite$', '^papaparse$', '^uuidv7$'],
  },
  {
    name: 'schema.ts is safe for the browser: zod, server/kernel, other schema.ts and its own domain/',
    from: /^server\/([^/]+)\/schema\.ts$/,
    only: ['^zod$', '^server/kernel/', '^server/[^/]+/schema\\.ts$', '^server/$1/domain/'],
  },
  {
    name: 'only repositories, statistics queries, the ledger, notices, jobs, sign-in and tRPC’s opener of transactions reach the database',
    from: new RegExp(
      '^server/(?!(?:db|auth|jobs|trpc|generated)/)(?!statistics/queries/)(?!ledger/(?:append|disclosure)\\.ts$|notify/notify\\.ts$)' +
        '(?!.*/(?:[^/]+\\.)?repository\\.ts$)(?!flows/|[^/]+/use-cases/)',
    ),
    never: database,
    types: ['^server/db/transaction\\.ts$'],
  },
  {
    name: 'a flow or use case may open a transaction, but reads and writes through repositories',
    from: /^server\/(?:flows|[^/]+\/use-cases)\//,
    never: ['^server/db/(?!transaction\\.ts$)', '^server/generated/', '^@prisma/', '^pg$', '^graphile-worker$'],
  },
  {
    name: 'modules are apart: of another module only schema.ts; ledger/append, ledger/disclosure, notify/notify and the keys are for all; flows compose',
    from: new RegExp(`^server/(${aModule})/(?!(?:[\\w-]+\\.)?router\\.ts$)`),
    never: [`^server/(?!$1/)(?:${aModule}/(?!schema\\.ts$)|flows/|trpc/|rest/)`],
    except: [`^server/(?:${calledByAll})`],
  },
  {
    name: 'a router calls its own module and flows; of another module only schema.ts',
    from: new RegExp(`^server/(${aModule})/(?:[\\w-]+\\.)?router\\.ts$`),
    never: [`^server/(?!$1/)${aModule}/(?!schema\\.ts$)`, '^server/rest/', '^server/trpc/(?!init\\.ts$)'],
    except: [`^server/(?:${calledByAll})`],
  },
  {
    // domain/ is pure and may run anywhere: a screen that computes a share computes it as the server does.
    name: 'components and client code see of the server schema.ts, domain/, the kernel and types',
    from: /^(?:components\/|app\/.*)/,
    applies: ({ file, directives }) => file.startsWith('components/') || directives.includes('use client'),
    never: ['^server/(?!kernel/)(?!.*/schema\\.ts$)(?![^/]+/domain/)'],
    types: ['^server/'],
  },
  {
    name: 'routes read through the API: no repository, no database',
    from: /^app\//,
    never: ['^server/(?:db|generated)/', '^server/.*repository\\.ts$', '^@prisma/', '^pg$', '^graphile-worker$'],
  },
  {
    name: 'the product does not know the sandbox, the seed or the tests',
    from: /^(?:app|components|server)\/|^proxy\.ts$/,
    never: ['^sandbox/', '^tests/', '^e2e/', '^bench/', '^prisma/', '\\.fixture\\.tsx?$', '\\.test\\.tsx?$'],
  },
  {
    name: 'the server draws nothing: no routes, no components',
    from: /^server\//,
    never: ['^app/', '^components/'],
  },
  {
    name: 'the sandbox stands outside: of the server only the kernel, schema.ts and domain/',
    from: /^sandbox\//,
    never: ['^(?:app|components|prisma)/', '^server/(?!kernel/)(?!.*/schema\\.ts$)(?![^/]+/domain/)'],
  },
]

/** Directives that no file may carry: forms go over tRPC (ADR 0005), and the browser can call nothing else. */
export const forbiddenDirectives = { 'use server': 'no server actions', 'use cache': 'no cache across requests' }

/** Tests may also use the test world and what they test against. */
export const isTest = (file) => test.test(file)
