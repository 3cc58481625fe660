import { uuidv7 } from 'uuidv7'
import type { Actor } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import type { AdverseStatement } from '@/server/portrait/schema'
import type { Standing } from './application.repository'
import { sealCaseTexts } from './case-texts.repository'
import { dateColumn } from './domain/stored-deadline'
import type { ContactInput, Decision, NoteInput, OfferInput, RequestSupplementInput } from './schema'

type By = Pick<Actor, 'accountId' | 'name' | 'personId'>
type Record = { tx: Tx; application: Standing; by: By; at: Date }

const keys = ({ enterpriseId, id, institutionId }: Standing) => ({ enterpriseId, applicationId: id, institutionId })

/** A row of the case that is about to be written: its key is made here, because its texts are sealed for their place. */
const newRow = ({ enterpriseId }: Standing) => ({ enterpriseId, id: uuidv7() })

export async function insertContact(
  { tx, application, by, at }: Record,
  contact: Omit<ContactInput, 'applicationId' | 'version'>,
): Promise<void> {
  const row = newRow(application)
  const [note = ''] = await sealCaseTexts(tx, row, [['contact_log.note', contact.note]])
  await tx.contactLog.createMany({
    data: {
      ...keys(application),
      ...row,
      channel: contact.channel,
      contactedOn: contact.contactedAt,
      reached: contact.reached,
      note,
      byAccount: by.accountId,
      byName: by.name,
      at,
    },
  })
}

type Note = Pick<NoteInput, 'findings' | 'conclusion' | 'visitedOn'>

export async function insertNote({ tx, application, by, at }: Record, note: Note): Promise<void> {
  const row = newRow(application)
  const [findings = '', conclusion = ''] = await sealCaseTexts(tx, row, [
    ['due_diligence_note.findings', note.findings],
    ['due_diligence_note.conclusion', note.conclusion],
  ])
  await tx.dueDiligenceNote.createMany({
    data: {
      ...keys(application),
      ...row,
      visitedOn: dateColumn(note.visitedOn ?? null),
      findings,
      conclusion,
      byAccount: by.accountId,
      byName: by.name,
      at,
    },
  })
}

export async function insertSupplementRequest(
  { tx, application, by, at }: Record,
  { items, note }: Pick<RequestSupplementInput, 'items' | 'note'>,
): Promise<void> {
  const row = newRow(application)
  const [request = ''] = await sealCaseTexts(tx, row, [['supplement_request.request', note]])
  await tx.supplementRequest.createMany({
    data: { ...keys(application), ...row, items, request, requestedBy: by.accountId, requestedAt: at },
  })
}

/** Answers the open request; how many rows it answered (0: none was open). */
export async function answerSupplement({ tx, application, by, at }: Record, answer: string): Promise<number> {
  const { enterpriseId, id } = application
  const open = await tx.supplementRequest.findFirst({
    where: { enterpriseId, applicationId: id, answeredAt: null },
    orderBy: { requestedAt: 'desc' },
    select: { id: true },
  })
  if (!open) return 0
  const [sealed = ''] = await sealCaseTexts(tx, { enterpriseId, id: open.id }, [['supplement_request.answer', answer]])
  const { count } = await tx.supplementRequest.updateMany({
    where: { enterpriseId, id: open.id, answeredAt: null },
    data: { answer: sealed, answeredBy: by.accountId, answeredAt: at },
  })
  return count
}

const termsOf = (decision: Decision) =>
  decision.kind === 'GRANT'
    ? { amountFen: decision.amountFen, rateBps: decision.rateBps, termMonths: decision.termMonths, method: decision.method }
    : { reasons: decision.reasons }

/** What a refusal tells the enterprise that it rests on, and the digest of it. */
export type ToldFactors = { statement: AdverseStatement; digest: string }

export async function insertRecommendation(
  { tx, application, by, at }: Record,
  proposal: Decision,
  opinion: string,
): Promise<void> {
  const row = newRow(application)
  const [sealed = ''] = await sealCaseTexts(tx, row, [['recommendation.opinion', opinion]])
  await tx.recommendation.createMany({
    data: {
      ...keys(application),
      ...row,
      proposal: proposal.kind,
      ...termsOf(proposal),
      adverse: proposal.kind === 'REJECT' ? (proposal.adverse ?? []) : [],
      opinion: sealed,
      byPerson: by.personId,
      byAccount: by.accountId,
      byName: by.name,
      at,
    },
  })
}

export const insertDecision = ({ tx, application, by, at }: Record, decision: Decision, told: ToldFactors | null) =>
  tx.decision.createMany({
    data: {
      ...keys(application),
      outcome: decision.kind,
      ...termsOf(decision),
      explanation: decision.kind === 'REJECT' ? (decision.otherText ?? null) : null,
      ...(told ? { adverse: told.statement, adverseDigest: told.digest } : {}),
      byPerson: by.personId,
      byAccount: by.accountId,
      byName: by.name,
      at,
    },
  })

/** True when this person has recommended the application at any time, be it before it was sent back. */
export const hasRecommended = async (tx: Tx, { enterpriseId, id }: Standing, personId: string): Promise<boolean> =>
  (await tx.recommendation.count({ where: { enterpriseId, applicationId: id, byPerson: personId } })) > 0

type NewOffer = Pick<OfferInput, 'amountFen' | 'rateBps' | 'termMonths' | 'method' | 'upfrontFeesFen'> & {
  allInSimpleBps: number
  allInCompoundBps: number
  validUntil: Date
}

export const insertOffer = ({ tx, application, by, at }: Record, offer: NewOffer) =>
  tx.offer.createMany({ data: { ...keys(application), ...offer, madeBy: by.accountId, madeAt: at } })

/** Answers an offer once; `by` null: the clock did. How many rows it answered. */
export async function answerOffer(
  tx: Tx,
  { enterpriseId }: Standing,
  offerId: string,
  answer: { answer: 'ACCEPTED' | 'DECLINED' | 'EXPIRED'; answeredBy: string | null; answeredAt: Date },
): Promise<number> {
  return (await tx.offer.updateMany({ where: { enterpriseId, id: offerId, answer: null }, data: answer })).count
}
