import { addDays, type PlainDate, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { nextState, transition } from '@/server/lending/domain/application-lifecycle'
import { deadlinesOf, overdueOf } from '@/server/lending/domain/deadlines'
import { type PastEvent, progressionOf, type StoredDeadline, storedDeadline } from '@/server/lending/domain/stored-deadline'
import type { ActorRole, ApplicationEvent, ApplicationFlag, ApplicationState, RecordedEvent } from '@/server/lending/schema'
import type { NewNotice } from '@/server/notify/notify'
import { minutesLater } from './calendar'
import { type Consent, nobody, systemName } from './consents'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Institution } from './organisations'
import type { Person } from './people'
import type { SeededProduct } from './products'
import type { TableRows } from './rows'
import type { World } from './world'

type Detail = Record<string, string | number | boolean | null | string[] | undefined>
type Told = Pick<NewNotice, 'organisationId' | 'accountId' | 'role'> & { params?: NewNotice['params'] }
export type Step = {
  event: ApplicationEvent
  at: Date
  by: Person | 'SYSTEM'
  role: ActorRole
  detail?: Detail
  /** For the ledger only. */
  onRecord?: Detail
  told?: readonly Told[]
  changes?: Partial<TableRows['application']>
  /** What the step says on the ledger, where that isn't the event itself; null: something else says it. */
  act?: string | null
}

/** `OFFER_ACCEPTED` is noticed as `application.offer-accepted`, and so on the ledger (server/lending/use-cases/step.ts). */
const kindOf = (event: RecordedEvent) => `application.${event.toLowerCase().replaceAll('_', '-')}`
const endedOtherwise: readonly ApplicationState[] = ['WITHDRAWN', 'LAPSED', 'DECLINED_INTAKE']
const escalatable: readonly ApplicationState[] = ['SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'IN_APPROVAL']

/** An application on its way: every step goes through the product's own table, or the city isn't founded at all. */
export class Case {
  state: ApplicationState = 'SUBMITTED'
  flags: ApplicationFlag[] = []
  readonly events: PastEvent[] = []
  lastAt: Date
  private endedAt: Date | null = null
  private deadline: StoredDeadline

  constructor(
    readonly world: World,
    readonly firm: Firm,
    readonly institution: Institution,
    readonly product: SeededProduct,
    readonly consent: Consent,
    /** Its row; state, flags and deadlines are put in by `close`. */
    readonly row: TableRows['application'] & { id: string; number: string; submittedAt: Date },
    by: Person,
  ) {
    this.lastAt = row.submittedAt
    this.deadline = storedDeadline(this.progression(), this.lastAt)
    this.addEvent('SUBMITTED', null, 'SUBMITTED', by, row.submittedAt, {})
    const { institutionId, productId, productVersion, portraitId, consentId } = row
    record(world, by, row.submittedAt, {
      act: 'application.submitted',
      enterpriseId: firm.id,
      subjectId: row.id,
      body: { institutionId, productId, productVersion, portraitId, consentId },
    })
    const told = { organisationId: institution.id, role: 'BANK_OFFICER' as const }
    this.tell('application.submitted', row.submittedAt, told)
  }

  get id(): string {
    return this.row.id
  }

  private progression() {
    const { submittedAt } = this.row
    const moment = (value: unknown) => (value instanceof Date ? value : null)
    const { acceptedAt, contactedAt, decidedAt } = this.row
    const moments = {
      submittedAt,
      acceptedAt: moment(acceptedAt),
      contactedAt: moment(contactedAt),
      decidedAt: moment(decidedAt),
    }
    return progressionOf(moments, this.events, this.endedAt)
  }

  private addEvent(
    event: RecordedEvent,
    from: ApplicationState | null,
    to: ApplicationState,
    by: Person,
    at: Date,
    detail: Detail,
  ) {
    this.events.push({ event, at })
    this.world.rows.add('application_event', {
      enterpriseId: this.firm.id,
      id: idAt(at, 'event', this.id, this.events.length),
      applicationId: this.id,
      institutionId: this.institution.id,
      event,
      fromState: from,
      toState: to,
      byOrganisation: by.organisationId,
      byAccount: by.accountId,
      byName: by.name,
      at,
      detail,
    })
  }

  private tell(kind: string, at: Date, { params, ...told }: Told) {
    const { number, enterpriseName } = this.row
    const portal = told.organisationId === this.institution.id ? 'bank' : 'sme'
    const href = `/${portal}/applications/${this.id}`
    notify(this.world, at, { ...told, kind, params: { number, enterprise: enterpriseName, ...params }, href })
  }

  /** The bank's side: whoever handles it, else all officers. */
  get officer(): Told {
    const { officerId } = this.row
    return { organisationId: this.institution.id, accountId: officerId ?? null, role: officerId ? null : 'BANK_OFFICER' }
  }

  get borrower(): Told {
    return { organisationId: this.firm.id }
  }

  /** The clock's own account: it acts for the institution. */
  private get clock(): Person {
    const { id: organisationId } = this.institution
    return { accountId: nobody, personId: nobody, name: systemName, organisationId, branchId: null }
  }

  /** One step of the application's life. @throws when the product would not have allowed it */
  take({ event, at, by: who, role, detail = {}, onRecord = {}, told = [], changes = {}, act }: Step): void {
    if (at <= this.lastAt) throw new Error(`${event} of ${this.row.number} at ${at.toISOString()} before what it follows`)
    const next = transition({ state: this.state, flags: this.flags }, event, role)
    if (!next.ok) throw new Error(`${event} of ${this.row.number} in ${this.state}: ${next.refusal}`)
    const by = who === 'SYSTEM' ? this.clock : who
    Object.assign(this.row, changes)
    this.addEvent(event, this.state, next.value.state, by, at, detail)
    this.state = next.value.state
    this.flags = [...next.value.flags]
    this.lastAt = at
    if (endedOtherwise.includes(this.state)) this.endedAt = at
    this.deadline = storedDeadline(this.progression(), at)
    if (act !== null) {
      record(this.world, by, at, {
        act: act ?? kindOf(event),
        enterpriseId: this.firm.id,
        subjectId: this.id,
        body: { institutionId: this.institution.id, number: this.row.number, ...detail, ...onRecord },
      })
    }
    for (const one of told) this.tell(kindOf(event), at, one)
  }

  /** What the worker has done by then: an application past its deadline is marked, and those responsible are told. */
  escalateUntil(until: Date): void {
    for (let guard = 0; guard < 4; guard++) {
      const due = this.overdueFrom()
      const at = due && minutesLater(shanghaiMidnight(due), 5)
      if (!at || at >= until || at <= this.lastAt) return
      if (!escalatable.includes(this.state) || this.flags.includes('ESCALATED')) return
      const overdue = overdueOf(deadlinesOf(this.progression(), at)).map(({ kind }) => kind)
      if (overdue.length === 0) return
      const administrators = { organisationId: this.institution.id, role: 'INSTITUTION_ADMIN' as const }
      this.take({
        event: 'ESCALATED',
        at,
        by: 'SYSTEM',
        role: 'SYSTEM',
        detail: { overdue },
        told: [this.officer, administrators],
      })
    }
  }

  /** The first day on which it is late, or null while no deadline runs. */
  private overdueFrom(): PlainDate | null {
    const { dueOn, ceilingOn, clockStoppedAt } = this.deadline
    const first = [dueOn, ceilingOn].filter((day) => day !== null).sort()[0]
    if (!first || clockStoppedAt) return null
    // A mark that was cleared comes back on the next round of the worker.
    const late = addDays(first, 1)
    return late > shanghaiDate(this.lastAt) ? late : addDays(shanghaiDate(this.lastAt), 1)
  }

  may = (event: ApplicationEvent): boolean => nextState(this.state, event) !== undefined

  /** Puts the end of the story into the row and hands it over. */
  close(): void {
    this.escalateUntil(this.world.now)
    const { dueOn, ceilingOn, deadlineKind, provisional, clockStoppedAt, stoppedDays } = this.deadline
    const has = (flag: ApplicationFlag) => this.flags.includes(flag)
    Object.assign(this.row, {
      state: this.state,
      version: this.events.length,
      suspended: has('SUSPENDED'),
      escalated: has('ESCALATED'),
      needsRefresh: has('NEEDS_REFRESH'),
      dueOn,
      ceilingOn,
      deadlineKind,
      provisional,
      clockStoppedAt,
      stoppedDays,
    })
    this.world.rows.add('application', this.row)
  }
}
