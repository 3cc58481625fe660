// A base backup of the whole PostgreSQL cluster, without its programs for that: the embedded packages bring initdb, pg_ctl and
// postgres only. PostgreSQL's own way by SQL (25.3.3 of its manual, "Making a Base Backup Using the Low Level API"): between
// pg_backup_start and pg_backup_stop the files are copied while the server writes on; the label and the WAL of that time make them
// whole. Started on the copy, a server recovers by itself.
//   node scripts/base-backup.mjs URL FOLDER    URL: of a superuser, on the server's own machine
import { chownSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import pg from 'pg'
import { Remedy } from './remedy.mjs'

/** Folders whose content a server makes anew (the manual names them), and the WAL, of which only the backup's own is needed. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const leftOut = (name) =>
  ['postmaster.pid', 'postmaster.opts', 'server.log', 'pg_internal.init'].includes(name) || name.startsWith('pgsql_tmp')

/** Keeps the account that the server runs by, which is another where it was started by root. */
function keepOwner(from, to) {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = lstatSync(from)
  chownSync(to, uid, gid)
}

function copyFile(from, to) {
  try {
    copyFileSync(from, to)
    keepOwner(from, to)
  } catch (error) {
    // A table that is dropped meanwhile; the WAL says so, too.
    if (error.code !== 'ENOENT') throw error
  }
}

function copyFolder(from, to) {
  mkdirSync(to, { mode: 0o700, recursive: true })
  keepOwner(from, to)
  if (emptied.has(path.basename(from))) return
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (leftOut(entry.name)) continue
    if (entry.isDirectory()) copyFolder(source, target)
    else if (entry.isFile()) copyFile(source, target)
    else throw new Remedy(`${source} leads elsewhere: folders of tables outside the data folder are not backed up.`)
  }
}

/** The WAL that was written between two segments, both included. */
function copyWal(from, to, [first, last]) {
  const segments = readdirSync(from).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
  if (!segments.includes(first) || !segments.includes(last))
    throw new Remedy('The server has let go of WAL that the backup needs. Set wal_keep_size, e.g. to 1GB, and try again.')
  mkdirSync(path.join(to, 'archive_status'), { mode: 0o700 })
  keepOwner(from, path.join(to, 'archive_status'))
  for (const name of segments) copyFile(path.join(from, name), path.join(to, name))
}

/** Copies the running cluster of a URL into a folder that must not exist. What is committed when it returns is in it. */
export async function baseBackup({ url, into }) {
  if (existsSync(into)) throw new Remedy(`${into} exists already. A backup goes into a new folder.`)
  const client = new pg.Client(url)
  await client.connect()
  try {
    const [{ folder }] = (await client.query(`SELECT current_setting('data_directory') AS folder`)).rows
    const start = `SELECT pg_walfile_name(pg_backup_start('base-backup', true)) AS segment`
    const [{ segment: first }] = (await client.query(start)).rows
    copyFolder(folder, into)
    const stop = 'SELECT pg_walfile_name(lsn) AS segment, labelfile AS label FROM pg_backup_stop(true)'
    const [{ segment: last, label }] = (await client.query(stop)).rows
    writeFileSync(path.join(into, 'backup_label'), label, { mode: 0o600 })
    keepOwner(folder, path.join(into, 'backup_label'))
    copyWal(path.join(folder, 'pg_wal'), path.join(into, 'pg_wal'), [first, last])
  } finally {
    // Ends a backup that was not stopped.
    await client.end()
  }
}

if (process.argv[1]?.endsWith('base-backup.mjs')) {
  const [url, into] = process.argv.slice(2)
  if (!url || !into) {
    console.error('node scripts/base-backup.mjs URL FOLDER')
    process.exit(2)
  }
  await baseBackup({ url, into: path.resolve(into) }).catch((error) => {
    console.error(error instanceof Remedy ? error.message : error)
    process.exitCode = 1
  })
}
