import { DataClass } from '@/server/sources/schema'
import { listCopiesOfConsent } from '../copies.repository'
import type { NoticeLanguage } from '../domain/notice-text'
import { isLive } from '../domain/use-consent'
import { platformName } from '../platform-party'
import { receiptNumber } from '../receipt-number'
import { findConsent, listConsents, namesOfInstitutions } from '../repository'
import { ConsentEvent } from '../schema'
import { listSignOffs } from '../sign-off.repository'
import type { ConsentContext } from './context'

type Reading = Pick<ConsentContext, 'tx' | 'scope' | 'now'>
type Named = { recipientKind: string; institutionId: string | null }

async function recipientNames({ tx }: Reading, rows: readonly Named[], language: NoticeLanguage) {
  const ids = [...new Set(rows.flatMap((row) => row.institutionId ?? []))]
  const found = ids.length > 0 ? await namesOfInstitutions(tx, ids) : []
  const names = new Map(found.map((one) => [one.institutionId, language === 'en' ? one.nameEn : one.name]))
  return ({ institutionId }: Named) => (institutionId ? (names.get(institutionId) ?? '--') : platformName(language))
}

type Stored = {
  state: string
  startsAt: Date
  expiresAt: Date
  dataClasses: string[]
  personalClasses: string[]
  signOffs: unknown[]
}

/** Nobody has granted it yet. */
const isPrepared = ({ state }: { state: string }) => state === 'PENDING' || state === 'DRAFT'

/** A consent that ran out counts as ended even before the worker has come round. */
function standing<Row extends Stored & Parameters<typeof isLive>[0]>(row: Row, now: Date) {
  const live = isLive(row, now)
  const waiting = row.state === 'ACTIVE' && now < row.startsAt
  const shown = live ? 'LIVE' : waiting ? 'NOT_BEGUN' : row.state === 'ACTIVE' ? 'EXPIRED' : row.state
  const current = live || waiting || (['PAUSED', 'PENDING', 'DRAFT'].includes(row.state) && now < row.expiresAt)
  /** Personal data is within it, and the person has not signed off (any more). */
  const lacksSignOff = !isPrepared(row) && current && row.personalClasses.length > 0 && row.signOffs.length === 0
  return { live, current, lacksSignOff, shown: shown as ShownState }
}

/** A state as people are told it. */
export type ShownState = 'LIVE' | 'NOT_BEGUN' | 'PAUSED' | 'REVOKED' | 'EXPIRED' | 'PENDING' | 'DRAFT' | 'REJECTED'

/** What is not offered any more was left out of a draft when it is shown; what was granted is all there. */
const classesOf = (row: { state: string }, names: string[]) =>
  DataClass.array().parse(isPrepared(row) ? names.filter((name) => DataClass.safeParse(name).success) : names)

/** All consents of the enterprise, newest first, with the recipient's name in the reader's language. */
export async function listConsentsOf(ctx: Reading, language: NoticeLanguage) {
  const rows = await listConsents(ctx.tx, ctx.scope)
  const nameOf = await recipientNames(ctx, rows, language)
  return rows.map((row) => ({
    ...row,
    ...standing(row, ctx.now),
    recipientName: nameOf(row),
    dataClasses: classesOf(row, row.dataClasses),
    personalClasses: classesOf(row, row.personalClasses),
  }))
}

/** One consent with its events and their receipt numbers, or null. */
export async function showConsent(ctx: Reading, id: string, language: NoticeLanguage) {
  const row = await findConsent(ctx.tx, ctx.scope, id)
  if (!row) return null
  const nameOf = await recipientNames(ctx, [row], language)
  const events = row.events.map((event) => ({
    ...event,
    receiptNumber: receiptNumber(ConsentEvent.parse(event.event), event.id, event.at),
  }))
  const { signedConsent, ...rest } = row
  const copies = await listCopiesOfConsent(ctx.tx, ctx.scope, id)
  const holderOf = await recipientNames(
    ctx,
    copies.map(({ institutionId }) => ({ institutionId, recipientKind: 'INSTITUTION' })),
    language,
  )
  const signed = await listSignOffs(ctx.tx, ctx.scope, id)
  return {
    ...rest,
    signed: signedConsent !== null,
    /** Every sign-off there was; `signOffs` are those that stand. */
    personal: signed.map(({ signedStatement, ...one }) => one),
    copies: copies.map((copy) => ({
      ...copy,
      holder: holderOf({ institutionId: copy.institutionId, recipientKind: 'INSTITUTION' }),
    })),
    ...standing(row, ctx.now),
    recipientName: nameOf(row),
    dataClasses: classesOf(row, row.dataClasses),
    personalClasses: classesOf(row, row.personalClasses),
    events,
  }
}
