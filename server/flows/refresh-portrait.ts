import { uuidv7 } from 'uuidv7'
import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, findConsent, findLiveMatching, holdConsent } from '@/server/consent/repository'
import { classesInForce } from '@/server/consent/schema'
import type { Tx } from '@/server/db/transaction'
import { enqueue } from '@/server/jobs/enqueue'
import { addMonths, shanghaiDate, shanghaiMidnight } from '@/server/kernel/dates'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { staleSince } from '@/server/sources/landing.repository'
import { countFruitfulRuns, findLatestRun, findRun, insertRun, lockPulls, requeueTask } from '@/server/sources/repository'
import { type DataClass, isPulled } from '@/server/sources/schema'

export type RefreshContext = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/** A fetch that has stood still for so long may be begun anew: its worker is gone. */
const hungAfterMs = 2 * 60_000

type Rhythm = { fetchType: string; frequencyUnit: string | null; frequencyValue: number | null; grantedAt: Date | null }

/** From when on fetches count against the consent's frequency, and how many it allows. */
export function allowance({ fetchType, frequencyUnit, frequencyValue, grantedAt }: Rhythm, now: Date) {
  if (fetchType === 'ONETIME' || !frequencyUnit || !frequencyValue) return { since: grantedAt ?? now, most: 1 }
  const hours = { HOUR: 1, DAY: 24 }[frequencyUnit]
  if (hours) return { since: new Date(now.getTime() - hours * 3_600_000), most: frequencyValue }
  const months = frequencyUnit === 'YEAR' ? -12 : -1
  return { since: shanghaiMidnight(addMonths(shanghaiDate(now), months)), most: frequencyValue }
}

const keyOf = (runId: string, dataClass: string) => `pull:${runId}:${dataClass}`

/**
 * Begins to fetch every class of the live consent for matching: one task and one job a class. While a run is under way it is
 * returned instead of a second one.
 * @throws Refused `source.no-consent`, `source.too-often` (with the consent's limit), `source.nothing-to-fetch`,
 *   `consent.personal-missing`
 */
export async function startRefresh({ tx, scope, person, now }: RefreshContext): Promise<{ runId: string }> {
  await lockPulls(tx, scope)
  const consent = await findLiveMatching(tx, scope, now)
  if (!consent) throw new Refused('source.no-consent')
  await holdConsent(tx, scope, consent.id)
  const latest = await findLatestRun(tx, scope)
  const isOpen = latest?.finishedAt === null && latest.consentId === consent.id
  if (isOpen && now.getTime() - latest.requestedAt.getTime() < hungAfterMs) return { runId: latest.id }

  const { since, most } = allowance(consent, now)
  // What an agency corrected since was not asked for too often.
  const isCorrected = (await staleSince(tx, scope)) !== null
  if (!isCorrected && (await countFruitfulRuns(tx, scope, consent.id, since)) >= most) {
    throw new Refused(consent.fetchType === 'ONETIME' ? 'source.once-only' : 'source.too-often', { most })
  }
  const runId = uuidv7()
  const dataClasses = classesInForce(consent).filter(isPulled)
  if (dataClasses.length === 0)
    throw new Refused(classesInForce(consent).length > 0 ? 'source.nothing-to-fetch' : 'consent.personal-missing')
  await insertRun(tx, scope, { id: runId, consentId: consent.id, requestedBy: person.accountId, requestedAt: now, dataClasses })
  for (const dataClass of dataClasses) await enqueue(tx, 'pull-source', { runId, dataClass }, keyOf(runId, dataClass))
  await appendToLedger(tx, person, {
    act: 'source.refresh-requested',
    enterpriseId: scope.enterpriseId,
    subjectId: runId,
    body: { consentId: consent.id, dataClasses },
  })
  return { runId }
}

/**
 * Fetches one source of a run again, after it failed, was refused, or hung.
 * @throws NotFound, Refused `source.under-way`, ConsentNotLive
 */
export async function retrySource(
  { tx, scope, now }: RefreshContext,
  task: { runId: string; dataClass: DataClass },
): Promise<{ runId: string }> {
  await lockPulls(tx, scope)
  const run = await findRun(tx, scope, task.runId)
  if (!run) throw new NotFound('run')
  const consent = await findConsent(tx, scope, run.consentId)
  if (!consent) throw new ConsentNotLive()
  await holdConsent(tx, scope, consent.id)
  const requeued = await requeueTask(tx, scope, task, new Date(now.getTime() - hungAfterMs))
  if (!requeued) throw new Refused('source.under-way')
  await enqueue(tx, 'pull-source', task, keyOf(task.runId, task.dataClass))
  return { runId: task.runId }
}
