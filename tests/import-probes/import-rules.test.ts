import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkImports } from '../../scripts/check-imports.mjs'
import { forbiddenDirectives, rules } from '../../scripts/import-rules/rules.mjs'
import { house, permitted, spellings, typeSpellings, violations } from './probes'

let root: string
const write = (file: string, source: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), source)
}

/** The rules that a file with this source breaks, planted in an otherwise clean house. */
function brokenBy(file: string, source: string): string[] {
  write(file, source)
  try {
    return checkImports(root).faults.map((fault: { rule: string }) => fault.rule)
  } finally {
    if (file in house) write(file, house[file] ?? '')
    else rmSync(path.join(root, file))
  }
}

beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'import-probes-'))
  for (const [file, source] of Object.entries(house)) write(file, source)
})
afterAll(() => rmSync(root, { recursive: true }))

describe('the import rules', () => {
  it('hold in the product', () => {
    const { files, faults } = checkImports(path.resolve(import.meta.dirname, '../..'))
    expect(faults.map((fault: { message: string }) => fault.message)).toEqual([])
    expect(files).toBeGreaterThan(200)
  })

  it('find nothing in a clean house', () => {
    expect(checkImports(root)).toEqual({ files: Object.keys(house).length - 2, faults: [] }) // neither tests/ nor generated code
  })

  it.each(violations)('report in $file: $source', ({ rule, file, source }) => {
    const broken = brokenBy(file, source)
    expect(broken).toHaveLength(1)
    expect(broken[0]?.startsWith(rule), broken[0]).toBe(true)
  })

  it.each(permitted)('allow in %s: %s', (file, source) => {
    expect(brokenBy(file, source)).toEqual([])
  })

  it('each have a planted violation', () => {
    const names = [...rules.map((rule: { name: string }) => rule.name), ...Object.values(forbiddenDirectives)]
    const unprobed = names.filter((name) => !violations.some(({ rule }) => name.startsWith(rule)))
    expect(unprobed).toEqual([])
  })

  it.each(Object.entries(spellings))('see an import spelled as %s', (_, spell) => {
    const source = spell('@/server/consent/repository', '../consent/repository')
    expect(brokenBy('server/lending/a.ts', source)).toHaveLength(1)
  })

  it.each(Object.entries(typeSpellings))('see a type spelled as %s, and tell it from a value', (_, spell) => {
    expect(brokenBy('server/lending/a.ts', spell('@/server/consent/repository'))).toHaveLength(1)
    expect(brokenBy('server/lending/a.ts', spell('@/server/db/transaction'))).toEqual([]) // allowed as a type
    expect(brokenBy('components/a.tsx', spell('@/server/trpc/root'))).toEqual([])
  })
})
