import { Refused } from '@/server/kernel/refused'
import { insertContact, insertNote, insertSupplementRequest } from '../records.repository'
import type { ContactInput, DeclineIntakeInput, NoteInput, RequestSupplementInput } from '../schema'
import { type BankContext, moverOf, seenByBank, toFirm } from './contexts'
import { type Moved, take } from './step'

type Target = { applicationId: string; version: number }

/** Takes the application in; whoever accepts it handles it, unless it was given to somebody already. */
export async function accept(ctx: BankContext, target: Target): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  const { person, scope, now } = ctx
  const handler = application.officerId
    ? {}
    : { officerId: person.accountId, officerName: person.name, branchId: application.branchId ?? scope.branchId }
  return take(moverOf(ctx), application, {
    event: 'ACCEPTED',
    changes: { acceptedAt: now, ...handler },
    notices: [toFirm(application)],
  })
}

/** Turns the application away at intake, for a reason that the enterprise is told. */
export async function declineIntake(ctx: BankContext, { reason, note, ...target }: DeclineIntakeInput): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  return take(moverOf(ctx), application, {
    event: 'DECLINED_INTAKE',
    detail: { reason, ...(note ? { note } : {}) },
    notices: [toFirm(application)],
  })
}

/** Puts a contact with the enterprise on record; the first one that reached it stops the contact deadline. */
export async function logContact(ctx: BankContext, { applicationId, version, ...given }: ContactInput): Promise<Moved> {
  const application = await seenByBank(ctx, { applicationId, version })
  if (given.contactedAt > ctx.now) throw new Refused('lending.contact-in-future', { field: 'time' })
  // A form names a whole minute, and the minute in which the application came is not too early.
  const early = application.submittedAt.getTime() - given.contactedAt.getTime()
  if (early >= 60_000) throw new Refused('lending.contact-too-early', { field: 'time' })
  const contact = early > 0 ? { ...given, contactedAt: application.submittedAt } : given
  const moved = await take(moverOf(ctx), application, {
    event: 'CONTACTED',
    changes: contact.reached && !application.contactedAt ? { contactedAt: contact.contactedAt } : {},
    detail: { channel: contact.channel, reached: contact.reached },
  })
  await insertContact({ tx: ctx.tx, application, by: ctx.person, at: ctx.now }, contact)
  return moved
}

export async function startDueDiligence(ctx: BankContext, target: Target): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  return take(moverOf(ctx), application, { event: 'DUE_DILIGENCE_STARTED', notices: [toFirm(application)] })
}

/** Writes a due-diligence note: the bank's own, the timeline only says that there is one. */
export async function addNote(ctx: BankContext, { applicationId, version, ...note }: NoteInput): Promise<Moved> {
  const application = await seenByBank(ctx, { applicationId, version })
  const moved = await take(moverOf(ctx), application, { event: 'NOTED' })
  await insertNote({ tx: ctx.tx, application, by: ctx.person, at: ctx.now }, note)
  return moved
}

/** Asks the enterprise for more; the clock stands still until it answers or the request is waived. */
export async function requestSupplement(ctx: BankContext, input: RequestSupplementInput): Promise<Moved> {
  const { items, note, ...target } = input
  const application = await seenByBank(ctx, target)
  const moved = await take(moverOf(ctx), application, {
    event: 'SUPPLEMENT_REQUESTED',
    detail: { items },
    notices: [toFirm(application)],
  })
  await insertSupplementRequest({ tx: ctx.tx, application, by: ctx.person, at: ctx.now }, { items, note })
  return moved
}

/** The bank goes on without what it asked for; the clock runs again. */
export async function waiveSupplement(ctx: BankContext, target: Target): Promise<Moved> {
  const application = await seenByBank(ctx, target)
  return take(moverOf(ctx), application, { event: 'SUPPLEMENT_WAIVED', notices: [toFirm(application)] })
}
