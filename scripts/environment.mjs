// What each process is told: the URLs of its own database roles, and nothing of the others'.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { roleUrls, sequencerRoles, webRoles, workerRoles } from './database-roles.mjs'

/** The platform's Ed25519 key, made on first use: the private part signs consents, the public part is what agencies pin. */
export function platformKeys(folder) {
  const privateFile = path.join(folder, 'platform.json')
  const publicFile = path.join(folder, 'platform-public.json')
  if (!existsSync(privateFile)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const kid = `platform-${publicKey.export({ format: 'jwk' }).x.slice(0, 8)}`
    writeFileSync(privateFile, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' }), { mode: 0o600 })
    writeFileSync(publicFile, JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' }))
  }
  return { privateFile, publicFile, kid: JSON.parse(readFileSync(publicFile, 'utf8')).kid }
}

/**
 * The keys above all data keys (ADR 0013), made on first use: one that wraps, one for the blind indexes. Without this file the
 * database's sealed values open no more; keep it, and a copy of it, apart from the database and its backups.
 */
export function encryptionKeys(folder) {
  const file = process.env.KEY_ENCRYPTION_FILE ?? path.join(folder, 'encryption.json')
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const current = `kek-${randomBytes(6).toString('hex')}`
    const key = () => randomBytes(32).toString('base64')
    writeFileSync(file, JSON.stringify({ current, keys: { [current]: key() }, index: key() }, null, 2), { mode: 0o600 })
  }
  return file
}

/** Environments of the processes of one installation. `ports`: web, sandbox. */
export function environments({ ownerUrl, secrets, keys, keyFile, ports, dataDir, mode }) {
  const base = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: '1',
    TZ: 'Asia/Shanghai',
    ...(process.env.TRUST_PROXY ? { TRUST_PROXY: process.env.TRUST_PROXY } : {}),
    ...(process.env.SOURCE_HOSTS ? { SOURCE_HOSTS: process.env.SOURCE_HOSTS } : {}),
  }
  // The log that the sequencer writes and everybody reads, and what its witness remembers (ADR 0010).
  const logFolders = { LEDGER_FOLDER: path.join(dataDir, 'ledger'), WITNESS_FOLDER: path.join(dataDir, 'witness') }
  const sandboxUrl = process.env.SANDBOX_URL ?? `http://127.0.0.1:${ports.sandbox}`
  return {
    web: {
      ...base,
      ...roleUrls(ownerUrl, secrets.databasePasswords, webRoles),
      ...logFolders,
      NEXTAUTH_SECRET: secrets.nextAuth,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? `http://localhost:${ports.web}`,
      PLATFORM_KEY_FILE: keys.privateFile,
      KEY_ENCRYPTION_FILE: keyFile,
      SANDBOX_URL: sandboxUrl,
    },
    worker: {
      ...base,
      // Receipts that it draws name the platform's address.
      NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? `http://localhost:${ports.web}`,
      ...roleUrls(ownerUrl, secrets.databasePasswords, workerRoles),
      PLATFORM_KEY_FILE: keys.privateFile,
      KEY_ENCRYPTION_FILE: keyFile,
      FEED_FOLDER: process.env.FEED_FOLDER ?? path.join(dataDir, 'feeds'),
      SANDBOX_URL: sandboxUrl,
    },
    sequencer: {
      ...base,
      ...roleUrls(ownerUrl, secrets.databasePasswords, sequencerRoles),
      LEDGER_FOLDER: logFolders.LEDGER_FOLDER,
      LEDGER_KEY_FILE: path.join(path.dirname(keys.privateFile), 'ledger.json'),
    },
    witness: { PATH: process.env.PATH, NODE_ENV: mode, TZ: base.TZ, ...logFolders },
    sandbox: {
      ...base,
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_FOLDER: path.join(dataDir, 'sandbox'),
      FEED_FOLDER: process.env.FEED_FOLDER ?? path.join(dataDir, 'feeds'),
      PLATFORM_PUBLIC_KEY_FILE: keys.publicFile,
    },
    seed: {
      ...base,
      DATABASE_URL: ownerUrl,
      SANDBOX_URL: sandboxUrl,
      SANDBOX_FOLDER: path.join(dataDir, 'sandbox'),
      PLATFORM_KEY_FILE: keys.privateFile,
      KEY_ENCRYPTION_FILE: keyFile,
    },
  }
}
