import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { createCity } from '../city/city'
import { close, listen, openSandbox } from './server'

/** A really listening sandbox on a free port with a fresh platform key, for tests. `close` ends it and deletes its folder. */
export async function startSandbox(now: () => Date, enterprises = 200) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'))
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const platformKeyFile = path.join(folder, 'platform-key.json')
  writeFileSync(platformKeyFile, JSON.stringify({ ...(await exportJWK(pair.publicKey)), kid: 'platform-1' }))
  const city = createCity({ seed: 610800, enterprises, asOf: '2026-10' })
  const { server, office } = await openSandbox({ city, folder, platformKeyFile, now })
  const address = await listen(server, 0)
  return {
    city,
    office,
    address,
    folder,
    platformKeyFile,
    platformKey: { kid: 'platform-1', privateJwk: await exportJWK(pair.privateKey) },
    close: async () => {
      await close(server)
      rmSync(folder, { recursive: true })
    },
  }
}
