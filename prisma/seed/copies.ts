import { copyDeletionDays } from '@/server/consent/domain/copies'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { minutesLater } from './calendar'
import type { Case } from './cases'
import { withdraw } from './consents'
import { digest, idAt } from './identifiers'
import { record } from './ledger'
import type { World } from './world'

const minutesOfDay = 1_440
/** Cities in which some bank is late already: one order is left overdue, the others of its age are confirmed. */
const late = new WeakSet<World>()

/** The orders to delete what a bank read under a consent that was taken back, as guard.order_deletion writes them. */
export function orderCopies({ world, consent, firm, institution, row }: Case, orderedAt: Date): void {
  const reads = consent.reads.filter((at) => at <= orderedAt)
  const lastReadAt = reads.at(-1)
  if (!lastReadAt) return
  const day = shanghaiDate(orderedAt)
  const due = addDays(day, copyDeletionDays(day))
  const [within = 0, chance = 0] = digest(consent.id, 'copies')
  const isPast = due < world.today
  const isLate = isPast && !late.has(world)
  if (isLate) late.add(world)
  const at = minutesLater(orderedAt, (1 + (within % 12)) * minutesOfDay)
  // Most banks take their time: what was ordered within the week waits.
  const isEarly = addDays(day, 8) < world.today && chance % 2 === 0
  const confirmedAt = !isLate && at < world.now && (isPast || isEarly) ? at : null
  const officer = institution.officers[0]
  const id = idAt(orderedAt, 'consent-copy', consent.id)
  world.rows.add('consent_copy', {
    enterpriseId: firm.id,
    id,
    consentId: consent.id,
    signOffId: null,
    institutionId: institution.id,
    applicationId: row.id,
    applicationNumber: row.number,
    enterpriseName: row.enterpriseName,
    countyCode: row.countyCode,
    dataClasses: consent.terms.dataClasses,
    reads: reads.length,
    lastReadAt,
    basis: 'WITHDRAWN',
    orderedAt,
    dueOn: new Date(`${due}T00:00:00Z`),
    confirmedAt,
    confirmedBy: confirmedAt && officer ? officer.accountId : null,
    confirmedByName: confirmedAt && officer ? officer.name : null,
    method: confirmedAt ? 'ERASED' : null,
    note: null,
  })
  const about = { enterpriseId: firm.id, subjectId: consent.id }
  const order = { institutionId: institution.id, due, basis: 'WITHDRAWN' }
  record(world, firm.head, orderedAt, { act: 'copies.deletion-ordered', ...about, body: order })
  if (!confirmedAt || !officer) return
  const said = { copyId: id, method: 'ERASED', inTime: due >= shanghaiDate(confirmedAt) }
  record(world, officer, confirmedAt, { act: 'copies.deletion-confirmed', ...about, body: said })
}

/** Of firms whose application came to nothing some take the consent back some days later. */
export function takeBackLater(application: Case): void {
  const { world, consent, state } = application
  const [some = 0, days = 0] = digest(consent.id, 'taken back')
  if (consent.row.state !== 'ACTIVE' || state !== 'REJECTED' || some % 3 !== 0) return
  const at = minutesLater(application.lastAt, (1 + (days % 20)) * minutesOfDay)
  if (at >= world.now || at >= consent.terms.expiresAt) return
  withdraw(world, consent, at)
  orderCopies(application, at)
}
