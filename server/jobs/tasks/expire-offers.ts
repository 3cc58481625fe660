import { expireOffer } from '@/server/lending/use-cases/by-the-clock'
import { offersPastEnd } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/** Every minute: offers past their last day. Nobody accepts one in the meantime, for every answer looks at the date. */
export const expireOffersTask = timer('* * * * *', async ({ now, inTenant }) => {
  const at = now()
  await eachOnItsOwn('offer expiry', await offersPastEnd(500), async ({ institutionId, applicationId }) => {
    await inTenant(
      institutionId,
      nobody,
    )((tx) => expireOffer({ tx, tenantId: institutionId, actorId: nobody, now: at }, applicationId))
  })
})
