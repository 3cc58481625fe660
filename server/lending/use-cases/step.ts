import type { Actor } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger, type LedgerAct } from '@/server/ledger/append'
import { type NewNotice, notify } from '@/server/notify/notify'
import { type ApplicationChanges, moveApplication, movedMeanwhile, type Standing } from '../application.repository'
import { allowedEvents, type Roles, transition } from '../domain/application-lifecycle'
import { dateColumn, progressionOf, storedDeadline } from '../domain/stored-deadline'
import type { ApplicationEvent, ApplicationFlag, ApplicationState } from '../schema'

/** Whoever moves an application, inside an open transaction; `roles` is SYSTEM for the worker. */
export type Mover = { tx: Tx; person: Pick<Actor, 'accountId' | 'organisationId' | 'name'>; roles: Roles; now: Date }

export type Step = {
  event: ApplicationEvent
  changes?: ApplicationChanges
  /** Shown to both sides in the timeline. */
  detail?: LedgerAct['body']
  /** For the ledger only, beside the detail. */
  onRecord?: LedgerAct['body']
  /** To the other side, or whoever has to act next. */
  notices?: readonly Pick<NewNotice, 'organisationId' | 'accountId' | 'role' | 'params'>[]
}

export type Moved = { applicationId: string; state: ApplicationState; version: number }

type Flagged = Pick<Standing, 'suspended' | 'escalated' | 'needsRefresh'> & { offers: readonly { answer: string | null }[] }

/** The flags of an application as its columns and its standing offer say them. */
export function flagsOf(application: Flagged): ApplicationFlag[] {
  const set: [ApplicationFlag, boolean][] = [
    ['SUSPENDED', application.suspended],
    ['ESCALATED', application.escalated],
    ['NEEDS_REFRESH', application.needsRefresh],
    ['OFFER_ACCEPTED', application.offers[0]?.answer === 'ACCEPTED'],
  ]
  return set.flatMap(([flag, on]) => (on ? [flag] : []))
}

/** What these roles may do to the application now: the buttons on screen. */
export const allowedFor = (application: Flagged & { state: ApplicationState }, roles: Roles): ApplicationEvent[] =>
  allowedEvents(application.state, roles, flagsOf(application))

/** The application as the person saw it, or the refusal that says who was quicker. */
export async function seen(tx: Tx, application: Standing | null, version: number): Promise<Standing> {
  if (!application) throw new NotFound('application')
  if (application.version !== version) throw await movedMeanwhile(tx, application)
  return application
}

const afterDecision: readonly ApplicationState[] = ['WITHDRAWN', 'LAPSED', 'DECLINED_INTAKE']

function changesOf(
  application: Standing,
  step: Step,
  to: { state: ApplicationState; flags: readonly ApplicationFlag[] },
  now: Date,
) {
  const moments = {
    submittedAt: application.submittedAt,
    acceptedAt: momentOf(step.changes?.acceptedAt) ?? application.acceptedAt,
    contactedAt: momentOf(step.changes?.contactedAt) ?? application.contactedAt,
    decidedAt: momentOf(step.changes?.decidedAt) ?? application.decidedAt,
  }
  const events = [...application.events, { event: step.event, at: now }]
  const ended = afterDecision.includes(to.state) ? now : null
  const { dueOn, ceilingOn, ...deadline } = storedDeadline(progressionOf(moments, events, ended), now)
  return {
    ...step.changes,
    ...deadline,
    dueOn: dateColumn(dueOn),
    ceilingOn: dateColumn(ceilingOn),
    suspended: to.flags.includes('SUSPENDED'),
    escalated: to.flags.includes('ESCALATED'),
    needsRefresh: to.flags.includes('NEEDS_REFRESH'),
  }
}

const momentOf = (value: unknown): Date | null => (value instanceof Date ? value : null)

/** `OFFER_ACCEPTED` is noticed as `application.offer-accepted`, and so on the ledger. */
export const kindOf = (event: ApplicationEvent) => `application.${event.toLowerCase().replaceAll('_', '-')}`

/** Where an organisation's people find the application. */
export const pageOf = (application: Pick<Standing, 'id' | 'institutionId'>, organisationId: string) =>
  `/${organisationId === application.institutionId ? 'bank' : 'sme'}/applications/${application.id}`

/**
 * One step of an application's life: state, deadlines, event, ledger entry and notices, together or not at all.
 * @throws Refused by the lifecycle; ChangedMeanwhile for the loser of a race
 */
export async function take(mover: Mover, application: Standing, step: Step): Promise<Moved> {
  const { tx, person, roles, now } = mover
  const next = transition({ state: application.state, flags: flagsOf(application) }, step.event, roles)
  if (!next.ok) throw new Refused(next.refusal)
  const { id, enterpriseId, institutionId, number, enterpriseName } = application
  await moveApplication(tx, application, changesOf(application, step, next.value, now), {
    event: step.event,
    toState: next.value.state,
    detail: step.detail ?? {},
    by: person,
    at: now,
  })
  await appendToLedger(tx, person, {
    act: kindOf(step.event),
    enterpriseId,
    subjectId: id,
    body: { institutionId, number, ...step.detail, ...step.onRecord },
  })
  for (const notice of step.notices ?? []) {
    await notify(tx, {
      ...notice,
      kind: kindOf(step.event),
      params: { number, enterprise: enterpriseName, ...notice.params },
      href: pageOf(application, notice.organisationId),
    })
  }
  return { applicationId: id, state: next.value.state, version: application.version + 1 }
}
