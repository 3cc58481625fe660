import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Signer, signerOf } from '../notes/signed-note'
import { Witness, type WitnessRefusal } from './witness'

// The witness's process, under a system user of its own where that can be had: `node --import=tsx server/ledger/witness/main.ts`.
// It reads LEDGER_FOLDER, and writes WITNESS_FOLDER, where its key is. It has no database and no network.

const lookEveryMs = 500

const Key = z.object({ name: z.string(), jwk: z.looseObject({ kty: z.literal('OKP') }) })

function witnessSigner(folder: string): Signer {
  const file = path.join(folder, 'key.json')
  if (!existsSync(file)) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const id = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
      .toString('hex')
      .slice(0, 16)
    const jwk = privateKey.export({ format: 'jwk' })
    writeFileSync(file, JSON.stringify({ name: `credit-easy-loan/witness/${id}`, jwk }), { mode: 0o600 })
  }
  const { name, jwk } = Key.parse(JSON.parse(readFileSync(file, 'utf8')))
  return signerOf(name, 4, jwk)
}

const folder = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return path.resolve(value)
}

const own = folder('WITNESS_FOLDER')
const witness = await Witness.open(folder('LEDGER_FOLDER'), own, witnessSigner(own))
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping = true
  })
}
console.log(`[witness] ready as user ${process.getuid?.() ?? 'unknown'}`)

let said: WitnessRefusal | null = null
while (!stopping) {
  try {
    const refused = (await witness.look(new Date()))?.refused ?? null
    if (refused && refused !== said) console.error(`[witness] REFUSES the ledger's head: ${refused}`)
    said = refused
  } catch (error) {
    console.error('[witness]', (error as Error).message)
  }
  await sleep(lookEveryMs)
}
