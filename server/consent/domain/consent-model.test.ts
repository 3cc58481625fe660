import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { expected, histories, isUse, type Outcome, type Step } from '../history.fixture'
import { type ConsentEvent, type ConsentState, classesInForce } from '../schema'
import { isEnded, nextConsentState } from './consent-lifecycle'
import { useObstacle as obstacleOf, type StandingConsent } from './use-consent'

const begins = new Date('2026-09-18T00:00:00+08:00')
const ends = new Date('2026-12-18T00:00:00+08:00')
const recipient = { kind: 'INSTITUTION', institutionId: 'A', applicationId: '1' } as const
const dataClasses = ['TAX', 'COURT'] as const
const events: Partial<Record<Step, ConsentEvent>> = { PAUSE: 'PAUSED', RESUME: 'RESUMED', WITHDRAW: 'REVOKED' }

type Defence = 'STATE' | 'CLOCK' | 'SIGN_OFF'

/** The product's own rules, one consent after another; `off` leaves one defence out, for the controls. */
class Domain {
  private consent: StandingConsent | null = null
  private now = begins
  private signed = false
  private draft: ConsentState | null = null

  constructor(private readonly off?: Defence) {}

  take(step: Step): Outcome {
    if (isUse(step)) return this.use(step)
    if (step === 'GRANT') return this.grant()
    if (step === 'LAPSE') {
      this.now = ends
      return 'DONE'
    }
    if (step === 'WORKER') {
      if (this.now >= ends) this.move('EXPIRED')
      return 'DONE'
    }
    if (step === 'SIGN_OFF' || step === 'TAKE_BACK') return this.sign(step === 'SIGN_OFF')
    if (step === 'DRAFT' || step === 'DISCARD') return this.prepare(step)
    const event = events[step]
    return event && this.move(event) ? 'DONE' : 'REFUSED'
  }

  private grant(): Outcome {
    const granted = nextConsentState(this.draft ?? 'DRAFT', 'GRANTED', ['ENTERPRISE_OWNER'])
    if (!granted.ok) return 'REFUSED'
    this.draft = null
    const period = { startsAt: begins, expiresAt: ends }
    this.consent = { state: granted.value, ...period, dataClasses, recipient, purpose: 'LOAN_APPLICATION' }
    this.now = begins
    this.signed = false
    return 'DONE'
  }

  /** What staff keep while they prepare it. */
  private prepare(step: 'DRAFT' | 'DISCARD'): Outcome {
    if (step === 'DISCARD' && !this.draft) return 'REFUSED'
    const next = nextConsentState(this.draft ?? 'DRAFT', step === 'DRAFT' ? 'DRAFTED' : 'DISCARDED', ['ENTERPRISE_STAFF'])
    this.draft = next.ok && next.value === 'DRAFT' ? next.value : null
    return next.ok ? 'DONE' : 'REFUSED'
  }

  private move(event: ConsentEvent): boolean {
    if (!this.consent) return false
    const next = nextConsentState(this.consent.state, event, [event === 'EXPIRED' ? 'SYSTEM' : 'ENTERPRISE_OWNER'])
    if (!next.ok) return false
    this.consent = { ...this.consent, state: next.value }
    if (isEnded(next.value)) this.signed = false
    return true
  }

  private sign(wanted: boolean): Outcome {
    if (!this.consent || isEnded(this.consent.state) || this.signed === wanted) return 'REFUSED'
    this.signed = wanted
    return 'DONE'
  }

  private use(step: Step): Outcome {
    if (!this.consent) return 'REFUSED'
    const consent = this.off === 'STATE' ? { ...this.consent, state: 'ACTIVE' as const } : this.consent
    const at = this.off === 'CLOCK' ? begins : this.now
    const use = { dataClass: 'TAX', recipient, purpose: 'LOAN_APPLICATION' } as const
    if (obstacleOf(consent, use, at)) return 'REFUSED'
    if (step !== 'PULL' && step !== 'READ') return 'DONE'
    const signOffs = this.signed || this.off === 'SIGN_OFF' ? [{ dataClasses: ['COURT'] }] : []
    return classesInForce({ dataClasses, personalClasses: ['COURT'], signOffs }).includes('COURT') ? 'DONE' : 'WITHOUT_PERSON'
  }
}

const told = (history: readonly Step[], off?: Defence) => {
  const domain = new Domain(off)
  return history.map((step) => domain.take(step))
}

describe('draft, discard, grant, pause, resume, withdraw, expire, sign off, pull, read, decide, export', () => {
  it('come to what their history allows, in any order', () => {
    fc.assert(
      fc.property(histories(30), (history) => {
        expect(told(history)).toEqual(expected(history))
      }),
      randomRuns('consent histories', 5_000),
    )
  })

  it.each(['STATE', 'CLOCK', 'SIGN_OFF'] as const)('are told apart from a product that leaves out %s (control)', (off) => {
    const found = fc.check(
      fc.property(histories(30), (history) => {
        expect(told(history, off)).toEqual(expected(history))
      }),
      { numRuns: 500 },
    )
    expect(found.failed).toBe(true)
  })

  it('are told by hand where it matters', () => {
    const history: Step[] = [
      'GRANT',
      'READ',
      'SIGN_OFF',
      'READ',
      'PAUSE',
      'READ',
      'RESUME',
      'DECIDE',
      'WITHDRAW',
      'READ',
      'PULL',
      'EXPORT',
      'RESUME',
    ]
    expect(expected(history)).toEqual([
      ...(['DONE', 'WITHOUT_PERSON', 'DONE', 'DONE', 'DONE', 'REFUSED', 'DONE', 'DONE', 'DONE'] as const),
      ...(['REFUSED', 'REFUSED', 'REFUSED', 'REFUSED'] as const),
    ])
  })
})
