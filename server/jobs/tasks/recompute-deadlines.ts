import { recomputeDeadlines } from '@/server/lending/use-cases/by-the-clock'
import { provisionalDeadlines } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/**
 * Once a day, and when the worker starts (a new calendar comes with a new version): deadlines that were counted through a
 * year without a published calendar.
 */
export const recomputeDeadlinesTask = timer('20 16 * * *', async ({ now, inTenant }) => {
  const at = now()
  await eachOnItsOwn('recomputing', await provisionalDeadlines(5_000), async ({ institutionId, applicationId }) => {
    await inTenant(
      institutionId,
      nobody,
    )((tx) => recomputeDeadlines({ tx, tenantId: institutionId, actorId: nobody, now: at }, applicationId))
  })
})
