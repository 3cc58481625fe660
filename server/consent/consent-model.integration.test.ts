import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { aPlatformKey } from '@/tests/consents'
import { randomRuns } from '@/tests/random-runs'
import { anAnsweringCourt } from './answering-court.fixture'
import { aLane, factsOf, type Lane, type Lived, live, ordersDue, ownerPool, pullsOf, usesOf } from './database-lane.fixture'
import { expected, histories, type Step } from './history.fixture'

// What a receipt looks like is tested where it is drawn; here it counts whether it is.
vi.mock('@/server/documents/pdf-frame', async (original) => ({
  ...(await original<typeof import('@/server/documents/pdf-frame')>()),
  drawPdf: async () => Buffer.from('%PDF'),
}))

aPlatformKey()
process.env.NEXTAUTH_URL = 'http://localhost:3000' // papers name the platform's address
const { ask: owner, close } = ownerPool()
const lanes: Lane[] = []
/** Enterprises that live through histories at once; a bank's officer may look at forty within the hour. */
const abreast = 12

beforeAll(async () => {
  const court = await anAnsweringCourt()
  for (let at = 0; at < abreast; at++) lanes.push(await aLane(court))
})
afterAll(close)

const laneAt = (at: number): Lane => {
  const lane = lanes[at % lanes.length]
  if (!lane) throw new RangeError('no lanes')
  return lane
}

/** What was kept back though it was allowed counts as done: it is on record, and all that follows from it follows. */
function counted(one: Lived): Lived {
  const may = expected(one.history)
  const outcomes = one.outcomes.map((outcome, at) =>
    outcome === 'UNSHOWN' && may[at] && may[at] !== 'REFUSED' ? may[at] : outcome,
  )
  return { ...one, outcomes }
}

/** One history, and how its application stands in the end: nothing is used that was not allowed, or not put on record. */
async function judged(one: Lived) {
  const [facts] = await factsOf(owner, [one.applicationId])
  return { outcomes: one.outcomes, ...facts }
}
const due = (one: Lived) => ({
  outcomes: expected(one.history),
  applicationId: one.applicationId,
  reads: usesOf(one, 'READ'),
  leaves: usesOf(one, 'READ'),
  snapshots: pullsOf(one),
  papers: usesOf(one, 'EXPORT'),
  orders: ordersDue(one),
})

async function allHold(batch: readonly (readonly Step[])[]): Promise<void> {
  const lived = await Promise.all(batch.map((history, at) => live(laneAt(at), owner, history)))
  const facts = new Map(
    (
      await factsOf(
        owner,
        lived.map(({ applicationId }) => applicationId),
      )
    ).map((one) => [one.applicationId, one]),
  )
  for (const one of lived.map(counted)) {
    const found = { outcomes: one.outcomes, ...facts.get(one.applicationId) }
    expect(found, one.history.join(' ')).toEqual(due(one))
  }
}

describe('histories on real PostgreSQL', () => {
  it('come to what they allow; reads, papers and orders to delete are all there', { timeout: 3_600_000 }, async () => {
    // Histories run a batch at a time, each in a lane of its own; a history counts as a run.
    const { numRuns, seed } = randomRuns('consent histories on PostgreSQL', 5_000)
    const batches = Math.ceil(numRuns / abreast)
    const batch = fc.tuple(...Array.from({ length: abreast }, () => histories(8, 1)))
    const begun = performance.now()
    await fc.assert(fc.asyncProperty(batch, allHold), { numRuns: batches, seed, endOnFailure: true })
    const seconds = (performance.now() - begun) / 1000
    console.info(`consent histories on PostgreSQL: ${batches * abreast} lived through in ${seconds.toFixed(1)} s`)
  })
})

/** Runs with a function of the database replaced, and puts it back. */
async function withFunction(signature: string, change: (text: string) => string, work: () => Promise<void>): Promise<void> {
  const [row] = await owner<{ text: string }>('SELECT pg_get_functiondef($1::regprocedure) AS text', [signature])
  const text = row?.text ?? ''
  const broken = change(text)
  expect(broken).not.toBe(text)
  await owner(broken)
  try {
    await work()
  } finally {
    await owner(text)
  }
}

async function isTold(history: Step[]): Promise<boolean> {
  const one = counted(await live(laneAt(0), owner, history))
  return !deepEqual(await judged(one), due(one))
}
const deepEqual = (left: unknown, right: unknown) => {
  try {
    expect(left).toEqual(right)
    return true
  } catch {
    return false
  }
}

const hold = 'guard.consent_hold(uuid,uuid)'
/** Reads are refused by hold; the words of the refusal come from elsewhere. */
const controls: [name: string, signature: string, change: (text: string) => string, history: Step[]][] = [
  ...(['PULL', 'READ', 'DECIDE', 'EXPORT'] as const).flatMap((use): typeof controls => [
    [
      `${use} after a withdrawal`,
      hold,
      (text) => text.replace("c.state = 'ACTIVE'", "c.state IN ('ACTIVE', 'REVOKED')"),
      ['GRANT', 'WITHDRAW', use],
    ],
    [
      `${use} during a pause`,
      hold,
      (text) => text.replace("c.state = 'ACTIVE'", "c.state IN ('ACTIVE', 'PAUSED')"),
      ['GRANT', 'PAUSE', use],
    ],
    [`${use} after the last day`, hold, (text) => text.replace('AND c."expiresAt" > now()', ''), ['GRANT', 'LAPSE', use]],
  ]),
  [
    'a withdrawal that orders nothing deleted',
    'guard.order_deletion(uuid,integer)',
    (text) => text.replace('RETURN QUERY', 'RETURN; RETURN QUERY'),
    ['GRANT', 'READ', 'WITHDRAW'],
  ],
  [
    'a sign-off taken back that orders nothing deleted',
    'guard.order_personal_deletion(uuid,integer)',
    (text) => text.replace('RETURN QUERY', 'RETURN; RETURN QUERY'),
    ['GRANT', 'SIGN_OFF', 'READ', 'TAKE_BACK'],
  ],
  [
    'a read that is in no ledger',
    'guard.open_portrait(uuid,text,text[])',
    (text) => text.replace(/INSERT INTO public\.ledger_entry[^;]*;/, ''),
    ['GRANT', 'READ'],
  ],
]

describe('the histories tell a database apart that lets through (controls)', () => {
  it.each(controls)('%s', async (_name, signature, change, history) => {
    expect(await isTold(history), 'before').toBe(false)
    await withFunction(signature, change, async () => expect(await isTold(history)).toBe(true))
  })

  it('personal data after the person took the sign-off back', async () => {
    const history: Step[] = ['GRANT', 'SIGN_OFF', 'TAKE_BACK', 'READ', 'PULL']
    expect(await isTold(history), 'before').toBe(false)
    await owner(`CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'`)
    await owner('CREATE TRIGGER stay BEFORE UPDATE ON consent_sign_off FOR EACH ROW EXECUTE FUNCTION stay()')
    try {
      const one = await live(laneAt(0), owner, history)
      expect(one.outcomes).not.toEqual(expected(history))
    } finally {
      await owner('DROP FUNCTION stay() CASCADE')
    }
  })

  it('a read whose record is struck out', async () => {
    await owner(`CREATE FUNCTION strike() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      'BEGIN DELETE FROM public.access_record r WHERE r."enterpriseId" = NEW."enterpriseId" AND r.id = NEW.id; RETURN NULL; END'`)
    await owner(`CREATE CONSTRAINT TRIGGER strike AFTER INSERT ON access_record DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION strike()`)
    try {
      expect(await isTold(['GRANT', 'READ'])).toBe(true)
    } finally {
      await owner('DROP FUNCTION strike() CASCADE')
    }
  })
})
