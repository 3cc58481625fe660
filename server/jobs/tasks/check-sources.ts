import { checkSources } from '@/server/flows/check-sources'
import { timer } from '../task'

/** Every ten minutes, a part at a time: each snapshot is checked once, and the scores are those of the day. */
export const checkSourcesTask = timer('*/10 * * * *', (runtime) => checkSources(runtime))
