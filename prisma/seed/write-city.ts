import path from 'node:path'
import { hash } from '@node-rs/argon2'
import { openKeys } from '@/sandbox/agencies/keys'
import { defaultSeed } from '@/sandbox/city/city'
import demo from './demo-logins.json'
import { joinEnterprises } from './enterprises'
import { record } from './ledger'
import { foundOrganisations } from './organisations'
import { createPeople } from './people'
import { publishProducts } from './products'
import type { Rows } from './rows'
import { cityFounded, type SeedOptions } from './seed-city'
import { createWorld } from './world'

/** Firms between two flushes: the database writes one part while the next is made. */
const part = 50

/** Makes the whole city and hands it to `rows`; its last entry is the mark that it is all there. */
export async function writeCity(rows: Rows, { now, enterprises, sandboxFolder, sandboxUrl }: SeedOptions): Promise<void> {
  const world = createWorld({
    rows,
    keys: await openKeys(path.join(sandboxFolder, 'keys')),
    // The parameters of server/auth/password-hash.ts, which only loads inside the web server.
    passwordHash: await hash(demo.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    now,
    enterprises,
    sandboxUrl,
  })
  const people = createPeople(world)
  const organisations = foundOrganisations(world, people)
  publishProducts(world, organisations)
  let waiting = 0
  for (const _ of joinEnterprises(world, people)) if (++waiting % part === 0) await rows.flush()
  const { operator } = organisations.operator
  record(world, operator, world.now, { act: cityFounded, body: { seed: defaultSeed, enterprises, simulated: true } })
  await rows.finish()
}
