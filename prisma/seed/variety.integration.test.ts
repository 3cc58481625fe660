import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applicationStates, recordedEvents } from '@/server/lending/schema'
import { aPlatformKey } from '@/tests/consents'
import { owner } from '@/tests/world'
import { kindsOfCity } from './kinds.fixture'
import { tablesOfCity } from './rows'
import { seedCity } from './seed-city'

const folder = mkdtempSync(path.join(tmpdir(), 'variety-'))
let kinds: ReadonlySet<string>

beforeAll(async () => {
  aPlatformKey()
  // Half of these join: fewer than sixty firms.
  const options = { enterprises: 118, everyKind: true, now: new Date('2026-11-22T03:00:00Z') }
  const databaseUrl = process.env.OWNER_DATABASE_URL ?? ''
  await seedCity({ ...options, databaseUrl, sandboxFolder: folder, sandboxUrl: 'http://127.0.0.1:4100' })
  kinds = new Set(await kindsOfCity())
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const missing = (column: string, wanted: readonly string[]) => wanted.filter((one) => !kinds.has(`${column} ${one}`))

it('fills every table that a city of any size may fill', () => {
  const filled = new Set([...kinds].map((kind) => kind.slice(0, kind.lastIndexOf('.'))))
  expect(tablesOfCity.filter((table) => !filled.has(table))).toEqual([])
})

/** What people of the city never do. */
const never: readonly string[] = ['CONSENT_LAPSED', 'REASSIGNED', 'RESUMED', 'REFRESHED', 'ESCALATION_CLEARED']

/** What the city draws of each; a partly disbursed line is drawn up or closed before long, and seen among the events. */
const drawn: Record<string, readonly string[]> = {
  'application.state': applicationStates.filter((state) => state !== 'PARTLY_DISBURSED'),
  'application.deadlineKind': ['ACCEPT', 'CONTACT', 'DECIDE', 'null'],
  'application.escalated': ['true', 'false'],
  'application.suspended': ['true', 'false'],
  'application.needsRefresh': ['true', 'false'],
  'application_event.event': recordedEvents.filter((event) => !never.includes(event)),
  'application_event.toState': applicationStates,
  'consent.state': ['ACTIVE', 'REVOKED', 'EXPIRED'],
  'contact_log.channel': ['PHONE', 'VISIT', 'VIDEO', 'MESSAGE'],
  'contact_log.reached': ['true', 'false'],
  'decision.outcome': ['GRANT', 'REJECT'],
  'recommendation.proposal': ['GRANT', 'REJECT'],
  'disbursement.reversalReason': ['WRONG_AMOUNT', 'null'],
  'disbursement.amountFen': ['negative', 'positive'],
  'disbursement.renewal': ['true', 'false'],
  'disbursement.firstLoan': ['true', 'false'],
  'enterprise.legalForm': ['COMPANY', 'SOLE_TRADER', 'COOPERATIVE'],
  'enterprise_claim.state': ['CHALLENGED', 'CONFIRMED', 'DISPUTED', 'EXPIRED', 'REJECTED'],
  'enterprise_claim.relation': ['AGENT', 'LEGAL_REPRESENTATIVE'],
  'guard.alert.rule': ['CANARY', 'REFUSED_READS'],
  'guard.alert_step.step': ['NOTED'],
  'institution.kind': ['BANK', 'FACTOR', 'GUARANTOR', 'LESSOR', 'MICRO_LENDER'],
  'notice.readAt': ['null', 'present'],
  'offer.answer': ['ACCEPTED', 'DECLINED', 'EXPIRED', 'null'],
  'organisation.kind': ['AGENCY', 'ENTERPRISE', 'INSTITUTION', 'OFFICE', 'OPERATOR'],
  'portrait.supersededAt': ['null', 'present'],
  'pull_task.state': ['DONE', 'FAILED', 'REFUSED'],
  'repayment.reversalReason': ['ENTERED_TWICE', 'null'],
  'repayment.principalFen': ['negative', 'zero', 'positive'],
  'repayment.renewedById': ['null', 'present'],
  'repayment.batchId': ['null', 'present'],
  'report_line.outcome': ['CONFLICT', 'DUPLICATE', 'RECORDED', 'REFUSED'],
  'supplement_request.answer': ['null', 'present'],
}

it('shows every state of them, reversals and renewals too', () => {
  const lacking = Object.entries(drawn).flatMap(([column, wanted]) => missing(column, wanted).map((one) => `${column} ${one}`))
  expect(lacking).toEqual([])
})

it('can tell: a state that no city has is missed', () => {
  expect(missing('application.state', ['DISBURSED', 'FORGOTTEN'])).toEqual(['FORGOTTEN'])
})

it('draws every portrait from the newest answer of each class, also where a source was silent that time, as the product does', async () => {
  const portraits = await owner<{ stood: string[]; newest: string[]; silent: boolean }>(`
    SELECT p."snapshotIds"::text[] AS stood, array(SELECT id::text FROM (
        SELECT DISTINCT ON (s."dataClass") s.id FROM snapshot s WHERE s."enterpriseId" = p."enterpriseId" AND s."consentId" = p."consentId"
          AND s."receivedAt" <= p."createdAt" ORDER BY s."dataClass", s."receivedAt" DESC) one ORDER BY id) AS newest,
      EXISTS (SELECT FROM snapshot s JOIN pull_run r ON r."enterpriseId" = p."enterpriseId" AND r."portraitId" = p.id
        WHERE s.id = ANY (p."snapshotIds"::uuid[]) AND s."receivedAt" < r."requestedAt") AS silent
    FROM portrait p`)
  expect(portraits.filter(({ stood, newest }) => stood.join() !== newest.join())).toEqual([])
  expect(portraits.filter(({ silent }) => silent).length).toBeGreaterThan(2)
})
