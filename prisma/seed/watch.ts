import { type Alert, alertsFrom, parametersOn, type ReadFact } from '@/server/cage/domain/rules'
import { alertNoteCell } from '@/server/cage/schema'
import { addDays, type PlainDate, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { isWorkingDay } from '@/server/kernel/working-days'
import { readPortrait } from './access'
import { minutesLater, workingDayBefore } from './calendar'
import type { Case } from './cases'
import { isLiveAt, nobody } from './consents'
import demo from './demo-logins.json'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { record } from './ledger'
import { notify } from './notices'
import type { Organisations } from './organisations'
import type { Person } from './people'
import { texts } from './texts'
import type { World } from './world'

const hour = 3_600_000
const atHour = (day: PlainDate, hours: number) => new Date(shanghaiMidnight(day).getTime() + hours * hour)

/** The last day off that is past the worker's own look-back, which would tell of it again. */
function dayOff(today: PlainDate): PlainDate {
  let day = addDays(today, -3)
  while (isWorkingDay(day)) day = addDays(day, -1)
  return day
}

type Read = { application: Case; by: Person; at: Date; reason: string | null; canary: boolean }
const factOf = ({ application, by, at, reason, canary }: Read): ReadFact => ({
  at,
  accountId: by.accountId,
  organisationId: by.organisationId,
  enterpriseId: application.firm.id,
  subjectId: application.id,
  reason,
  canary,
  transactionId: 0n,
  kind: 'INSTITUTION',
})

/**
 * What the auditors have before them: one officer went through another bank's applications and touched the enterprise that is
 * watched, one read on a day off, one read many for a review of the portfolio. The product's own rules say which alerts that
 * makes: one is handled, others are open or have a note.
 */
export function watchOver(world: World, organisations: Organisations, canary: Firm | undefined): void {
  const { operator, auditor } = organisations.operator
  if (canary) {
    const set_at = atHour(addDays(world.today, -90), 10)
    world.rows.add('guard.canary', { enterprise_id: canary.id, note: texts.canary, set_by: operator.accountId, set_at })
    record(world, operator, set_at, { act: 'cage.canary-set' })
  }
  const alerts = alertsFrom(
    { reads: readsOf(world, organisations, canary).map(factOf), exports: [], undecided: [], lookbacks: [] },
    parametersOn(world.today),
  )
  for (const alert of alerts) raise(world, organisations.operator.id, alert, auditor)
}

function readsOf(world: World, { institutions }: Organisations, canary: Firm | undefined): Read[] {
  const stranger = institutions.get(demo.otherBank)?.officers[0]
  const [officer, colleague] = institutions.get(demo.demoBank)?.officers ?? []
  if (!stranger || !officer || !colleague) throw new Error('the demonstration banks have no officers')
  const walk = atHour(workingDayBefore(world.today, 3), 14)
  const walked = world.told.slice(0, 12).map((application, n) => ({
    application,
    by: stranger,
    at: minutesLater(walk, n * 2),
    reason: 'portrait.no-application',
    canary: application.firm === canary,
  }))
  for (const { application, by, at, reason } of walked)
    record(world, by, at, {
      act: 'portrait.read-refused',
      enterpriseId: null,
      subjectId: application.id,
      body: { reason, purpose: 'LOAN_REVIEW' },
    })
  return [
    ...review(world.told.slice(0, 30), officer, atHour(workingDayBefore(world.today, 12), 10)),
    ...review(world.told.slice(-7), colleague, atHour(dayOff(world.today), 20)),
    ...walked,
  ]
}

/** Reads one application after the other, as far as their consents allow. */
function review(applications: readonly Case[], by: Person, from: Date): Read[] {
  const open = applications.filter(({ consent, row }) => isLiveAt(consent, from) && row.submittedAt < from)
  return open.map((application, n) => {
    const at = minutesLater(from, n * 1.5)
    readPortrait(application, by, 'LOAN_REVIEW', at)
    return { application, by, at, reason: null, canary: false }
  })
}

/** As guard.raise_alert does it within a minute; what was done about it follows from the rule. */
function raise(world: World, operatorId: string, alert: Alert, auditor: Person): void {
  const { rule, subject, at, organisationId, accountId, enterpriseId, facts } = alert
  const raisedAt = minutesLater(at, 1)
  const id = idAt(raisedAt, 'alert', rule, subject)
  world.rows.add('guard.alert', {
    id,
    rule,
    subject,
    at,
    raised_at: raisedAt,
    organisation_id: organisationId,
    account_id: accountId,
    enterprise_id: enterpriseId,
    facts,
  })
  const by = { accountId: nobody, organisationId: operatorId }
  record(world, by, raisedAt, { act: 'cage.alert-raised', subjectId: id, body: { rule } })
  const href = `/operator/alerts/${id}`
  notify(world, raisedAt, { organisationId: operatorId, role: 'AUDITOR', kind: 'cage.alert', params: { rule }, href })
  const steps = { REFUSED_READS: ['NOTED', 'HANDLED'], NEW_COMPANIES: ['NOTED'] } as const
  const taken: readonly ('NOTED' | 'HANDLED')[] = rule === 'REFUSED_READS' || rule === 'NEW_COMPANIES' ? steps[rule] : []
  for (const [n, step] of taken.entries()) {
    const then = atHour(addDays(shanghaiDate(at), 1), 9 + n * 6)
    const stepId = idAt(then, 'alert-step', id, step)
    const note = step === 'HANDLED' ? texts.alertHandled : texts.alertNoted
    world.rows.add('guard.alert_step', {
      id: stepId,
      alert_id: id,
      step,
      note: world.sealing.seal({ ownerId: enterpriseId ?? id, purpose: 'CASES' }, alertNoteCell(stepId), note),
      by_account: auditor.accountId,
      by_name: auditor.name,
      at: then,
    })
    const act = step === 'HANDLED' ? 'cage.alert-handled' : 'cage.alert-noted'
    record(world, auditor, then, { act, subjectId: id })
  }
}
