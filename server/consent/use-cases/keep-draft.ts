import { uuidv7 } from 'uuidv7'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { notify } from '@/server/notify/notify'
import { nextConsentState } from '../domain/consent-lifecycle'
import type { NoticeLanguage } from '../domain/notice-text'
import { termsColumns } from '../domain/terms-columns'
import { countDrafts, rewriteDraft } from '../draft.repository'
import { keepNotice } from '../notice.repository'
import { findConsent, insertConsent, insertEvent, moveConsent } from '../repository'
import type { ConsentEvent, ConsentState } from '../schema'
import type { ConsentContext } from './context'
import { type Asked, type PreparedConsent, prepareConsent } from './prepare-consent'

/** So many a firm may leave lying about: the list of its consents stays one that a person can read. */
const mostDrafts = 20

export type ConsentRow = NonNullable<Awaited<ReturnType<typeof findConsent>>>
type Preparing = Extract<ConsentEvent, 'DRAFTED' | 'DISCARDED' | 'SUBMITTED' | 'REJECTED'>

const acts = {
  DRAFTED: 'consent.drafted',
  DISCARDED: 'consent.discarded',
  SUBMITTED: 'consent.submitted',
  REJECTED: 'consent.rejected',
} as const satisfies Record<Preparing, string>

/** Event and ledger entry of a step before anything is granted. */
export async function recordPreparing(ctx: ConsentContext, consentId: string, event: Preparing, state: ConsentState) {
  const { tx, scope, person, now } = ctx
  const by = { actorId: person.accountId, actorName: person.name }
  await insertEvent(tx, scope, { id: uuidv7(), consentId, event, state, at: now, ...by })
  await appendToLedger(tx, person, { act: acts[event], enterpriseId: scope.enterpriseId, subjectId: consentId, body: {} })
}

/** Tells those who can bind the firm that something waits for them. */
export async function tellSignatories(ctx: ConsentContext, consentId: string, kind: 'consent.drafted' | 'consent.to-confirm') {
  const { tx, scope, person } = ctx
  for (const role of ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const) {
    await notify(tx, {
      organisationId: scope.enterpriseId,
      role,
      kind,
      params: { by: person.name },
      href: `/sme/consents/${consentId}/confirm`,
    })
  }
}

/** The notice of what is prepared, as it is stored beside its terms; nothing in it is signed. */
export const noticeColumns = ({ personalClasses, notice, sha256 }: PreparedConsent) => ({
  personalClasses,
  noticeVersion: notice.version,
  noticeHash: sha256,
  noticeLanguage: notice.language,
})

/** A draft of the firm's own. @throws NotFound, Refused when it is none (any more) */
export async function draftOf({ tx, scope }: Pick<ConsentContext, 'tx' | 'scope'>, consentId: string): Promise<ConsentRow> {
  const row = await findConsent(tx, scope, consentId)
  if (!row) throw new NotFound('consent')
  if (row.state !== 'DRAFT') throw new Refused('consent.event-not-possible')
  return row
}

/** A draft goes on with other terms, for the recipient that it was begun for. @throws Refused, ChangedMeanwhile */
export async function rewrite(ctx: ConsentContext, row: ConsentRow, prepared: PreparedConsent, to: 'DRAFT' | 'PENDING') {
  const { recipient, purpose } = prepared.terms
  const asBegun =
    recipient.kind === 'INSTITUTION' ? recipient.applicationId === row.applicationId : row.recipientKind === 'PLATFORM'
  if (!asBegun || purpose !== row.purpose) throw new Refused('consent.purpose-recipient-mismatch', { field: 'purpose' })
  const terms = { ...termsColumns(prepared.terms), ...noticeColumns(prepared) }
  const { id, version } = row
  const written = await rewriteDraft(ctx.tx, { id, version, to, terms, by: ctx.person.name, at: ctx.now })
  if (!written) throw new ChangedMeanwhile('consent')
  await keepNotice(ctx.tx, ctx.scope, prepared.notice, prepared.sha256)
}

/**
 * Keeps a consent that is being prepared, or its changes: it binds nobody, and gives nobody anything. Those who can bind the firm
 * hear of a new one, unless it is theirs.
 * @throws Refused as `prepareConsent`, and when too many lie about
 */
export async function saveDraft(
  ctx: ConsentContext,
  { asked, draftId, language }: { asked: Asked; draftId?: string | undefined; language: NoticeLanguage },
): Promise<{ consentId: string }> {
  const { tx, scope, person, now, session } = ctx
  const drafted = nextConsentState('DRAFT', 'DRAFTED', session.roles)
  if (!drafted.ok) throw new Refused(drafted.refusal)
  const prepared = await prepareConsent(ctx, asked, language)
  const id = draftId ?? uuidv7()
  if (draftId) await rewrite(ctx, await draftOf(ctx, draftId), prepared, 'DRAFT')
  else {
    if ((await countDrafts(tx, scope)) >= mostDrafts) throw new Refused('consent.too-many-drafts', { most: mostDrafts })
    const by = { preparedBy: person.accountId, preparedByName: person.name, preparedAt: now }
    await insertConsent(tx, scope, { id, state: 'DRAFT', ...termsColumns(prepared.terms), ...noticeColumns(prepared), ...by })
    await keepNotice(tx, scope, prepared.notice, prepared.sha256)
  }
  await recordPreparing(ctx, id, 'DRAFTED', 'DRAFT')
  if (!draftId && !nextConsentState('DRAFT', 'GRANTED', session.roles).ok) await tellSignatories(ctx, id, 'consent.drafted')
  return { consentId: id }
}

/** Throws a draft away; it never was anything that anybody granted. @throws Refused, ChangedMeanwhile */
export async function discardDraft(ctx: ConsentContext, consentId: string): Promise<{ consentId: string }> {
  const row = await draftOf(ctx, consentId)
  const discarded = nextConsentState(row.state, 'DISCARDED', ctx.session.roles)
  if (!discarded.ok) throw new Refused(discarded.refusal)
  const end = { endedAt: ctx.now, endReason: 'DISCARDED' as const }
  if (!(await moveConsent(ctx.tx, ctx.scope, row, discarded.value, end))) throw new ChangedMeanwhile('consent')
  await recordPreparing(ctx, consentId, 'DISCARDED', discarded.value)
  return { consentId }
}
