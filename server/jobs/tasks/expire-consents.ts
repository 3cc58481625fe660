import { enterpriseScope } from '@/server/auth/scope'
import { expireConsent } from '@/server/flows/end-consent'
import { consentsPastEnd } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/** Every minute: consents past their end. Nothing is read under them in the meantime, for every read looks at the dates. */
export const expireConsentsTask = timer('* * * * *', async ({ now, inTenant }) => {
  await eachOnItsOwn('expiry', await consentsPastEnd(500), ({ enterpriseId, consentId }) =>
    inTenant(
      enterpriseId,
      nobody,
    )((tx) => expireConsent({ tx, scope: enterpriseScope(enterpriseId), now: now(), nobody }, consentId)),
  )
})
