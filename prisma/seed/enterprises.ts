import { addDays, daysBetween, type PlainDate, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { RegisterEntryPayload } from '@/server/sources/registration/payload'
import { transformRegisterEntry } from '@/server/sources/registration/transform'
import type { DataClass, RegisterEntry } from '@/server/sources/schema'
import { confirmClaim } from './claims'
import type { Consent } from './consents'
import { type DemoEnterprise, demoEnterprises, unregistered } from './demo-enterprises'
import { idAt } from './identifiers'
import { openDays } from './organisations'
import type { People, Person } from './people'
import type { Answer, SeededPortrait } from './portraits'
import type { TableRows } from './rows'
import type { World } from './world'

/** The platform serves at most so many enterprises in the demonstration, however large the city is. */
export const mostEnterprises = 2_000

export type Firm = {
  index: number
  id: string
  entry: RegisterEntry
  contact: string
  joinedAt: Date
  /** Whoever binds the firm. */
  head: Person
  demo: DemoEnterprise | null
  /** Its row, which learns of the firm until it is written. */
  row: TableRows['enterprise']
  /** The portrait that counts now. */
  portrait: SeededPortrait | null
  /** All that were drawn, oldest first. */
  drawn: { body: SeededPortrait['body']; at: Date }[]
  /** The newest answer of each class under a consent. */
  answers: { consentId: string; byClass: Map<DataClass, Answer> } | null
  /** The consent by which the platform may fetch and match. */
  matching: Consent | null
}

/** A firm is a quarter of a year old before it looks for a loan. */
const ageAtJoining = 90

const demoOf = new Map<number, DemoEnterprise>(
  (Object.entries(demoEnterprises) as [DemoEnterprise, number][]).map(([login, index]) => [index, login]),
)

/** Days ago on which a firm joined: more and more of them, as such platforms grow. */
function joinedDaysAgo(world: World, index: number, foundedOn: PlainDate): number {
  const random = world.random('joined', index)
  const most = Math.min(openDays - 14, daysBetween(foundedOn, world.today) - ageAtJoining)
  if (demoOf.get(index) === 'sme-new') return 2
  if (demoOf.has(index)) return Math.min(most, 400)
  return Math.max(1, Math.floor(most * random.next() ** (world.everyKind ? 0.4 : 1.25)))
}

/** The register's public entry as the market agency would have given it on a day, read by the product's own transform. */
function registerEntryOn(world: World, index: number, day: PlainDate): RegisterEntry | null {
  const city = world.cityOn(day)
  const { creditCode } = city.enterprise(index)
  const entry = transformRegisterEntry(RegisterEntryPayload.parse(city.registerEntry(index)), { creditCode, today: day })
  return entry.ok ? entry.value : null
}

/** The firms that have joined, in the order of their numbers; those without a licence cannot. */
export function* joinEnterprises(world: World, people: People): Generator<Firm> {
  const count = Math.min(world.size, mostEnterprises)
  for (let index = 0; index < count; index++) {
    if (unregistered.includes(index) || (world.everyKind && index % 2 === 1 && !demoOf.has(index))) continue
    const { foundedOn, contact } = world.cityOn(world.today).enterprise(index)
    const day = addDays(world.today, -joinedDaysAgo(world, index, foundedOn))
    const entry = registerEntryOn(world, index, day)
    if (entry?.status !== 'ACTIVE') continue
    const minute = world.random('joined/minute', index).int(0, 9 * 60)
    yield join(world, people, {
      index,
      entry,
      contact,
      joinedAt: new Date(shanghaiMidnight(day).getTime() + (9 * 60 + minute) * 60_000),
    })
  }
}

type Joining = Pick<Firm, 'index' | 'entry' | 'contact' | 'joinedAt'>

function join(world: World, people: People, firm: Joining): Firm {
  const { index, entry, contact, joinedAt } = firm
  const demo = demoOf.get(index) ?? null
  const id = idAt(joinedAt, 'enterprise', index)
  const { creditCode, name, legalForm, industry, countyCode, address, foundedOn, legalRepresentative, status } = entry
  world.rows.add('organisation', { id, kind: 'ENTERPRISE', name, nameEn: null, createdAt: joinedAt })
  const head = people.open({
    login: demo ?? `firm${String(index).padStart(5, '0')}`,
    name: legalRepresentative,
    contact,
    organisationId: id,
    roles: demo === 'sme-active' ? ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] : ['LEGAL_REPRESENTATIVE'],
    at: joinedAt,
  })
  if (demo === 'sme-active') {
    people.open({
      login: 'sme-staff',
      organisationId: id,
      roles: ['ENTERPRISE_STAFF'],
      at: new Date(joinedAt.getTime() + 86_400_000),
    })
  }
  const row = {
    enterpriseId: id,
    creditCode,
    name,
    legalForm,
    industry,
    countyCode,
    address,
    foundedOn,
    registeredCapitalFen: null as bigint | null,
    legalRepresentative,
    size: null as string | null,
    registerStatus: status,
    registerReadAt: joinedAt,
    joinedAt,
  }
  world.rows.add('enterprise', row)
  confirmClaim(world, { index, entry, contact, head, joinedAt, login: demo ?? `firm${String(index).padStart(5, '0')}` })
  return { ...firm, id, head, demo, row, portrait: null, drawn: [], answers: null, matching: null }
}

export const joinedOn = (firm: Firm): PlainDate => shanghaiDate(firm.joinedAt)
