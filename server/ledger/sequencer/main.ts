import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type Signer, signerOf } from '../notes/signed-note'
import { LogFolder } from './log-folder'
import { Sequencer } from './sequencer'

// The sequencer's process: `node --import=tsx server/ledger/sequencer/main.ts`. SEQUENCER_DATABASE_URL reaches what waits for a
// place and nothing else; LEDGER_FOLDER is where the log lies; LEDGER_KEY_FILE is made on first use and signs checkpoints.

const Key = z.object({ name: z.string(), jwk: z.looseObject({ kty: z.literal('OKP') }) })

function logSigner(file: string): Signer {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    // The log's name carries its key: two installations are never taken for one.
    const name = `credit-easy-loan/ledger/${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
      .toString('hex')
      .slice(0, 16)}`
    writeFileSync(file, JSON.stringify({ name, jwk: privateKey.export({ format: 'jwk' }) }), { mode: 0o600 })
  }
  const { name, jwk } = Key.parse(JSON.parse(readFileSync(file, 'utf8')))
  return signerOf(name, 1, jwk)
}

const setting = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const log = await LogFolder.open(path.resolve(setting('LEDGER_FOLDER')), logSigner(path.resolve(setting('LEDGER_KEY_FILE'))))
const sequencer = new Sequencer({
  url: setting('SEQUENCER_DATABASE_URL'),
  log,
  now: () => new Date(),
  say: (text) => console.log(`[sequencer] ${text}`),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sequencer.stop())
await sequencer.ended
