import { describe, expect, it } from 'vitest'
import {
  type ActorRole,
  type ApplicationEvent,
  type ApplicationFlag,
  type ApplicationState,
  actorRoles,
  applicationEvents,
  applicationStates,
} from '../schema'
import { allowedEvents, isTerminal, maySubmit, nextState, transition } from './application-lifecycle'

/**
 * Written by hand from reference 4.13 and issue 2 part 9, not from the code: state, then what may happen there.
 * `EVENT` alone stays in the state; `EVENT>STATE` leads on.
 */
const moves = `
SUBMITTED        ACCEPTED>ACCEPTED DECLINED_INTAKE>DECLINED_INTAKE CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED ESCALATED REFRESH_NEEDED REFRESHED
ACCEPTED         DUE_DILIGENCE_STARTED>DUE_DILIGENCE SUPPLEMENT_REQUESTED>SUPPLEMENT CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED ESCALATED REFRESH_NEEDED REFRESHED
DUE_DILIGENCE    RECOMMENDED>IN_APPROVAL SUPPLEMENT_REQUESTED>SUPPLEMENT NOTED CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED ESCALATED REFRESH_NEEDED REFRESHED
SUPPLEMENT       SUPPLEMENTED>DUE_DILIGENCE SUPPLEMENT_WAIVED>DUE_DILIGENCE CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED REFRESH_NEEDED REFRESHED
IN_APPROVAL      GRANTED>GRANTED REJECTED>REJECTED SENT_BACK>DUE_DILIGENCE CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED ESCALATED REFRESH_NEEDED REFRESHED
GRANTED          OFFERED>OFFERED LAPSED>LAPSED CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED
OFFERED          OFFER_ACCEPTED OFFER_DECLINED>WITHDRAWN OFFER_EXPIRED>LAPSED CONTRACTED>CONTRACTED LAPSED>LAPSED CONTACTED REASSIGNED WITHDRAWN>WITHDRAWN CONSENT_LAPSED>WITHDRAWN SUSPENDED RESUMED
CONTRACTED       PARTLY_DISBURSED>PARTLY_DISBURSED DISBURSED>DISBURSED LAPSED>LAPSED CONTACTED REASSIGNED
PARTLY_DISBURSED PARTLY_DISBURSED DISBURSED>DISBURSED DISBURSEMENT_REVERSED>CONTRACTED SETTLED>SETTLED RENEWED>RENEWED CONTACTED REASSIGNED
DISBURSED        DISBURSED PARTLY_DISBURSED>PARTLY_DISBURSED DISBURSEMENT_REVERSED>CONTRACTED SETTLED>SETTLED RENEWED>RENEWED CONTACTED REASSIGNED
SETTLED          PARTLY_DISBURSED>PARTLY_DISBURSED DISBURSED>DISBURSED
RENEWED          PARTLY_DISBURSED>PARTLY_DISBURSED DISBURSED>DISBURSED
DECLINED_INTAKE
REJECTED
WITHDRAWN
LAPSED
`

/** O owner, S staff, L legal representative, B bank officer, A approver, I institution administrator, W worker. */
const actors = `
ACCEPTED B | DECLINED_INTAKE B | CONTACTED B | DUE_DILIGENCE_STARTED B | NOTED B | SUPPLEMENT_REQUESTED B
SUPPLEMENTED OSL | SUPPLEMENT_WAIVED B | RECOMMENDED B | SENT_BACK A | GRANTED A | REJECTED A | OFFERED B
OFFER_ACCEPTED OL | OFFER_DECLINED OL | OFFER_EXPIRED W | CONTRACTED B | PARTLY_DISBURSED BW | DISBURSED BW
DISBURSEMENT_REVERSED BW | SETTLED BW | RENEWED BW | WITHDRAWN OL | CONSENT_LAPSED W | LAPSED BW | REASSIGNED BIW
SUSPENDED W | RESUMED W | ESCALATED W | REFRESH_NEEDED W | REFRESHED BW
`
const letters: Record<string, ActorRole> = {
  O: 'ENTERPRISE_OWNER',
  S: 'ENTERPRISE_STAFF',
  L: 'LEGAL_REPRESENTATIVE',
  B: 'BANK_OFFICER',
  A: 'BANK_APPROVER',
  I: 'INSTITUTION_ADMIN',
  W: 'SYSTEM',
}
const needs: Partial<Record<ApplicationEvent, ApplicationFlag>> = {
  CONTRACTED: 'OFFER_ACCEPTED',
  RESUMED: 'SUSPENDED',
  CONSENT_LAPSED: 'SUSPENDED',
  REFRESHED: 'NEEDS_REFRESH',
}

const expectedMove = new Map<string, string>()
for (const line of moves.trim().split('\n')) {
  const [state = '', ...steps] = line.trim().split(/\s+/)
  for (const step of steps) {
    const [event = '', to = state] = step.split('>')
    expectedMove.set(`${state} ${event}`, to)
  }
}
const expectedActors = new Map(
  actors
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((cell) => {
      const [event = '', who = ''] = cell.split(' ')
      return [event, [...who].map((letter) => letters[letter])] as const
    }),
)

describe('the table', () => {
  it.each(applicationStates)('%s: every event by every role does what the matrix says, and nothing else', (state) => {
    for (const event of applicationEvents) {
      for (const role of actorRoles) {
        const flag = needs[event]
        const flags = flag ? [flag] : []
        const outcome = transition({ state, flags }, event, role)
        const to = expectedMove.get(`${state} ${event}`)
        const label = `${state} ${event} ${role}`
        if (!to) expect(outcome, label).toEqual({ ok: false, refusal: 'application.event-not-possible' })
        else if (!expectedActors.get(event)?.includes(role))
          expect(outcome, label).toEqual({ ok: false, refusal: 'application.role-may-not' })
        else expect(outcome.ok && outcome.value.state, label).toBe(to)
        expect(allowedEvents(state, role, flags).includes(event), label).toBe(outcome.ok)
      }
    }
  })

  it('leaves no state unreachable from SUBMITTED', () => {
    const reached = new Set<ApplicationState>(['SUBMITTED'])
    for (const state of reached) {
      for (const event of applicationEvents) {
        const to = nextState(state, event)
        if (to) reached.add(to)
      }
    }
    expect([...reached].sort()).toEqual([...applicationStates].sort())
  })

  it('ends in four states only; a reversal can reopen what was settled or renewed', () => {
    expect(applicationStates.filter(isTerminal)).toEqual(['DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED'])
  })

  it('lets only those submit who can bind the firm', () => {
    expect(actorRoles.filter((role) => maySubmit(role))).toEqual(['ENTERPRISE_OWNER', 'LEGAL_REPRESENTATIVE'])
  })
})

describe('flags', () => {
  const refusal = (state: ApplicationState, flags: ApplicationFlag[], event: ApplicationEvent, role: ActorRole) => {
    const outcome = transition({ state, flags }, event, role)
    return outcome.ok ? 'done' : outcome.refusal
  }

  it.each([
    ['recommends without consent', 'DUE_DILIGENCE', ['SUSPENDED'], 'RECOMMENDED', 'BANK_OFFICER', 'application.suspended'],
    ['grants without consent', 'IN_APPROVAL', ['SUSPENDED'], 'GRANTED', 'BANK_APPROVER', 'application.suspended'],
    ['rejects without consent', 'IN_APPROVAL', ['SUSPENDED'], 'REJECTED', 'BANK_APPROVER', 'application.suspended'],
    ['grants on a corrected portrait', 'IN_APPROVAL', ['NEEDS_REFRESH'], 'GRANTED', 'BANK_APPROVER', 'application.needs-refresh'],
    [
      'rejects on a corrected portrait',
      'IN_APPROVAL',
      ['NEEDS_REFRESH'],
      'REJECTED',
      'BANK_APPROVER',
      'application.needs-refresh',
    ],
    ['contracts before the firm accepted', 'OFFERED', [], 'CONTRACTED', 'BANK_OFFICER', 'application.offer-not-accepted'],
    [
      'declines what it accepted',
      'OFFERED',
      ['OFFER_ACCEPTED'],
      'OFFER_DECLINED',
      'LEGAL_REPRESENTATIVE',
      'application.offer-already-accepted',
    ],
    [
      'lets an accepted offer expire',
      'OFFERED',
      ['OFFER_ACCEPTED'],
      'OFFER_EXPIRED',
      'SYSTEM',
      'application.offer-already-accepted',
    ],
    ['suspends twice', 'ACCEPTED', ['SUSPENDED'], 'SUSPENDED', 'SYSTEM', 'application.flag-unchanged'],
    ['resumes what runs', 'ACCEPTED', [], 'RESUMED', 'SYSTEM', 'application.flag-unchanged'],
    ['escalates twice', 'ACCEPTED', ['ESCALATED'], 'ESCALATED', 'SYSTEM', 'application.flag-unchanged'],
  ] as const)('nobody %s', (_, state, flags, event, role, expected) => {
    expect(refusal(state, [...flags], event, role)).toBe(expected)
  })

  it('lets the firm leave even while suspended and overdue', () => {
    expect(refusal('IN_APPROVAL', ['SUSPENDED', 'ESCALATED', 'NEEDS_REFRESH'], 'WITHDRAWN', 'LEGAL_REPRESENTATIVE')).toBe('done')
  })

  it('sets a flag once, keeps the others, and a decision ends the escalation', () => {
    const overdue = transition({ state: 'IN_APPROVAL', flags: [] }, 'ESCALATED', 'SYSTEM')
    expect(overdue).toEqual({ ok: true, value: { state: 'IN_APPROVAL', flags: ['ESCALATED'] } })
    expect(transition({ state: 'IN_APPROVAL', flags: ['ESCALATED'] }, 'GRANTED', 'BANK_APPROVER')).toEqual({
      ok: true,
      value: { state: 'GRANTED', flags: [] },
    })
  })

  it('gives a person with several roles the buttons of each', () => {
    const both = allowedEvents('IN_APPROVAL', ['BANK_OFFICER', 'BANK_APPROVER'], [])
    expect(both).toEqual(['GRANTED', 'REJECTED', 'SENT_BACK', 'CONTACTED', 'REASSIGNED'])
    expect(allowedEvents('IN_APPROVAL', [], [])).toEqual([])
  })

  it('hides a blocked button', () => {
    expect(allowedEvents('IN_APPROVAL', 'BANK_APPROVER', [])).toEqual(['GRANTED', 'REJECTED', 'SENT_BACK'])
    expect(allowedEvents('IN_APPROVAL', 'BANK_APPROVER', ['SUSPENDED'])).toEqual(['SENT_BACK'])
  })
})
