import { freeLeftCases } from '@/server/lending/use-cases/by-the-clock'
import { applicationsLeft } from '../due.repository'
import { eachOnItsOwn, nobody, timer } from '../task'

/** Every five minutes: cases of officers whom the platform disabled, or whose membership ended, lie open to their colleagues. */
export const freeLeftCasesTask = timer('*/5 * * * *', async ({ now, inTenant }) => {
  const left = await applicationsLeft(500)
  const institutions = [...new Set(left.map(({ institutionId }) => institutionId))]
  await eachOnItsOwn('freeing the cases of who left', institutions, async (institutionId) => {
    const ids = left.filter((each) => each.institutionId === institutionId).map(({ applicationId }) => applicationId)
    await inTenant(
      institutionId,
      nobody,
    )((tx) => freeLeftCases({ tx, tenantId: institutionId, actorId: nobody, now: now() }, ids))
  })
})
