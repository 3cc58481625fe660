import { addDays, type PlainDate, shanghaiMidnight } from '@/server/kernel/dates'
import { blindIndex } from '@/server/keys/blind-index'
import type { RegisterEntry } from '@/server/sources/schema'
import { minutesLater, timeOn, workingDayBefore } from './calendar'
import type { Firm } from './enterprises'
import { digest, idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Organisations } from './organisations'
import type { People, Person } from './people'
import type { TableRows } from './rows'
import { texts } from './texts'
import type { World } from './world'

type ClaimRow = TableRows['enterprise_claim'] & { id: string }
/** How a claim came out; what it does not name has not happened. */
type Outcome = Pick<ClaimRow, 'state' | 'attempts'> &
  Partial<Pick<ClaimRow, 'confirmedAt' | 'settledBy' | 'settledAt' | 'settlementNote'>>
type Claimant = { name: string; contact: string; login: string } & (
  | { relation: 'LEGAL_REPRESENTATIVE' }
  | { relation: 'AGENT'; mandate: string; mandateEndsOn: PlainDate }
)

const quarterHour = 15 * 60_000
/** A claim is confirmed some minutes after it was made. */
const minutesToConfirm = 4

/** A claim on a firm as the product stores it, the claimant's number sealed under the claim's own key. */
function addClaim(
  world: World,
  { index, entry }: { index: number; entry: RegisterEntry },
  claimant: Claimant,
  createdAt: Date,
  outcome: Outcome,
): string {
  const { name, contact, login, relation } = claimant
  const id = idAt(createdAt, 'claim', index, login)
  const cell = { table: 'enterprise_claim', column: 'contact', row: id }
  world.rows.add('enterprise_claim', {
    id,
    creditCode: entry.creditCode,
    enterpriseName: entry.name,
    relation,
    claimantName: name,
    contact: world.sealing.seal({ ownerId: id, purpose: 'PEOPLE' }, cell, contact),
    contactIndex: blindIndex('mobile', contact),
    loginName: login,
    passwordHash: world.passwordHash,
    mandate: relation === 'AGENT' ? claimant.mandate : null,
    mandateEndsOn: relation === 'AGENT' ? claimant.mandateEndsOn : null,
    codeHash: new Uint8Array(digest('claim', index, login)),
    sentTo: entry.contactMasked,
    expiresAt: new Date(createdAt.getTime() + quarterHour),
    createdAt,
    confirmedAt: null,
    settledBy: null,
    settledAt: null,
    settlementNote: null,
    ...outcome,
    registerEntry: { ...entry },
  })
  return id
}

/** The claim by which a firm came: confirmed through the contact on the register. */
export function confirmClaim(
  world: World,
  firm: Pick<Firm, 'index' | 'entry' | 'contact' | 'head' | 'joinedAt'> & { login: string },
) {
  const { head, contact, login, joinedAt } = firm
  const claimant = { relation: 'LEGAL_REPRESENTATIVE' as const, name: head.name, contact, login }
  const outcome = { state: 'CONFIRMED' as const, attempts: 1, confirmedAt: joinedAt }
  const subjectId = addClaim(world, firm, claimant, minutesLater(joinedAt, -minutesToConfirm), outcome)
  const { relation } = claimant
  record(world, head, joinedAt, { act: 'claim.confirmed', enterpriseId: head.organisationId, subjectId, body: { relation } })
}

type Dispute = { firm: Firm; people: People; organisations: Organisations }
/** Days ago on which firms are claimed a second time, and how it came out. */
const plan = [
  { daysAgo: 1, outcome: 'DISPUTED', relation: 'AGENT' },
  { daysAgo: 3, outcome: 'DISPUTED', relation: 'LEGAL_REPRESENTATIVE' },
  { daysAgo: 24, outcome: 'REJECTED', relation: 'AGENT' },
  { daysAgo: 9, outcome: 'EXPIRED', relation: 'AGENT' },
  { daysAgo: 1, outcome: 'CHALLENGED', relation: 'AGENT' },
] as const

/** So many firms get a second claim. */
export const contested = plan.length

/** A second claim on a firm that somebody has: two wait for the operator, one was turned down, two never had the code. */
export function contest(world: World, at: number, { firm, people, organisations }: Dispute): void {
  const step = plan[at]
  if (!step) return
  const { entry, index } = firm
  const random = world.random('contest', index)
  const createdAt = timeOn(random, workingDayBefore(world.today, step.daysAgo), 9, 16)
  const login = `second${String(index).padStart(5, '0')}`
  const contact = `1540001${String(index).padStart(4, '0').slice(-4)}`
  const agent = { relation: 'AGENT' as const, mandate: random.pick(texts.mandates), mandateEndsOn: addDays(world.today, 180) }
  const name = random.pick(texts.claimants)
  const claimant: Claimant = {
    contact,
    login,
    ...(step.relation === 'AGENT' ? { name, ...agent } : { name: entry.legalRepresentative, relation: step.relation }),
  }
  if (step.outcome === 'EXPIRED' || step.outcome === 'CHALLENGED') {
    addClaim(world, firm, claimant, createdAt, { state: step.outcome, attempts: step.outcome === 'EXPIRED' ? 5 : 0 })
    return
  }
  const confirmedAt = minutesLater(createdAt, minutesToConfirm)
  const person = people.open({ login, name: claimant.name, contact, organisationId: firm.id, roles: [], at: confirmedAt })
  if (step.outcome === 'DISPUTED') {
    dispute(
      world,
      organisations,
      firm,
      person,
      addClaim(world, firm, claimant, createdAt, { state: 'DISPUTED', attempts: 1, confirmedAt }),
      step.relation,
      confirmedAt,
    )
    return
  }
  const { operator } = organisations.operator
  const settledAt = new Date(shanghaiMidnight(workingDayBefore(world.today, step.daysAgo - 2)).getTime() + 10 * 3_600_000)
  const settled = { settledBy: operator.accountId, settledAt, settlementNote: texts.claimGrounds }
  const id = addClaim(world, firm, claimant, createdAt, { state: 'REJECTED', attempts: 1, confirmedAt, ...settled })
  dispute(world, organisations, firm, person, id, step.relation, confirmedAt)
  const params = { enterprise: entry.name, claimant: claimant.name }
  notify(world, settledAt, { organisationId: firm.id, kind: 'identity.claim-rejected', params, href: '/sme/staff' })
  record(world, operator, settledAt, {
    act: 'claim.settled',
    enterpriseId: firm.id,
    subjectId: id,
    body: { verdict: 'REJECTED' },
  })
}

/** Those who have the firm, and the operator, are told (server/identity/use-cases/confirm-claim.ts). */
function dispute(
  world: World,
  { operator }: Organisations,
  firm: Firm,
  by: Person,
  subjectId: string,
  relation: string,
  at: Date,
): void {
  const params = { enterprise: firm.entry.name, claimant: by.name }
  notify(world, at, { organisationId: firm.id, kind: 'identity.claim-disputed', params, href: '/sme/staff' })
  const href = `/operator/claims/${subjectId}`
  notify(world, at, { organisationId: operator.id, kind: 'identity.claim-to-settle', params, href })
  record(world, by, at, { act: 'claim.disputed', enterpriseId: firm.id, subjectId, body: { relation } })
}
