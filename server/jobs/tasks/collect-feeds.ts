import { collectFeeds } from '@/server/flows/collect-feeds'
import { timer } from '../task'

/** Every minute: files that agencies dropped. What one run leaves unfinished the next goes on with. */
export const collectFeedsTask = timer('* * * * *', async (runtime) => {
  await collectFeeds(runtime)
})
