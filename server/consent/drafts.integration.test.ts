import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { enterpriseScope } from '@/server/auth/scope'
import type { Session } from '@/server/auth/session'
import { inTransaction } from '@/server/db/transaction'
import { expireConsent } from '@/server/flows/end-consent'
import { nobody } from '@/server/jobs/task'
import { aProduct } from '@/tests/applications'
import { aPlatformKey, bankTerms, matchingTerms } from '@/tests/consents'
import { anOrganisation, aSession, as, owner } from '@/tests/world'
import { aFirm, callerOf, codeOf, worker } from './moves.fixture'
import { holdConsent } from './repository'

aPlatformKey()

let bank: Session
beforeAll(async () => {
  bank = await aSession(await anOrganisation('INSTITUTION', '榆川银行'), ['BANK_OFFICER'])
})

const drafted = async (by: Session, changes: object = {}) =>
  (await callerOf(by).consent.saveDraft({ ...matchingTerms(), ...changes })).consentId

async function read(by: Session, consentId: string) {
  const found = await callerOf(by).consent.readPrepared({ consentId })
  if (found.obstacle !== null) throw new Error(found.obstacle)
  const { notice, sha256, changes } = found
  return { changes, notice: { version: notice.version, language: notice.language, sha256 } }
}
const granted = async (by: Session, consentId: string) =>
  callerOf(by).consent.confirm({ consentId, notice: (await read(by, consentId)).notice })

type Row = {
  state: string
  signedConsent: string | null
  lookbackMonths: number
  grantedBy: string | null
  endReason: string | null
}
const rowOf = async (id: string) =>
  (
    await owner<Row>('SELECT state, "signedConsent", "lookbackMonths", "grantedBy", "endReason" FROM consent WHERE id = $1', [id])
  )[0]
const leavesOf = async (id: string) =>
  (await owner<{ act: string }>(`SELECT act FROM ledger_entry WHERE "subjectId" = $1`, [id])).map(({ act }) => act)
/** Leaves of what was granted (ADR 0023), still to be placed or placed. */
async function grantLeaves(id: string): Promise<number> {
  const [row] = await owner<{ leaves: number }>(
    `SELECT count(*)::int AS leaves FROM (SELECT record_id, body FROM guard.ledger_pending UNION ALL SELECT record_id, body FROM guard.ledger_leaf) l
     WHERE l.record_id = $1 AND convert_from(l.body, 'UTF8') LIKE '%"act":"consent.recorded"%'`,
    [id],
  )
  return row?.leaves ?? 0
}

describe('a draft', () => {
  it('is kept, gone on with, seen by those who can bind the firm, and granted by one of them', async () => {
    const { id, head, staff } = await aFirm()
    const consentId = await drafted(staff)
    expect(await rowOf(consentId)).toMatchObject({ state: 'DRAFT', signedConsent: null, grantedBy: null })
    const told = await owner('SELECT kind, role, href FROM notice WHERE "organisationId" = $1 ORDER BY role', [id])
    const href = `/sme/consents/${consentId}/confirm`
    expect(told).toEqual(['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'].map((role) => ({ kind: 'consent.drafted', role, href })))

    expect(await drafted(staff, { draftId: consentId, lookbackMonths: 12 })).toBe(consentId)
    expect(await rowOf(consentId)).toMatchObject({ state: 'DRAFT', lookbackMonths: 12 })
    expect(await codeOf(granted(staff, consentId))).toBe('FORBIDDEN')
    const [listed] = await callerOf(head).consent.list()
    expect(listed).toMatchObject({ id: consentId, shown: 'DRAFT', live: false, lacksSignOff: false })
    expect((await callerOf(head).consent.matrix()).consents).toEqual([])
    expect(await leavesOf(consentId)).toEqual(['consent.drafted', 'consent.drafted'])

    await granted(head, consentId)
    expect(await rowOf(consentId)).toMatchObject({ state: 'ACTIVE', lookbackMonths: 12, grantedBy: head.accountId })
    const { events } = await callerOf(staff).consent.one({ consentId })
    expect(events.map(({ event }) => event)).toEqual(['DRAFTED', 'DRAFTED', 'GRANTED'])
    expect(await codeOf(drafted(staff, { draftId: consentId, lookbackMonths: 36 }))).toBe('consent.event-not-possible')
  })

  it('is handed in by staff as it reads, or discarded by either', async () => {
    const { head, staff } = await aFirm()
    const [handedIn, thrownAway] = [await drafted(staff), await drafted(staff)]
    await callerOf(staff).consent.submitDraft({ consentId: handedIn, notice: (await read(staff, handedIn)).notice })
    expect(await rowOf(handedIn)).toMatchObject({ state: 'PENDING' })
    await callerOf(head).consent.discard({ consentId: thrownAway })
    expect(await rowOf(thrownAway)).toMatchObject({ state: 'REJECTED', endReason: 'DISCARDED' })
    expect(await codeOf(granted(head, thrownAway))).toBe('consent.event-not-possible')
    expect((await callerOf(staff).consent.one({ consentId: thrownAway })).events.map(({ event }) => event)).toEqual([
      'DRAFTED',
      'DISCARDED',
    ])
  })

  it('taken up and changed by a signatory comes into force itself; a few are kept, and each ends with its last day', async () => {
    const { id, head, staff } = await aFirm()
    const consentId = await drafted(staff)
    const form = { rhythm: '1-DAY' as const, retention: { unit: 'MONTH' as const, value: 12 }, lookbackMonths: 12 }
    const { dataClasses, from, to } = matchingTerms()
    const { asked, notice, sha256 } = await callerOf(head).consent.prepare({ ...form, dataClasses, from, to, draftId: consentId })
    const signed = { version: notice.version, language: notice.language, sha256 }
    expect((await callerOf(head).consent.grant({ ...asked, draftId: consentId, notice: signed })).consentId).toBe(consentId)
    expect(await rowOf(consentId)).toMatchObject({ state: 'ACTIVE', lookbackMonths: 12 })

    await owner(
      `INSERT INTO consent SELECT (jsonb_populate_record(c, jsonb_build_object('id', uuidv7(), 'state', 'DRAFT', 'signedConsent', null))).*
       FROM consent c, generate_series(1, 20) WHERE c.id = $1`,
      [consentId],
    )
    expect(await codeOf(drafted(staff))).toBe('consent.too-many-drafts')
    const [old] = await owner<{ id: string }>(`SELECT id FROM consent WHERE "enterpriseId" = $1 AND state = 'DRAFT' LIMIT 1`, [
      id,
    ])
    await owner(`UPDATE consent SET "expiresAt" = now() WHERE id = $1`, [old?.id])
    const due = await worker(
      id,
      (tx) => tx.$queryRaw<{ consent_id: string }[]>`SELECT consent_id FROM guard.consents_past_end(1000)`,
    )
    expect(due.map((one) => one.consent_id)).toContain(old?.id)
    const ending = (tx: Parameters<typeof expireConsent>[0]['tx']) =>
      expireConsent({ tx, scope: enterpriseScope(id), now: new Date(), nobody }, old?.id ?? '')
    await worker(id, ending)
    expect(await rowOf(old?.id ?? '')).toMatchObject({ state: 'EXPIRED' })
  })
})

describe('a draft binds nobody', () => {
  it('is granted once, whoever else grants, changes or discards it at that moment', async () => {
    const { head, representative, staff } = await aFirm()
    for (const other of ['grant', 'discard', 'save'] as const) {
      const consentId = await drafted(staff)
      const { notice } = await read(head, consentId)
      const rival = {
        grant: () => callerOf(representative).consent.confirm({ consentId, notice }),
        discard: () => callerOf(staff).consent.discard({ consentId }),
        save: () => drafted(staff, { draftId: consentId, lookbackMonths: 12 }),
      }
      const both = [callerOf(head).consent.confirm({ consentId, notice }), rival[other]()]
      const outcomes = (await Promise.all(both.map((one) => codeOf(one)))).sort()
      if (other !== 'save') expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
      const events = (await owner<{ event: string }>('SELECT event FROM consent_event WHERE "consentId" = $1', [consentId])).map(
        ({ event }) => event,
      )
      const [row, grants] = [await rowOf(consentId), events.filter((event) => event === 'GRANTED').length]
      expect(grants, other).toBe(row?.state === 'ACTIVE' ? 1 : 0)
      // What was signed is what stands, and not what somebody wrote into it at that moment.
      if (grants > 0) expect(row?.lookbackMonths).toBe(24)
    }
  })

  it('nor gives anybody anything: not fetched under, not held, not shown to its recipient, not signed; and the database sees to it', async () => {
    const { id, staff, head } = await aFirm()
    const consentId = await drafted(staff)
    expect(await codeOf(callerOf(staff).sources.refresh())).toBe('source.no-consent')
    expect(await codeOf(callerOf(head).consent.receipt({ consentId }))).toBe('consent.not-granted')
    expect(await codeOf(callerOf(head).consent.withdraw({ consentId }))).toBe('consent.event-not-possible')
    const hold = () => codeOf(worker(id, (tx) => holdConsent(tx, enterpriseScope(id), consentId)))
    expect(await hold()).toBe('consent.not-live')

    // Control: a database that takes a draft for a consent in force holds it.
    const [row] = await owner<{ text: string }>(
      `SELECT pg_get_functiondef('guard.consent_hold(uuid,uuid)'::regprocedure) AS text`,
    )
    const text = row?.text ?? ''
    await owner(text.replace("c.state = 'ACTIVE'", "c.state IN ('ACTIVE', 'DRAFT')"))
    try {
      expect(await hold()).toBe('done')
    } finally {
      await owner(text)
    }
    expect(await grantLeaves(consentId)).toBe(0)
    await granted(head, consentId)
    expect(await grantLeaves(consentId)).toBe(1)
  })

  it('and no recipient sees it, whereas what was granted it does (control)', async () => {
    const { head, staff, id } = await aFirm()
    const product = await aProduct(bank.organisationId)
    const applicationId = uuidv7()
    await owner(
      `INSERT INTO application_draft ("enterpriseId", id, "productId", "productVersion", answers, "updatedAt", "updatedByName")
       VALUES ($1, $2, $3, 1, '{}', now(), 'x')`,
      [id, applicationId, product],
    )
    const { consentId } = await callerOf(staff).consent.saveDraft(bankTerms(bank.organisationId, applicationId))
    const seen = () => as(bank, (tx) => tx.consent.count({ where: { id: consentId } }))
    expect(await seen()).toBe(0)

    await owner(`UPDATE product SET state = 'WITHDRAWN' WHERE id = $1`, [product])
    const closed = await callerOf(head).consent.readPrepared({ consentId })
    expect(closed).toMatchObject({ obstacle: 'consent.product-closed' })
    await owner(`UPDATE product SET state = 'PUBLISHED' WHERE id = $1`, [product])
    const { notice } = await read(head, consentId)
    await owner(`DELETE FROM application_draft WHERE id = $1`, [applicationId])
    expect(await codeOf(callerOf(head).consent.confirm({ consentId, notice }))).toBe('consent.application-gone')
    await owner(
      `INSERT INTO application_draft ("enterpriseId", id, "productId", "productVersion", answers, "updatedAt", "updatedByName")
       VALUES ($1, $2, $3, 1, '{}', now(), 'x')`,
      [id, applicationId, product],
    )
    await granted(head, consentId)
    expect(await seen()).toBe(1)
  })

  it('cannot be signed, or written anew once it is signed, by SQL in the firm’s own context', async () => {
    const { head, staff } = await aFirm()
    const consentId = await drafted(staff)
    const attempt = (text: string) =>
      inTransaction('tenant', { sessionToken: head.token }, (tx) => tx.$executeRawUnsafe(text)).then(
        (rows) => rows,
        () => 'refused',
      )
    expect(await attempt(`UPDATE consent SET state = 'ACTIVE' WHERE id = '${consentId}'`)).toBe('refused')
    expect(await attempt(`UPDATE consent SET "lookbackMonths" = 36 WHERE id = '${consentId}'`)).toBe('refused')
    await granted(head, consentId)
    expect(await attempt(`UPDATE consent SET state = 'DRAFT' WHERE id = '${consentId}'`)).toBe('refused')
    expect(await rowOf(consentId)).toMatchObject({ state: 'ACTIVE', lookbackMonths: 24 })
  })
})

describe('what changed since a draft was kept', () => {
  it('is said, and the notice is drawn up anew', async () => {
    const { id, head, staff } = await aFirm()
    const consentId = await drafted(staff)
    expect((await read(head, consentId)).changes).toEqual([])
    const changing = async (text: string, values: unknown[]) => {
      await owner(text, values)
      return (await read(head, consentId)).changes
    }
    expect(await changing('UPDATE enterprise SET name = name || $2 WHERE "enterpriseId" = $1', [id, '（新）'])).toEqual(['WORDS'])
    expect(await changing(`UPDATE consent SET "startsAt" = "startsAt" - interval '2 days' WHERE id = $1`, [consentId])).toEqual([
      'BEGINS',
    ])
    expect(await changing(`UPDATE consent SET "noticeVersion" = 'consent-notice/2' WHERE id = $1`, [consentId])).toEqual([
      'NOTICE',
      'BEGINS',
    ])
    const gone = `UPDATE consent SET "dataClasses" = "dataClasses" || ARRAY['TELEPATHY'] WHERE id = $1`
    expect(await changing(gone, [consentId])).toEqual(['NOTICE', 'CLASSES', 'BEGINS'])
    expect((await callerOf(head).consent.one({ consentId })).dataClasses).toEqual(matchingTerms().dataClasses)
  })
})
