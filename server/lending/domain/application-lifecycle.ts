import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { ActorRole, ApplicationEvent, ApplicationFlag, ApplicationState } from '../schema'

/**
 * The life of an application (reference 4.13): state × event × role. What isn't in these tables can't happen, and
 * screens take their buttons from them, so it can't be clicked either. An application begins in SUBMITTED.
 */
const moves = {
  SUBMITTED: {
    ACCEPTED: 'ACCEPTED',
    DECLINED_INTAKE: 'DECLINED_INTAKE',
    ...staysIn('SUBMITTED', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED', 'ESCALATED', 'REFRESH_NEEDED', 'REFRESHED'),
    ...endsEarly(),
  },
  ACCEPTED: {
    DUE_DILIGENCE_STARTED: 'DUE_DILIGENCE',
    SUPPLEMENT_REQUESTED: 'SUPPLEMENT',
    ...staysIn('ACCEPTED', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED', 'ESCALATED', 'REFRESH_NEEDED', 'REFRESHED'),
    ...endsEarly(),
  },
  DUE_DILIGENCE: {
    RECOMMENDED: 'IN_APPROVAL',
    SUPPLEMENT_REQUESTED: 'SUPPLEMENT',
    NOTED: 'DUE_DILIGENCE',
    ...staysIn('DUE_DILIGENCE', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED', 'ESCALATED', 'REFRESH_NEEDED', 'REFRESHED'),
    ...endsEarly(),
  },
  SUPPLEMENT: {
    SUPPLEMENTED: 'DUE_DILIGENCE',
    SUPPLEMENT_WAIVED: 'DUE_DILIGENCE',
    ...staysIn('SUPPLEMENT', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED', 'REFRESH_NEEDED', 'REFRESHED'),
    ...endsEarly(),
  },
  IN_APPROVAL: {
    GRANTED: 'GRANTED',
    REJECTED: 'REJECTED',
    SENT_BACK: 'DUE_DILIGENCE',
    ...staysIn('IN_APPROVAL', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED', 'ESCALATED', 'REFRESH_NEEDED', 'REFRESHED'),
    ...endsEarly(),
  },
  GRANTED: {
    OFFERED: 'OFFERED',
    LAPSED: 'LAPSED',
    ...staysIn('GRANTED', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED'),
    ...endsEarly(),
  },
  OFFERED: {
    OFFER_ACCEPTED: 'OFFERED',
    OFFER_DECLINED: 'WITHDRAWN',
    OFFER_EXPIRED: 'LAPSED',
    CONTRACTED: 'CONTRACTED',
    LAPSED: 'LAPSED',
    ...staysIn('OFFERED', 'CONTACTED', 'REASSIGNED', 'SUSPENDED', 'RESUMED'),
    ...endsEarly(),
  },
  CONTRACTED: {
    PARTLY_DISBURSED: 'PARTLY_DISBURSED',
    DISBURSED: 'DISBURSED',
    LAPSED: 'LAPSED',
    ...staysIn('CONTRACTED', 'CONTACTED', 'REASSIGNED'),
  },
  PARTLY_DISBURSED: {
    PARTLY_DISBURSED: 'PARTLY_DISBURSED',
    DISBURSED: 'DISBURSED',
    DISBURSEMENT_REVERSED: 'CONTRACTED',
    SETTLED: 'SETTLED',
    RENEWED: 'RENEWED',
    ...staysIn('PARTLY_DISBURSED', 'CONTACTED', 'REASSIGNED'),
  },
  DISBURSED: {
    DISBURSED: 'DISBURSED',
    PARTLY_DISBURSED: 'PARTLY_DISBURSED',
    DISBURSEMENT_REVERSED: 'CONTRACTED',
    SETTLED: 'SETTLED',
    RENEWED: 'RENEWED',
    ...staysIn('DISBURSED', 'CONTACTED', 'REASSIGNED'),
  },
  // Closed, but a reversed repayment (a fact that never was) opens them again.
  SETTLED: { PARTLY_DISBURSED: 'PARTLY_DISBURSED', DISBURSED: 'DISBURSED' },
  RENEWED: { PARTLY_DISBURSED: 'PARTLY_DISBURSED', DISBURSED: 'DISBURSED' },
  DECLINED_INTAKE: {},
  REJECTED: {},
  WITHDRAWN: {},
  LAPSED: {},
} as const satisfies Record<ApplicationState, Partial<Record<ApplicationEvent, ApplicationState>>>

function staysIn<State extends ApplicationState, Event extends ApplicationEvent>(state: State, ...events: Event[]) {
  return Object.fromEntries(events.map((event) => [event, state])) as Record<Event, State>
}

function endsEarly() {
  return { WITHDRAWN: 'WITHDRAWN', CONSENT_LAPSED: 'WITHDRAWN' } as const
}

type Rule = {
  by: readonly ActorRole[]
  /** The event can only happen while this flag is set, or only while none of these is. */
  needs?: ApplicationFlag
  not?: readonly ApplicationFlag[]
  sets?: ApplicationFlag
  clears?: readonly ApplicationFlag[]
}

const officer = ['BANK_OFFICER'] as const
const approver = ['BANK_APPROVER'] as const
/** Those who can bind the firm. Staff prepare and supply, but don't sign. */
const signatory = ['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'] as const
const system = ['SYSTEM'] as const
const overdueNoMore = ['ESCALATED'] as const

/** Order is the one in which a person expects the buttons. */
const rules = {
  ACCEPTED: { by: officer, not: ['SUSPENDED'], clears: overdueNoMore },
  DECLINED_INTAKE: { by: officer, clears: overdueNoMore },
  DUE_DILIGENCE_STARTED: { by: officer, not: ['SUSPENDED'] },
  NOTED: { by: officer, not: ['SUSPENDED'] },
  RECOMMENDED: { by: officer, not: ['SUSPENDED', 'NEEDS_REFRESH'] },
  GRANTED: { by: approver, not: ['SUSPENDED', 'NEEDS_REFRESH'], clears: overdueNoMore },
  REJECTED: { by: approver, not: ['SUSPENDED', 'NEEDS_REFRESH'], clears: overdueNoMore },
  SENT_BACK: { by: approver },
  SUPPLEMENT_REQUESTED: { by: officer, not: ['SUSPENDED'] },
  SUPPLEMENTED: { by: ['ENTERPRISE_OWNER', 'ENTERPRISE_STAFF', 'LEGAL_REPRESENTATIVE'] },
  SUPPLEMENT_WAIVED: { by: officer },
  OFFERED: { by: officer, not: ['SUSPENDED'] },
  OFFER_ACCEPTED: { by: signatory, not: ['SUSPENDED', 'OFFER_ACCEPTED'], sets: 'OFFER_ACCEPTED' },
  OFFER_DECLINED: { by: signatory, not: ['OFFER_ACCEPTED'] },
  OFFER_EXPIRED: { by: system, not: ['OFFER_ACCEPTED'] },
  CONTRACTED: { by: officer, needs: 'OFFER_ACCEPTED', not: ['SUSPENDED'] },
  PARTLY_DISBURSED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  DISBURSED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  DISBURSEMENT_REVERSED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  SETTLED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  RENEWED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  CONTACTED: { by: officer, clears: overdueNoMore },
  // The system only takes it from an officer who left.
  REASSIGNED: { by: ['BANK_OFFICER', 'INSTITUTION_ADMIN', 'SYSTEM'] },
  WITHDRAWN: { by: signatory, clears: overdueNoMore },
  // The firm took its consent back and didn't renew it: the application ends as withdrawn, nobody decides blind.
  CONSENT_LAPSED: { by: system, needs: 'SUSPENDED', clears: ['SUSPENDED', 'ESCALATED'] },
  LAPSED: { by: ['BANK_OFFICER', 'SYSTEM'] },
  SUSPENDED: { by: system, not: ['SUSPENDED'], sets: 'SUSPENDED' },
  RESUMED: { by: system, needs: 'SUSPENDED', clears: ['SUSPENDED'] },
  ESCALATED: { by: system, not: ['ESCALATED'], sets: 'ESCALATED' },
  REFRESH_NEEDED: { by: system, not: ['NEEDS_REFRESH'], sets: 'NEEDS_REFRESH' },
  REFRESHED: { by: ['BANK_OFFICER', 'SYSTEM'], needs: 'NEEDS_REFRESH', not: ['SUSPENDED'], clears: ['NEEDS_REFRESH'] },
} as const satisfies Record<ApplicationEvent, Rule>

const ruleOf = (event: ApplicationEvent): Rule => rules[event]

export type TransitionRefusal =
  | 'application.event-not-possible'
  | 'application.role-may-not'
  | 'application.suspended'
  | 'application.needs-refresh'
  | 'application.offer-already-accepted'
  | 'application.offer-not-accepted'
  | 'application.flag-unchanged'

export type Progress = { state: ApplicationState; flags: readonly ApplicationFlag[] }

/** Where `event` leads from `state`, whoever does it, or undefined if it may not happen there. */
export function nextState(state: ApplicationState, event: ApplicationEvent): ApplicationState | undefined {
  const row: Partial<Record<ApplicationEvent, ApplicationState>> = moves[state]
  return row[event]
}

/** One role, or all those that a person holds in an organisation. */
export type Roles = ActorRole | readonly ActorRole[]

/** One step of the life of an application, or the rule that forbids it. Flags are sets: no doubles, order kept. */
export function transition(from: Progress, event: ApplicationEvent, roles: Roles): Outcome<Progress, TransitionRefusal> {
  const state = nextState(from.state, event)
  if (!state) return refused('application.event-not-possible')
  const rule = ruleOf(event)
  if (!rule.by.some((role) => (typeof roles === 'string' ? roles === role : roles.includes(role))))
    return refused('application.role-may-not')
  const obstacle = flagInTheWay(rule, from.flags)
  if (obstacle) return refused(obstacle)
  const kept = from.flags.filter((flag) => !rule.clears?.includes(flag))
  return done({ state, flags: rule.sets ? [...kept, rule.sets] : kept })
}

const holdsOne = (roles: Roles, wanted: readonly ActorRole[]) =>
  wanted.some((role) => (typeof roles === 'string' ? roles === role : roles.includes(role)))

function flagInTheWay(rule: Rule, flags: readonly ApplicationFlag[]): TransitionRefusal | undefined {
  if (rule.needs && !flags.includes(rule.needs)) {
    return rule.needs === 'OFFER_ACCEPTED' ? 'application.offer-not-accepted' : 'application.flag-unchanged'
  }
  const flag = rule.not?.find((each) => flags.includes(each))
  if (!flag) return undefined
  if (flag === rule.sets && flag !== 'OFFER_ACCEPTED') return 'application.flag-unchanged'
  switch (flag) {
    case 'SUSPENDED':
      return 'application.suspended'
    case 'NEEDS_REFRESH':
      return 'application.needs-refresh'
    case 'OFFER_ACCEPTED':
      return 'application.offer-already-accepted'
    case 'ESCALATED':
      return 'application.flag-unchanged'
  }
}

const events = Object.keys(rules) as ApplicationEvent[]

/** The events that these roles may cause now, in the order a person expects them on screen. */
export const allowedEvents = (state: ApplicationState, roles: Roles, flags: readonly ApplicationFlag[]) =>
  events.filter((event) => transition({ state, flags }, event, roles).ok)

/** Whoever may start an application: signing the commitment binds the firm. */
export const maySubmit = (roles: Roles) => holdsOne(roles, signatory)

/** Nothing can happen any more. */
export const isTerminal = (state: ApplicationState) => Object.keys(moves[state]).length === 0
