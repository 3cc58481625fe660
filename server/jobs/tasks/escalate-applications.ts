import { shanghaiDate } from '@/server/kernel/dates'
import { escalate } from '@/server/lending/use-cases/by-the-clock'
import { applicationsPastDue } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/** Every five minutes: applications past a deadline are marked, and whoever is responsible is told. */
export const escalateApplicationsTask = timer('*/5 * * * *', async ({ now, inTenant }) => {
  const at = now()
  await eachOnItsOwn('escalation', await applicationsPastDue(shanghaiDate(at), 500), async ({ institutionId, applicationId }) => {
    await inTenant(
      institutionId,
      nobody,
    )((tx) => escalate({ tx, tenantId: institutionId, actorId: nobody, now: at }, applicationId))
  })
})
