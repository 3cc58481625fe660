import { enterpriseScope } from '@/server/auth/scope'
import { eachOnItsOwn, nobody, type Runtime } from '@/server/jobs/task'
import { addMonthsToMonth, monthOf, shanghaiDate } from '@/server/kernel/dates'
import { checkItems, lastDueMonth } from '@/server/sources/domain/quality'
import { enterprisesUnchecked, foldQuality, insertChecks, purgeLanding } from '@/server/sources/quality.repository'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { listLatestSnapshots, readSnapshots } from '@/server/sources/repository'
import { DataClass, type EnterpriseFacts } from '@/server/sources/schema'

/** Enterprises a run; what is left is taken by the next, so that the rules never hold the worker for long. */
const mostAtOnce = 200
/** The longest look-back that a consent can have, in months. */
const longestLookback = 36

/**
 * The rules over every snapshot that they have not seen, the scores of the day, and what lies in the landing zone beyond any
 * look-back let go.
 */
export async function checkSources({ now, inTenant }: Runtime, most = mostAtOnce): Promise<void> {
  const today = shanghaiDate(now())
  await eachOnItsOwn('checking sources', await enterprisesUnchecked(most), (enterpriseId) =>
    inTenant(
      enterpriseId,
      nobody,
    )(async (tx) => {
      const scope = enterpriseScope(enterpriseId)
      const newest = await listLatestSnapshots(tx, scope)
      const stored = await readSnapshots(
        tx,
        scope,
        newest.map(({ id }) => id),
      )
      const all: EnterpriseFacts = {}
      for (const snapshot of stored) {
        const { signedAnswer } = snapshot
        if (signedAnswer === null) continue
        const read = readSnapshot({ ...snapshot, signedAnswer, dataClass: DataClass.parse(snapshot.dataClass) })
        Object.assign(all, { [read.dataClass]: read.facts })
      }
      const checked = stored.map(({ id, dataClass, receivedAt }) => {
        const found = checkItems(DataClass.parse(dataClass), all, lastDueMonth(shanghaiDate(receivedAt)))
        return { snapshotId: id, dataClass, receivedAt, checks: found.length > 0 ? found : [unreadable] }
      })
      await insertChecks(tx, scope, checked)
    }),
  )
  await foldQuality()
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
