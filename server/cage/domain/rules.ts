import type { PlainDate } from '@/server/kernel/dates'
import { shanghaiDate } from '@/server/kernel/dates'
import { isWorkingDay } from '@/server/kernel/working-days'
import type { AlertFacts, AlertRule } from '../schema'

/** One read, or (with a reason) one that was refused. */
export type ReadFact = {
  at: Date
  accountId: string
  organisationId: string
  enterpriseId: string | null
  /** The application that was asked for. */
  subjectId: string | null
  /** Why it was refused; null for a read. */
  reason: string | null
  canary: boolean
  transactionId: bigint
  /** Of the reader's organisation. */
  kind: string
}
export type ExportFact = { at: Date; accountId: string; organisationId: string; act: string }
export type UndecidedFact = { at: Date; accountId: string; organisationId: string; enterpriseId: string; applicationId: string }
export type LookbackFact = {
  at: Date
  enterpriseId: string
  snapshotId: string
  agencyId: string
  dataClass: string
  periodFrom: string
  lookbackMonths: number
}
export type CageFacts = {
  reads: readonly ReadFact[]
  exports: readonly ExportFact[]
  undecided: readonly UndecidedFact[]
  lookbacks: readonly LookbackFact[]
}

export type Alert = {
  rule: AlertRule
  /** The same rule on the same subject says nothing again for `quietMs`. */
  subject: string
  quietMs: number
  at: Date
  organisationId: string | null
  accountId: string | null
  enterpriseId: string | null
  facts: AlertFacts
}

/** What is too much, from a day on. Counts are per person; hours of the clock in Shanghai, `until` exclusive. */
export type CageParameters = {
  since: PlainDate
  newCompaniesAnHour: number
  refusedAnHour: number
  openHours: { from: number; until: number }
  outOfHoursADay: number
  undecidedAfterDays: number
  enterprisesAtOnce: number
  exportsADay: number
}

/** Newest last; the one whose day has come holds. */
export const cageParameters: readonly CageParameters[] = [
  {
    since: '0001-01-01',
    newCompaniesAnHour: 25,
    refusedAnHour: 10,
    openHours: { from: 7, until: 21 },
    outOfHoursADay: 5,
    undecidedAfterDays: 45,
    enterprisesAtOnce: 100,
    exportsADay: 10,
  },
]

/** @throws RangeError before the first set */
export function parametersOn(day: PlainDate, sets: readonly CageParameters[] = cageParameters): CageParameters {
  const set = sets.findLast(({ since }) => since <= day)
  if (!set) throw new RangeError(`no parameters on ${day}`)
  return set
}

const [hourMs, dayMs] = [3_600_000, 86_400_000]
/** China has kept UTC+8 all year since 1991. */
const shanghaiHour = (at: Date): number => new Date(at.getTime() + 8 * hourMs).getUTCHours()
const isOpenAt = (at: Date, { from, until }: CageParameters['openHours']) =>
  isWorkingDay(shanghaiDate(at)) && shanghaiHour(at) >= from && shanghaiHour(at) < until

function grouped<Fact>(facts: readonly Fact[], keyOf: (fact: Fact) => string): Fact[][] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = keyOf(fact)
    const group = groups.get(key)
    if (group) group.push(fact)
    else groups.set(key, [fact])
  }
  return [...groups.values()]
}

/**
 * Whoever had more than `limit` different values of `named` within an hour: one fact a person, the one that went over it,
 * with the most that any hour held. Facts are in the order of time.
 */
function tooManyInAnHour(facts: readonly ReadFact[], limit: number, named: (fact: ReadFact) => string | null) {
  return grouped(facts, ({ accountId }) => accountId).flatMap((own) => {
    const within = new Map<string, number>()
    let [first, most] = [0, 0]
    let over: ReadFact | null = null
    for (const fact of own) {
      const value = named(fact)
      if (value === null) continue
      within.set(value, (within.get(value) ?? 0) + 1)
      for (; (own[first] as ReadFact).at.getTime() <= fact.at.getTime() - hourMs; first++) {
        const gone = named(own[first] as ReadFact)
        const left = gone === null ? 0 : (within.get(gone) ?? 0) - 1
        if (gone !== null) left > 0 ? within.set(gone, left) : within.delete(gone)
      }
      most = Math.max(most, within.size)
      if (within.size > limit) over ??= fact
    }
    return over ? [{ fact: over, count: most }] : []
  })
}

type Base = Pick<ReadFact, 'at' | 'accountId' | 'organisationId'>
const by = (rule: AlertRule, { at, accountId, organisationId }: Base, quietMs: number, facts: AlertFacts): Alert => ({
  rule,
  subject: accountId,
  quietMs,
  at,
  organisationId,
  accountId,
  enterpriseId: null,
  facts,
})

function onReads(facts: readonly ReadFact[], limits: CageParameters): Alert[] {
  const reads = facts.filter(({ reason }) => reason === null)
  const refused = facts.filter(({ reason }) => reason !== null)
  const ofBanks = reads.filter(({ kind }) => kind === 'INSTITUTION')
  const many = tooManyInAnHour(ofBanks, limits.newCompaniesAnHour, ({ enterpriseId }) => enterpriseId)
  const walked = tooManyInAnHour(refused, limits.refusedAnHour, ({ subjectId }) => subjectId)
  const stopped = grouped(
    refused.filter(({ reason }) => reason === 'portrait.budget-spent'),
    ({ accountId }) => accountId,
  )
  const closed = grouped(
    ofBanks.filter(({ at }) => !isOpenAt(at, limits.openHours)),
    ({ accountId, at }) => `${accountId} ${shanghaiDate(at)}`,
  )
  const atOnce = grouped(
    reads.filter(({ transactionId }) => transactionId !== 0n),
    ({ accountId, transactionId }) => `${accountId} ${transactionId}`,
  )
  return [
    ...facts
      .filter(({ canary }) => canary)
      .map((fact) => ({
        ...by('CANARY', fact, hourMs, {}),
        subject: `${fact.accountId} ${fact.enterpriseId}`,
        enterpriseId: fact.enterpriseId,
      })),
    ...stopped.flatMap(([first, ...more]) => (first ? [by('BUDGET_SPENT', first, hourMs, { count: more.length + 1 })] : [])),
    ...walked.map(({ fact, count }) => by('REFUSED_READS', fact, hourMs, { count, limit: limits.refusedAnHour })),
    ...many.map(({ fact, count }) => by('NEW_COMPANIES', fact, hourMs, { count, limit: limits.newCompaniesAnHour })),
    ...closed.flatMap((group) => {
      const last = group.at(limits.outOfHoursADay)
      return last ? [by('OUT_OF_HOURS', last, dayMs / 2, { count: group.length, limit: limits.outOfHoursADay })] : []
    }),
    ...atOnce.flatMap((group) => {
      const count = new Set(group.map(({ enterpriseId }) => enterpriseId)).size
      const [first] = group
      return first && count > limits.enterprisesAtOnce
        ? [by('EXPORT', first, hourMs, { count, limit: limits.enterprisesAtOnce })]
        : []
    }),
  ]
}

/** An alert for a thing is for good: a read without a decision is told once. */
const forEver = 3650 * dayMs

/**
 * What the facts give rise to, by the parameters of the day. Pure: called again with the same facts it says the same, and
 * what was said before is kept quiet by whoever stores it.
 */
export function alertsFrom(facts: CageFacts, limits: CageParameters): Alert[] {
  const exported = grouped(facts.exports, ({ accountId, at }) => `${accountId} ${shanghaiDate(at)}`)
  return [
    ...onReads(facts.reads, limits),
    ...exported.flatMap((group) => {
      const last = group.at(limits.exportsADay)
      return last ? [by('EXPORT', last, dayMs / 2, { count: group.length, limit: limits.exportsADay })] : []
    }),
    ...facts.undecided.map((fact) => ({
      ...by('UNDECIDED', fact, forEver, { limit: limits.undecidedAfterDays }),
      subject: fact.applicationId,
      enterpriseId: fact.enterpriseId,
    })),
    ...facts.lookbacks.map(({ at, snapshotId, agencyId, enterpriseId, dataClass, periodFrom, lookbackMonths }) => ({
      rule: 'LOOKBACK' as const,
      subject: snapshotId,
      quietMs: forEver,
      at,
      organisationId: agencyId,
      accountId: null,
      enterpriseId,
      facts: { dataClass, periodFrom, limit: lookbackMonths },
    })),
  ]
}
