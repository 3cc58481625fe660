import { lapseWithoutConsent } from '@/server/lending/use-cases/by-the-clock'
import { applicationsWithoutConsent } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/** Every hour: suspended applications whose enterprise let the days to grant its consent anew pass. */
export const lapseWithoutConsentTask = timer('35 * * * *', async ({ now, inTenant }) => {
  const at = now()
  await eachOnItsOwn('lapsing', await applicationsWithoutConsent(at, 5_000), async ({ enterpriseId, applicationId }) => {
    await inTenant(
      enterpriseId,
      nobody,
    )((tx) => lapseWithoutConsent({ tx, tenantId: enterpriseId, actorId: nobody, now: at }, applicationId))
  })
})
