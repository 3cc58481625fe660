import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type Layout, layouts } from './layouts'
import { createPlainLine } from './plain-line'
import { readBlocks } from './read-blocks'
import { cellsOfCsv, cellsOfJson, createLineReader } from './read-line'
import { createBlockReader } from './read-lines'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
const share = process.env.TEST_FULL ? 1 : 0.05
const today = '2026-11-25'
const folder = mkdtempSync(path.join(tmpdir(), 'read-lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

const codes = ['91610802MA70ABCD7Q', '91610802MA70ABCD8N', '91610881MA703K5TXK']
const words = fc.oneof(
  fc.constantFrom('a', '甲', 'enc.v1.x', '公告〔2026〕7号', 'e7', ' '),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
)
const edges = [
  '',
  '-1',
  '-0.00',
  '0',
  '00',
  '0.00',
  '0.1',
  '1234567890123.45',
  '12345678901234.56',
  '999999999999',
  '1999-01-01',
  '２',
]
const dates = [
  '2026-11-25',
  '2026-11-26',
  '2026-02-29',
  '2024-02-29',
  '2025-02-28',
  '2026-12-01',
  '2027-01-01',
  '202611',
  '202612',
  '202600',
  '2026',
  '2027',
]

/** A cell of the kind: mostly as it should be, sometimes on the edge or beyond. */
function cellOf(kind: Layout['columns'][number]['kind']): fc.Arbitrary<string> {
  const month = fc
    .tuple(fc.integer({ min: 2023, max: 2026 }), fc.integer({ min: 1, max: 10 }))
    .map(([y, m]) => `${y}${String(m).padStart(2, '0')}`)
  const day = fc
    .tuple(month, fc.integer({ min: 1, max: 31 }))
    .map(([m, d]) => `${m.slice(0, 4)}-${m.slice(4)}-${String(d).padStart(2, '0')}`)
  const good = () => {
    if (typeof kind !== 'string') return fc.constantFrom(...kind)
    if (kind === 'month') return month
    if (kind === 'year') return fc.integer({ min: 2000, max: 2026 }).map(String)
    if (kind === 'yuan')
      return fc.integer({ min: 0, max: 10 ** 9 }).map((fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`)
    if (kind === 'quantity') return fc.integer({ min: 0, max: 10 ** 9 }).map(String)
    if (kind === 'id' || kind === 'text') return words
    return kind.endsWith('?') ? fc.option(day, { nil: '' }) : day
  }
  return fc.oneof({ weight: 30, arbitrary: good() }, { weight: 1, arbitrary: fc.constantFrom(...edges, ...dates) })
}

const lineOf = ({ columns }: Layout) =>
  fc
    .tuple(
      fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...codes) },
        { weight: 1, arbitrary: fc.constantFrom('', '91610802MA70ABCD7I') },
      ),
      fc.tuple(...columns.map(({ kind }) => cellOf(kind))),
      fc.oneof({ weight: 15, arbitrary: fc.constantFrom('I', 'U') }, { weight: 2, arbitrary: fc.constantFrom('D', 'X', '') }),
      fc.boolean(),
    )
    .map(([code, cells, op, quoted]) =>
      [code, ...cells, op]
        .map((cell, at) => (/[",]/.test(cell) || (quoted && at === 2) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(),
    )
    .filter((line) => !/[\r\n]/.test(line))

test.each(Object.entries(layouts))(
  `a line of %s that is recognised at once is one that is accepted in full (seed ${seed})`,
  (_, layout) => {
    const plainEnd = createPlainLine(layout, today)
    const read = createLineReader(layout, today)
    const seen = { recognised: 0, accepted: 0 }
    fc.assert(
      fc.property(lineOf(layout), fc.constantFrom('', '\n', '\r\n', '\nrest'), (line, after) => {
        const cells = cellsOfCsv(line)
        const isAccepted = cells !== null && read(cells).ok
        const end = plainEnd(Buffer.from(line + after), 0)
        if (isAccepted) seen.accepted++
        if (end < 0) return
        seen.recognised++
        expect(end).toBe(Buffer.byteLength(line))
        expect(isAccepted, line).toBe(true)
      }),
      { seed, numRuns: 10_000 * share },
    )
    // Control: it recognises something, and far from nothing of what is accepted.
    expect(seen.recognised).toBeGreaterThan(seen.accepted / 4)
  },
)

test('whatever is not certain is left to be judged in full, also at the end of a line', () => {
  const plainEnd = createPlainLine(layouts.HOUSING_FUND, today)
  const good = `${codes[0]},202611,35,182000.00,29120.00,正常,I`
  expect(plainEnd(Buffer.from(good), 0)).toBe(Buffer.byteLength(good))
  for (const bad of [
    `${good} `,
    `${good}\r\r\n`,
    `${good},`,
    good.replace('202611', '202612'),
    good.replace(',35,', ',-35,'),
    good.slice(1),
  ])
    expect(plainEnd(Buffer.from(bad), 0), bad).toBe(-1)
})

type Told = { rows: [string, string][]; aside: { line: number; reason: string; column: string | null; raw: string }[] }

/** The plain way: line by line, by cells, in a map; of one block. */
function told(layout: Layout, format: 'CSV' | 'NDJSON', lines: readonly (string | null)[], linesBefore: number): Told {
  const read = createLineReader(layout, today)
  const rows = new Map<string, string>()
  const found: Told['aside'] = []
  const keys = new Set<string>()
  for (const [at, line] of lines.entries()) {
    const cells = line === null ? null : format === 'CSV' ? cellsOfCsv(line) : cellsOfJson(layout, line)
    const one = cells
      ? read(cells)
      : ({ ok: false, reason: line === null ? 'line.encoding' : 'line.columns', column: null } as const)
    const aside = (reason: string, column: string | null) =>
      found.push({ line: linesBefore + at + 1, reason, column, raw: (line ?? '').slice(0, 500) })
    if (!one.ok) aside(one.reason, one.column)
    else if (keys.has(`${one.creditCode}\t${one.key}`)) aside('line.duplicate', null)
    else {
      keys.add(`${one.creditCode}\t${one.key}`)
      const before = rows.get(one.creditCode)
      rows.set(one.creditCode, before === undefined ? one.kept : `${before}\n${one.kept}`)
    }
  }
  return { rows: [...rows], aside: found }
}

async function read(
  layout: Layout,
  format: 'CSV' | 'NDJSON',
  encoding: 'UTF-8' | 'GB18030',
  bytes: Buffer,
  owners: ReadonlyMap<string, string>,
) {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  const readBlock = createBlockReader(layout, format, today, owners)
  const found: Told = { rows: [], aside: [] }
  let before = 0
  const owned = new Set<string>()
  for await (const block of readBlocks(file, encoding, 0)) {
    const { lines, packed, setAside } = readBlock(block, 0, before)
    before += lines
    const names = packed.codes.length > 0 ? packed.codes.toString().split(',') : []
    const bodies = packed.codes.length > 0 ? packed.bodies.toString().split('\x1f') : []
    const counts = packed.codes.length > 0 ? packed.entries.split(',') : []
    expect([bodies.length, counts.length]).toEqual([names.length, names.length])
    for (const [at, name] of names.entries()) {
      found.rows.push([name, bodies[at] ?? ''])
      expect(bodies[at]?.split('\n')).toHaveLength(Number(counts[at]))
    }
    for (const { creditCode, ownerId, body } of packed.owned) {
      expect(ownerId).toBe(owners.get(creditCode))
      owned.add(creditCode)
      found.rows.push([creditCode, body])
    }
    found.aside.push(...setAside)
  }
  return { found, owned }
}

const layoutNames = Object.keys(layouts) as (keyof typeof layouts)[]

test(`a block says what its lines say one by one: every layout, either line end, lost lines, firms on the platform (seed ${seed})`, async () => {
  const files = fc.constantFrom(...layoutNames).chain((name) =>
    fc.record({
      layout: fc.constant(layouts[name]),
      // Each line may come again, so that keys are met twice.
      lines: fc
        .array(lineOf(layouts[name]), { minLength: 1, maxLength: 12 })
        .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 1, maxLength: 30 })),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
      spoilt: fc.option(fc.nat(29), { nil: -1 }),
      owner: fc.option(fc.constantFrom(...codes), { nil: null }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(files, async ({ layout, lines, lineEnd, last, spoilt, owner }) => {
      const bad = Buffer.from([0x41, 0xff, 0xfe])
      const bytes = Buffer.concat(
        lines.flatMap((line, at) => [
          at === spoilt ? bad : Buffer.from(line),
          Buffer.from(last || at < lines.length - 1 ? lineEnd : ''),
        ]),
      )
      const owners = new Map(owner ? [[owner, 'firm-1']] : [])
      const { found, owned } = await read(layout, 'CSV', 'UTF-8', bytes, owners)
      // A last line without its end is a block of its own.
      const all = lines.map((line, at) => (at === spoilt ? null : line))
      const cut = last ? all.length : Math.max(all.length - 1, 1)
      const blocks = [all.slice(0, cut), all.slice(cut)].filter(({ length }) => length > 0)
      const expected = blocks.map((block, at) => told(layout, 'CSV', block, at > 0 ? cut : 0))
      const inOrder = (rows: Told['rows']) => rows.toSorted(([a, x], [b, y]) => (a + x < b + y ? -1 : 1))
      expect(found.aside).toEqual(expected.flatMap(({ aside }) => aside))
      expect(inOrder(found.rows)).toEqual(inOrder(expected.flatMap(({ rows }) => rows)))
      expect([...owned]).toEqual(expected.some(({ rows }) => rows.some(([code]) => code === owner)) ? [owner] : [])
    }),
    { seed, numRuns: 2_000 * share },
  )
})

test('GB18030 and NDJSON are read as they were; a mark before the first character is no part of it', async () => {
  const line = `${codes[0]},202601,3,1.00,0.16,正常,I`
  const kept = '202601\t3\t1.00\t0.16\t正常'
  const normal = Buffer.from([0xd5, 0xfd, 0xb3, 0xa3])
  const gb = Buffer.concat([
    Buffer.from(line.split('正常')[0] ?? ''),
    normal,
    Buffer.from(',I\r\n'),
    Buffer.from([0xff, 0xff]),
    Buffer.from('\r\n'),
  ])
  const { found } = await read(layouts.HOUSING_FUND, 'CSV', 'GB18030', gb, new Map())
  expect(found.rows).toEqual([[codes[0], kept]])
  expect(found.aside).toEqual([{ line: 2, reason: 'line.encoding', column: null, raw: '' }])
  const marked = await read(layouts.HOUSING_FUND, 'CSV', 'UTF-8', Buffer.from(`\ufeff${line}`), new Map())
  expect(marked.found.rows).toEqual([[codes[0], kept]])
  const [period, contributors, baseTotal, deposited, state] = kept.split('\t')
  const record = JSON.stringify({ creditCode: codes[0], period, contributors, baseTotal, deposited, state, op: 'I' })
  const json = await read(layouts.HOUSING_FUND, 'NDJSON', 'UTF-8', Buffer.from(`${record}\n${record}\n{\n`), new Map())
  expect(json.found.rows).toEqual([[codes[0], kept]])
  expect(json.found.aside).toMatchObject([
    { line: 2, reason: 'line.duplicate', raw: record },
    { line: 3, reason: 'line.columns', raw: '{' },
  ])
})

test('a line too long is set aside by its reason, and the next one is read', async () => {
  const good = `${codes[0]},202601,3,1.00,0.16,正常,I`
  const { found } = await read(layouts.HOUSING_FUND, 'CSV', 'UTF-8', Buffer.from(`${'x'.repeat(70_000)}\n${good}\n`), new Map())
  expect(found.aside).toMatchObject([{ line: 1, reason: 'line.too-long' }])
  expect(found.rows.length).toBe(1)
})
