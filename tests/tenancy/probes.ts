import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { poolOf } from '@/server/db/client'
import { enterQuery } from '@/server/db/pool'
import { ask, type TestActor } from './actors'
import type { City, Row, Table } from './populate'

/** What a login role may do with a table, by columns. */
type Rights = { read: string[]; change: string[]; add: boolean; remove: boolean; types: Record<string, string> }

export async function rightsOf(admin: pg.Client): Promise<(role: string, table: string) => Rights> {
  const { rows } = await admin.query<{
    role: string
    table: string
    column: string
    type: string
    read: boolean
    change: boolean
    add: boolean
    remove: boolean
  }>(`
    SELECT rolname AS role, c.relname AS "table", attname AS "column", format_type(atttypid, NULL) AS type,
      has_column_privilege(r.oid, c.oid, attnum, 'SELECT') AS read, has_column_privilege(r.oid, c.oid, attnum, 'UPDATE') AS change,
      has_column_privilege(r.oid, c.oid, attnum, 'INSERT') AS add,
      has_table_privilege(r.oid, c.oid, 'DELETE') AS remove
    FROM pg_roles r, pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    WHERE rolname LIKE 'app\\_%' AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'`)
  const found = new Map<string, Rights>()
  for (const row of rows) {
    const key = `${row.role} ${row.table}`
    const rights = found.get(key) ?? { read: [], change: [], add: true, remove: row.remove, types: {} }
    if (row.read) rights.read.push(row.column)
    if (row.change) rights.change.push(row.column)
    rights.add &&= row.add
    rights.types[row.column] = row.type
    found.set(key, rights)
  }
  return (role, table) => {
    const rights = found.get(`app_${role} ${table}`)
    if (!rights) throw new Error(`no such role or table: ${role} ${table}`)
    return rights
  }
}

const keyOf = (table: Table, row: Row) => JSON.stringify(table.key.map((column) => row[column]))
const quoted = (columns: string[]) => columns.map((column) => `"${column}"`).join(', ')

/** Compares what the actor reads with what is meant for it, to the row: neither more nor less. */
export async function readFaults(actor: TestActor, table: Table, rights: Rights): Promise<string[]> {
  if (!table.key.every((column) => rights.read.includes(column))) return []
  const seen = new Set((await ask(actor, `SELECT ${quoted(table.key)} FROM ${table.name}`)).map((row) => keyOf(table, row)))
  const faults: string[] = []
  for (const row of table.rows) {
    const meant = actor.sees(table.name, row)
    if (seen.has(keyOf(table, row)) === meant) continue
    faults.push(`${actor.name} as ${actor.role} ${meant ? 'misses a row' : 'reads another’s row'} of ${table.name}`)
  }
  return faults
}

/** A constant for a column that constraints leave free; undefined where there is none. */
function harmless(rights: Rights): [string, string] | undefined {
  const constants: [RegExp, string][] = [
    [/^timestamp/, 'now()'],
    [/^boolean/, 'false'],
    [/^jsonb$/, "'{}'"],
    [/^text$/, "'x'"],
    [/^integer$/, '1'],
    [/^uuid$/, 'NULL'],
  ]
  for (const [type, constant] of constants) {
    const column = rights.change.find((each) => type.test(rights.types[each] ?? ''))
    if (column) return [column, constant]
  }
  return undefined
}

/** Tries to change and to delete every row, and to add a copy of another's; nothing of it lasts. */
export async function writeFaults(actor: TestActor, table: Table, rights: Rights): Promise<string[]> {
  const connection = await poolOf(actor.role).connect()
  const faults: string[] = []
  const attempt = async (text: string, values: unknown[] = []) => {
    await connection.query('BEGIN')
    try {
      if (actor.actor) await connection.query(enterQuery(actor.actor))
      return { rows: (await connection.query(text, values)).rowCount ?? 0 }
    } catch (error) {
      return { code: (error as { code?: string }).code }
    } finally {
      await connection.query('ROLLBACK')
    }
  }
  try {
    const own = table.rows.filter((row) => actor.sees(table.name, row)).length
    const change = harmless(rights)
    if (rights.change.length && !change) faults.push(`${table.name}: no column to try a change with`)
    if (change) {
      // No WHERE and no RETURNING: what is to be read plays no part, only what may be changed.
      const { rows, code } = await attempt(`UPDATE ${table.name} SET "${change[0]}" = ${change[1]}`)
      if (code ? code !== '42501' : (rows ?? 0) > own)
        faults.push(`${actor.name} as ${actor.role} changes another’s row of ${table.name} (${code ?? rows})`)
    }
    if (rights.remove) {
      const { rows, code } = await attempt(`DELETE FROM ${table.name}`)
      if (code || (rows ?? 0) > own)
        faults.push(`${actor.name} as ${actor.role} deletes another’s row of ${table.name} (${code ?? rows})`)
    }
    const another = table.rows.find((row) => !actor.sees(table.name, row))
    if (rights.add && another) {
      const copy = table.columns.map((column) => {
        const value = column === 'id' ? randomUUID() : another[column]
        return rights.types[column] === 'jsonb' ? JSON.stringify(value) : value
      })
      const { code } = await attempt(
        `INSERT INTO ${table.name} (${quoted(table.columns)}) VALUES (${copy.map((_, at) => `$${at + 1}`).join(', ')})`,
        copy,
      )
      if (code !== '42501') faults.push(`${actor.name} as ${actor.role} adds a row of another to ${table.name} (${code})`)
    }
  } finally {
    connection.release()
  }
  return faults
}

/** Every fault of every actor (of one role) on every table (or one). */
export async function isolationFaults(
  city: City,
  rights: Awaited<ReturnType<typeof rightsOf>>,
  actors: TestActor[],
  only?: { role: string; table: string },
): Promise<string[]> {
  const faults: string[] = []
  for (const actor of actors) {
    if (only && only.role !== `app_${actor.role}`) continue
    for (const table of city.tables.values()) {
      if (only && only.table !== table.name) continue
      const may = rights(actor.role, table.name)
      faults.push(...(await readFaults(actor, table, may)), ...(await writeFaults(actor, table, may)))
    }
  }
  return faults
}
