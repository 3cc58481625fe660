import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { nextConsentState } from '../domain/consent-lifecycle'
import { currentNoticeVersion, type NoticeLanguage } from '../domain/notice-text'
import { termsColumns } from '../domain/terms-columns'
import { findBasis } from '../draft.repository'
import { keepNotice } from '../notice.repository'
import { findConsent, insertConsent, moveConsent, signPrepared } from '../repository'
import { ConsentMode, ConsentPurpose, DataClass, FetchType, type GrantConsentInput } from '../schema'
import type { ConsentContext } from './context'
import { type GrantedConsent, readNotice, recordGrant, signatureOf } from './grant-consent'
import { type ConsentRow, draftOf, noticeColumns, recordPreparing, rewrite, tellSignatories } from './keep-draft'
import { type Asked, prepareConsent } from './prepare-consent'

/**
 * Staff hand in a consent as they filled it in: it waits for somebody who can bind the firm, and permits nothing until then.
 * `draftId`: the draft that it was kept as.
 * @throws Refused as `prepareConsent`
 */
export async function submitConsent(
  ctx: ConsentContext,
  input: GrantConsentInput,
  draftId?: string,
): Promise<{ consentId: string }> {
  const submitted = nextConsentState('DRAFT', 'SUBMITTED', ctx.session.roles)
  if (!submitted.ok) throw new Refused(submitted.refusal)
  const prepared = await readNotice(ctx, input)
  const { tx, scope, person, now } = ctx
  const id = draftId ?? uuidv7()
  if (draftId) await rewrite(ctx, await draftOf(ctx, draftId), prepared, 'PENDING')
  else {
    const by = { preparedBy: person.accountId, preparedByName: person.name, preparedAt: now }
    await insertConsent(tx, scope, { id, state: 'PENDING', ...termsColumns(prepared.terms), ...noticeColumns(prepared), ...by })
    await keepNotice(tx, scope, prepared.notice, prepared.sha256)
  }
  await recordPreparing(ctx, id, 'SUBMITTED', submitted.value)
  await tellSignatories(ctx, id, 'consent.to-confirm')
  return { consentId: id }
}

/** Hands in a draft as it reads today, after its notice was read. @throws Refused, ChangedMeanwhile */
export async function submitDraft(
  ctx: ConsentContext,
  input: { consentId: string; notice: GrantConsentInput['notice'] },
): Promise<{ consentId: string }> {
  const row = await draftOf(ctx, input.consentId)
  await basisOf(ctx, row)
  return submitConsent(ctx, { ...askedOf(row, ctx.now), notice: input.notice }, row.id)
}

const Stored = z.object({
  purpose: ConsentPurpose,
  dataClasses: z.array(DataClass),
  consentMode: ConsentMode,
  fetchType: FetchType,
  retentionUnit: z.enum(['DAY', 'MONTH', 'YEAR']),
  frequencyUnit: z.enum(['HOUR', 'DAY', 'MONTH', 'YEAR']).nullable(),
})

const isOffered = (name: string) => DataClass.safeParse(name).success

/** What was asked for, as it can be granted today: what should have begun already begins today. */
function askedOf(row: ConsentRow, now: Date): Asked {
  const { retentionUnit, frequencyUnit, ...kept } = Stored.parse({ ...row, dataClasses: row.dataClasses.filter(isOffered) })
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

async function prepared(ctx: Pick<ConsentContext, 'tx' | 'scope'>, consentId: string): Promise<ConsentRow> {
  const row = await findConsent(ctx.tx, ctx.scope, consentId)
  if (!row) throw new NotFound('consent')
  if (row.state !== 'DRAFT' && row.state !== 'PENDING') throw new Refused('consent.event-not-possible')
  return row
}

/** @throws Refused when nothing can come any more of the application that it was prepared for */
async function basisOf({ tx, scope }: Pick<ConsentContext, 'tx' | 'scope'>, { institutionId, applicationId }: ConsentRow) {
  if (!institutionId || !applicationId) return
  const basis = await findBasis(tx, scope, { institutionId, applicationId })
  if (basis === 'PRODUCT_CLOSED') throw new Refused('consent.product-closed')
  if (basis === 'APPLICATION_GONE') throw new Refused('consent.application-gone')
}

/**
 * What is not any more as it was when it was kept: NOTICE, the platform's notice has a new version; CLASSES, a class is not offered
 * any more and was left out; BEGINS, its first day passed and it begins today; WORDS, something else in the text, such as a name.
 */
type DraftChange = 'NOTICE' | 'CLASSES' | 'BEGINS' | 'WORDS'

async function changesOf(ctx: ConsentContext, row: ConsentRow, asked: Asked): Promise<DraftChange[]> {
  const found: DraftChange[] = []
  if (row.noticeVersion !== currentNoticeVersion) found.push('NOTICE')
  if (row.dataClasses.length !== asked.dataClasses.length) found.push('CLASSES')
  if (shanghaiDate(row.startsAt) !== asked.from) found.push('BEGINS')
  if (found.length > 0) return found
  const again = await prepareConsent(ctx, asked, row.noticeLanguage === 'en' ? 'en' : 'zh-CN')
  return again.sha256 === row.noticeHash ? [] : ['WORDS']
}

/**
 * The notice of what was prepared, drawn up anew for whoever reads it now, in their own language, with what changed since it was
 * kept. `obstacle`: why it cannot be granted any more. Writes nothing.
 */
export async function readPrepared(ctx: ConsentContext, consentId: string, language: NoticeLanguage) {
  const row = await prepared(ctx, consentId)
  const { state, preparedByName, preparedAt } = row
  const kept = { consentId, state, preparedByName, preparedAt }
  const asked = askedOf(row, ctx.now)
  try {
    await basisOf(ctx, row)
    const { notice, sha256 } = await prepareConsent(ctx, asked, language)
    return { ...kept, obstacle: null, notice, sha256, changes: await changesOf(ctx, row, asked) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { ...kept, obstacle: error.code }
  }
}

/**
 * Grants what was prepared, a draft or what staff handed in: from now on it is a consent like any other, signed by the platform and the signatory's.
 * @throws Refused, ChangedMeanwhile
 */
export async function confirmConsent(
  ctx: ConsentContext,
  input: { consentId: string; notice: GrantConsentInput['notice'] },
): Promise<GrantedConsent & { asked: Asked }> {
  const row = await prepared(ctx, input.consentId)
  const granted = nextConsentState(row.state, 'GRANTED', ctx.session.roles)
  if (!granted.ok) throw new Refused(granted.refusal)
  await basisOf(ctx, row)
  const asked = askedOf(row, ctx.now)
  const signing = { id: row.id, eventId: uuidv7(), prepared: await readNotice(ctx, { ...asked, notice: input.notice }) }
  const signature = await signatureOf(ctx, signing)
  if (!(await signPrepared(ctx.tx, row, signature))) throw new ChangedMeanwhile('consent')
  return { ...(await recordGrant(ctx, signing, signature)), asked }
}

/** Turns down what staff prepared; it never was in force. */
export async function rejectConsent(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const row = await prepared(ctx, consentId)
  const rejected = nextConsentState(row.state, 'REJECTED', ctx.session.roles)
  if (!rejected.ok) throw new Refused(rejected.refusal)
  const moved = await moveConsent(ctx.tx, ctx.scope, row, rejected.value, { endedAt: ctx.now, endReason: 'REJECTED' })
  if (!moved) throw new ChangedMeanwhile('consent')
  await recordPreparing(ctx, consentId, 'REJECTED', rejected.value)
  return { consentId }
}
