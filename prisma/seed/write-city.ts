import path from 'node:path'
import { hash } from '@node-rs/argon2'
import { openKeys } from '@/sandbox/agencies/keys'
import { defaultSeed } from '@/sandbox/city/city'
import { supervise } from './access'
import { createApplying } from './applying'
import { minutesLater, officeTime, workingDayBefore } from './calendar'
import { createShadowRun } from './card-version'
import { contest, contested } from './claims'
import demo from './demo-logins.json'
import { type Firm, joinEnterprises, mostEnterprises } from './enterprises'
import { sendFiles } from './files'
import { record } from './ledger'
import { createLiving, tellDemoStory } from './living'
import { foundOrganisations, type Organisations } from './organisations'
import { createPeople } from './people'
import { createFetching, packSeries } from './portraits'
import { publishProducts } from './products'
import { issueReport } from './reports'
import type { Rows } from './rows'
import { cityFounded, type SeedOptions } from './seed-city'
import { tellStory } from './stories'
import { watchOver } from './watch'
import { createWorld, type World } from './world'

/** Firms between two flushes: the database writes one part while the next is made. */
const part = 50

/** Makes the whole city and hands it to `rows`; its last entry is the mark that it is all there. */
export async function writeCity(
  rows: Rows,
  { now, enterprises, sandboxFolder, sandboxUrl, everyKind = false }: SeedOptions,
): Promise<void> {
  const world = createWorld({
    rows,
    keys: await openKeys(path.join(sandboxFolder, 'keys')),
    // The parameters of server/auth/password-hash.ts, which only loads inside the web server.
    passwordHash: await hash(demo.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    now,
    enterprises,
    everyKind,
    sandboxUrl,
  })
  const people = createPeople(world)
  const organisations = foundOrganisations(world, people)
  const products = publishProducts(world, organisations)
  const fetchPortrait = createFetching(world, organisations)
  const applying = createApplying(world, organisations, fetchPortrait)
  const tools = { world, products, applying, fetchPortrait }
  const living = createLiving(tools, Math.min(enterprises, mostEnterprises))
  const shadow = createShadowRun(world, organisations)
  let [waiting, claims] = [0, 0]
  for (const firm of joinEnterprises(world, people)) {
    if (firm.demo) await tellDemoStory(tools, firm)
    else if (!(await living.take(firm))) await tellStory(tools, firm)
    issueReport(world, firm)
    lookAtTimes(world, organisations, firm)
    packSeries(world, firm)
    shadow.take(firm, firm.drawn)
    if (!firm.demo && claims < contested && firm.joinedAt < minutesLater(world.now, -60 * 1_440))
      contest(world, claims++, { firm, people, organisations })
    if (++waiting % part === 0) {
      await world.sealing.settle()
      await rows.flush()
    }
  }
  const bank = organisations.institutions.get(demo.demoBank)
  if (bank) sendFiles(world, bank)
  shadow.propose()
  watchOver(world, organisations, world.told[5]?.firm)
  const { operator } = organisations.operator
  record(world, operator, world.now, { act: cityFounded, body: { seed: defaultSeed, enterprises, simulated: true } })
  await world.sealing.settle()
  await rows.finish()
}

/** Now and then the office looks at a borrower's records. */
function lookAtTimes(world: World, organisations: Organisations, firm: Firm): void {
  const random = world.random('supervision', firm.index)
  const at = officeTime(random, workingDayBefore(world.today, random.int(1, 40)))
  const often = firm.demo === 'sme-loan' || firm.demo === 'sme-active'
  if ((often || random.chance(0.06)) && at > firm.joinedAt) supervise(world, organisations, firm, at)
}
