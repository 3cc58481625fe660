import { enterpriseScope } from '@/server/auth/scope'
import { followRegister } from '@/server/flows/follow-register'
import { registersToFollow } from '../due.repository'
import { nobody, timer } from '../task'

const dayMs = 86_400_000

/**
 * Every ten minutes: enterprises whose entry on the register was read more than a day ago; a change of the representative
 * binds. Where the register does not answer, the round ends and the next one goes on.
 */
export const followRegistersTask = timer('*/10 * * * *', async ({ now, inTenant }) => {
  const before = new Date(now().getTime() - dayMs)
  for (const { enterpriseId } of await registersToFollow(before, 200)) {
    const followed = await followRegister({ scope: enterpriseScope(enterpriseId), inTenant: inTenant(enterpriseId, nobody), now })
    if (followed === 'SILENT') return
  }
})
