import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { nextConsentState } from '../domain/consent-lifecycle'
import type { NoticeLanguage } from '../domain/notice-text'
import { termsColumns } from '../domain/terms-columns'
import { keepNotice } from '../notice.repository'
import { findConsent, insertConsent, insertEvent, moveConsent, signPrepared } from '../repository'
import { ConsentMode, ConsentPurpose, DataClass, FetchType, type GrantConsentInput } from '../schema'
import type { ConsentContext } from './context'
import { type GrantedConsent, readNotice, recordGrant, signatureOf } from './grant-consent'
import { type Asked, prepareConsent } from './prepare-consent'

/**
 * Staff hand in a consent as they filled it in: it waits for somebody who can bind the firm, and permits nothing until then.
 * @throws Refused as `prepareConsent`
 */
export async function submitConsent(ctx: ConsentContext, input: GrantConsentInput): Promise<{ consentId: string }> {
  const submitted = nextConsentState('DRAFT', 'SUBMITTED', ctx.session.roles)
  if (!submitted.ok) throw new Refused(submitted.refusal)
  const prepared = await readNotice(ctx, input)
  const { tx, scope, person, now } = ctx
  const id = uuidv7()
  await insertConsent(tx, scope, {
    id,
    state: 'PENDING',
    ...termsColumns(prepared.terms),
    personalClasses: prepared.personalClasses,
    noticeVersion: prepared.notice.version,
    noticeHash: prepared.sha256,
    noticeLanguage: prepared.notice.language,
    preparedBy: person.accountId,
    preparedByName: person.name,
    preparedAt: now,
  })
  await keepNotice(tx, scope, prepared.notice, prepared.sha256)
  await record(ctx, id, 'SUBMITTED', 'PENDING')
  for (const role of ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const) {
    await notify(tx, {
      organisationId: scope.enterpriseId,
      role,
      kind: 'consent.to-confirm',
      params: { by: person.name },
      href: `/sme/consents/${id}/confirm`,
    })
  }
  return { consentId: id }
}

async function record(ctx: ConsentContext, consentId: string, event: 'SUBMITTED' | 'REJECTED', state: 'PENDING' | 'REJECTED') {
  const { tx, scope, person, now } = ctx
  const by = { actorId: person.accountId, actorName: person.name }
  await insertEvent(tx, scope, { id: uuidv7(), consentId, event, state, at: now, ...by })
  const act = event === 'SUBMITTED' ? 'consent.submitted' : 'consent.rejected'
  await appendToLedger(tx, person, { act, enterpriseId: scope.enterpriseId, subjectId: consentId, body: {} })
}

const Stored = z.object({
  purpose: ConsentPurpose,
  dataClasses: z.array(DataClass),
  consentMode: ConsentMode,
  fetchType: FetchType,
  retentionUnit: z.enum(['DAY', 'MONTH', 'YEAR']),
  frequencyUnit: z.enum(['HOUR', 'DAY', 'MONTH', 'YEAR']).nullable(),
})

type Row = NonNullable<Awaited<ReturnType<typeof findConsent>>>

/** What was asked for, as it can be granted today: what should have begun already begins today. */
function askedOf(row: Row, now: Date): Asked {
  const { retentionUnit, frequencyUnit, ...kept } = Stored.parse(row)
  const [from, today] = [shanghaiDate(row.startsAt), shanghaiDate(now)]
  return {
    ...kept,
    recipient:
      row.institutionId && row.applicationId
        ? { kind: 'INSTITUTION', institutionId: row.institutionId, applicationId: row.applicationId }
        : { kind: 'PLATFORM' },
    from: from < today ? today : from,
    to: addDays(shanghaiDate(row.expiresAt), -1),
    lookbackMonths: row.lookbackMonths,
    retention: { unit: retentionUnit, value: row.retentionValue },
    ...(frequencyUnit && row.frequencyValue ? { frequency: { unit: frequencyUnit, value: row.frequencyValue } } : {}),
  }
}

async function pending(ctx: Pick<ConsentContext, 'tx' | 'scope'>, consentId: string): Promise<Row> {
  const row = await findConsent(ctx.tx, ctx.scope, consentId)
  if (!row) throw new NotFound('consent')
  if (row.state !== 'PENDING') throw new Refused('consent.event-not-possible')
  return row
}

/** The notice of what staff prepared, for the signatory to read in their own language. Writes nothing. */
export async function readPrepared(ctx: ConsentContext, consentId: string, language: NoticeLanguage) {
  const row = await pending(ctx, consentId)
  const { notice, sha256 } = await prepareConsent(ctx, askedOf(row, ctx.now), language)
  return { consentId, notice, sha256, preparedByName: row.preparedByName, preparedAt: row.preparedAt }
}

/**
 * Confirms what staff prepared: from now on it is a consent like any other, signed by the platform and the signatory's.
 * @throws Refused, ChangedMeanwhile
 */
export async function confirmConsent(
  ctx: ConsentContext,
  input: { consentId: string; notice: GrantConsentInput['notice'] },
): Promise<GrantedConsent & { asked: Asked }> {
  const row = await pending(ctx, input.consentId)
  const granted = nextConsentState('PENDING', 'GRANTED', ctx.session.roles)
  if (!granted.ok) throw new Refused(granted.refusal)
  const asked = askedOf(row, ctx.now)
  const prepared = await readNotice(ctx, { ...asked, notice: input.notice })
  const signing = { id: row.id, eventId: uuidv7(), prepared }
  const signature = await signatureOf(ctx, signing)
  if (!(await signPrepared(ctx.tx, row, signature))) throw new ChangedMeanwhile('consent')
  return { ...(await recordGrant(ctx, signing, signature)), asked }
}

/** Turns down what staff prepared; it never was in force. */
export async function rejectConsent(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const row = await pending(ctx, consentId)
  const rejected = nextConsentState('PENDING', 'REJECTED', ctx.session.roles)
  if (!rejected.ok) throw new Refused(rejected.refusal)
  const moved = await moveConsent(ctx.tx, ctx.scope, row, rejected.value, { endedAt: ctx.now, endReason: 'REJECTED' })
  if (!moved) throw new ChangedMeanwhile('consent')
  await record(ctx, consentId, 'REJECTED', 'REJECTED')
  return { consentId }
}
