import { type EnterpriseScope, enterpriseScope } from '@/server/auth/scope'
import { isLive } from '@/server/consent/domain/use-consent'
import { ConsentNotLive, holdConsent, listConsents } from '@/server/consent/repository'
import { classesInForce } from '@/server/consent/schema'
import type { Tx } from '@/server/db/transaction'
import { eachOnItsOwn, nobody, type Runtime } from '@/server/jobs/task'
import { addMonthsToMonth, monthOf, shanghaiDate } from '@/server/kernel/dates'
import { catalogue } from '@/server/sources/domain/catalogue'
import { owedLists } from '@/server/sources/domain/owed-lists'
import { askedMonths, checkItems } from '@/server/sources/domain/quality'
import {
  enterprisesUnchecked,
  findFoundingDay,
  foldQuality,
  insertChecks,
  purgeLanding,
} from '@/server/sources/quality.repository'
import { factsOf } from '@/server/sources/read-snapshot'
import { listLatestSnapshots, readSnapshots } from '@/server/sources/repository'
import { DataClass } from '@/server/sources/schema'

/** Enterprises a run; what is left is taken by the next, so that the rules never hold the worker for long. */
const mostAtOnce = 200
/** The longest look-back that a consent can have, in months. */
const longestLookback = 36

/** The newest records of each class under the consents that are in force, which are held; of personal ones what is signed off. */
async function recordsInForce(tx: Tx, scope: EnterpriseScope, now: Date) {
  const ids: string[] = []
  for (const consent of await listConsents(tx, scope)) {
    if (!isLive(consent, now)) continue
    await holdConsent(tx, scope, consent.id)
    const inForce: readonly string[] = classesInForce(consent)
    const newest = await listLatestSnapshots(tx, scope, consent.id)
    ids.push(...newest.filter(({ dataClass }) => inForce.includes(dataClass)).map(({ id }) => id))
  }
  return readSnapshots(tx, scope, ids)
}

/** Opens and checks what may be opened of one enterprise. @throws ConsentNotLive where it was taken back in the same moment */
async function checkRecords(tx: Tx, scope: EnterpriseScope, now: Date): Promise<void> {
  const stored = await recordsInForce(tx, scope, now)
  const all = factsOf(stored)
  const foundedOn = await findFoundingDay(tx, scope)
  const checked = stored.map(({ id, dataClass, receivedAt, periodFrom }) => {
    const asked = askedMonths(periodFrom, foundedOn, shanghaiDate(receivedAt))
    const found = checkItems(DataClass.parse(dataClass), all, asked)
    return { snapshotId: id, dataClass, receivedAt, checks: found.length > 0 ? found : [unreadable] }
  })
  await insertChecks(tx, scope, checked)
}

/**
 * The rules over every snapshot that they have not seen and that a consent in force covers, the scores of the day, and what lies
 * in the landing zone beyond any look-back let go.
 */
export async function checkSources({ now, inTenant }: Runtime, most = mostAtOnce): Promise<void> {
  const today = shanghaiDate(now())
  await eachOnItsOwn('checking sources', await enterprisesUnchecked(most), async (enterpriseId) => {
    const scope = enterpriseScope(enterpriseId)
    await inTenant(
      enterpriseId,
      nobody,
    )((tx) => checkRecords(tx, scope, now())).catch((error: unknown) => {
      // Taken back meanwhile: then there is nothing to be checked.
      if (!(error instanceof ConsentNotLive)) throw error
    })
  })
  await foldQuality(owedLists(catalogue, today))
  await purgeLanding(addMonthsToMonth(monthOf(today), -longestLookback), 50_000)
}

/** Marks a snapshot that says nothing the rules could check, so that it is not taken up again every day. */
const unreadable = {
  itemId: 'unreadable',
  latestPeriod: null,
  expected: 0,
  present: 0,
  outOfRange: 0,
  gaps: 0,
  compared: 0,
  contradictions: 0,
}
