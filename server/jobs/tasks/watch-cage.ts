import { watchCage } from '@/server/cage/use-cases/watch-cage'
import { timer } from '../task'

/** Every minute: who reads what, and whether that gives rise to an alert. */
export const watchCageTask = timer('* * * * *', async ({ now }) => void (await watchCage(now())))
