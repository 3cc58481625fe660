import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { indicatorCatalogue } from '@/server/portrait/schema'
import { dataClasses } from '@/server/sources/schema'
import { isForbidden } from './forbidden-words.fixture'
import { zodWordsOf } from './zod-words.fixture'

const root = path.resolve(import.meta.dirname, '../../..')
const filesBelow = (folder: string, ends: string) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(ends) && !file.includes('generated'))
    .map((file) => path.join(root, folder, file))

/** Names of models, fields and values; comments are talk about them. */
const inPrisma = (source: string) =>
  source
    .split('\n')
    .filter((line) => !line.trim().startsWith('//'))
    .filter(isForbidden)

/** Every name and every literal value that a Zod schema can take, however it is nested. */
function namesIn(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return []
  seen.add(schema)
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, part]) => [name, ...namesIn(part, seen)])
  }
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String)
  const inner: unknown = (schema as { _zod?: { def?: object } })._zod?.def
  return typeof inner === 'object' && inner !== null
    ? Object.values(inner).flatMap((part) => (Array.isArray(part) ? part : [part]).flatMap((one) => namesIn(one, seen)))
    : []
}

const isSchema = (value: unknown) => typeof value === 'object' && value !== null && '_zod' in value

async function zodNames() {
  const modules = [
    ...filesBelow('server', 'schema.ts'),
    ...filesBelow('server', 'payload.ts'),
    ...filesBelow('server', 'input.ts'),
  ]
  const names: string[] = []
  let schemas = 0
  for (const file of modules) {
    const exported: Record<string, unknown> = await import(file)
    for (const value of Object.values(exported)) {
      if (!isSchema(value)) continue
      schemas++
      names.push(...namesIn(value))
    }
  }
  return { names, schemas }
}

type Tree = { [key: string]: string | Tree }
const leaves = (tree: Tree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value]] : leaves(value, `${at}${key}.`),
  )

/** The fingerprint of a signing key is nobody's; what is examined for its health is a firm's business. */
const otherMeaning = /^(agencies\.fingerprint|health\.(title|empty|stale|partial).*|sections\.HEALTH)$/
/** Where the words stand because the platform says that it does not collect these data. */
const saysSo = /不采集|不收集|never collect|neither collects|not collected|不得采集/

const inMessages = (messages: Tree) =>
  leaves(messages).flatMap(([key, text]) =>
    !otherMeaning.test(key) && (isForbidden(key) || (isForbidden(text) && !saysSo.test(text))) ? [`${key}: ${text}`] : [],
  )

describe('religion, genes, fingerprints, blood type and disease have no place', () => {
  it('in the database', () => {
    const files = filesBelow('prisma/schema', '.prisma')
    expect(files.length).toBeGreaterThan(8)
    expect(files.flatMap((file) => inPrisma(readFileSync(file, 'utf8')))).toEqual([])
  })

  it('in what any procedure, form or source takes or gives', async () => {
    const { names, schemas } = await zodNames()
    expect(schemas).toBeGreaterThan(60)
    expect(names.length).toBeGreaterThan(300)
    expect(names.filter(isForbidden)).toEqual([])
  })

  it('in any Zod object of the server, exported or not, in a file of schemas or within a procedure', () => {
    const found = filesBelow('server', '.ts')
      .filter((file) => !/\.(test|fixture)\.ts$/.test(file))
      .map((file) => zodWordsOf(readFileSync(file, 'utf8')))
    expect(found.reduce((sum, { objects }) => sum + objects, 0)).toBeGreaterThan(250)
    expect(found.flatMap(({ words }) => words.filter(isForbidden))).toEqual([])
  })

  it('in the catalogue of data and indicators', () => {
    expect([...dataClasses, ...Object.keys(indicatorCatalogue)].filter(isForbidden)).toEqual([])
  })

  it('in any word of any screen', () => {
    const found = ['zh-CN', 'en'].flatMap((locale) =>
      filesBelow(`messages/${locale}`, '.json').flatMap((file) => inMessages(JSON.parse(readFileSync(file, 'utf8')))),
    )
    expect(found).toEqual([])
  })

  it('and would be found in each of them (control)', () => {
    expect(inPrisma('model Person {\n  bloodType String\n}')).toEqual(['  bloodType String'])
    const nested = z.strictObject({ people: z.array(z.object({ religiousBelief: z.string().nullable() })) })
    expect(namesIn(nested).filter(isForbidden)).toEqual(['religiousBelief'])
    expect(namesIn(z.discriminatedUnion('kind', [z.object({ kind: z.literal('DISEASE') })])).filter(isForbidden)).toEqual([
      'DISEASE',
    ])
    expect(['TAX', 'MEDICAL_INSURANCE', 'GENETIC_TEST'].filter(isForbidden)).toEqual(['MEDICAL_INSURANCE', 'GENETIC_TEST'])
    const inline = `router({ one: reading.input(z.strictObject({ id: z.uuidv7(), 'blood-type': z.enum(['A', 'GENETIC']) })).query(read) })
      const local = base.extend({ illness: z.string() }); const kind = z.literal('RELIGION'); const other = { disease: 1 }`
    expect(zodWordsOf(inline).words.filter(isForbidden)).toEqual(['blood-type', 'GENETIC', 'illness', 'RELIGION'])
    expect(inMessages({ fields: { fingerprint: '指纹' } })).toEqual(['fields.fingerprint: 指纹'])
    expect(inMessages({ lead: '平台不采集宗教信仰信息' })).toEqual([])
    expect(isForbidden('general generated generation')).toBe(false)
  })
})
