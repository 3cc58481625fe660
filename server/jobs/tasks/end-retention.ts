import { endRetention } from '@/server/flows/end-retention'
import { timer } from '../task'

/** At ten past two at night in Shanghai: what has reached the end of its retention is deleted. */
export const endRetentionTask = timer('10 18 * * *', async (runtime) => void (await endRetention(runtime)))
