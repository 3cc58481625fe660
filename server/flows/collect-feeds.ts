import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { Runtime } from '@/server/jobs/task'
import { nobody } from '@/server/jobs/task'
import { endpointsOf } from '@/server/sources/endpoints'
import { listAgencies } from '@/server/sources/repository'
import { type FeedJob, type FeedOutcome, loadFeed } from './load-feed'

const suffix = '.manifest.jws'
const dropName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,140}$/

/** Where the agencies' drops lie: one folder an agency, named by its code. Nothing outside it is ever opened. */
export const feedFolder = () => path.resolve(process.env.FEED_FOLDER ?? '.data/feeds')

/**
 * Takes in every file that lies in the agencies' drops, one after the other; what was published or refused is moved aside, so
 * that a drop is emptied exactly once. A load that was interrupted goes on where it stopped. One that fails for a reason of ours
 * stays where it lies for the next time, and holds up no other.
 */
export async function collectFeeds({ now, inTenant }: Runtime, folder = feedFolder()): Promise<FeedOutcome[]> {
  if (!existsSync(folder)) return []
  const agencies = endpointsOf(await inTenant(nobody, nobody)(listAgencies))
  const outcomes: FeedOutcome[] = []
  for (const [code, { agencyId, ...endpoint }] of agencies) {
    const place = path.join(folder, code)
    if (!existsSync(place)) continue
    const job: FeedJob = { agencyId, jobId: nobody, endpoint, now, inTenant: inTenant(agencyId, nobody) }
    for (const name of readdirSync(place)
      .filter((one) => one.endsWith(suffix) && dropName.test(one))
      .sort()) {
      const outcome = await take(job, place, name)
      if (outcome) outcomes.push(outcome)
    }
  }
  return outcomes
}

/** One drop; null where it could not be dealt with. */
async function take(job: FeedJob, place: string, name: string): Promise<FeedOutcome | null> {
  try {
    const manifestText = readFileSync(path.join(place, name), 'utf8')
    const outcome = await loadFeed(job, { manifestText, pathOf: (file) => path.join(place, path.basename(file)) })
    if (outcome.state !== 'ELSEWHERE') putAside(place, name, outcome.state === 'REFUSED' ? 'refused' : 'done')
    return outcome
  } catch (error) {
    console.error(`[worker] the drop ${name} of ${job.endpoint.agency} failed`, error)
    return null
  }
}

function putAside(place: string, manifestName: string, where: 'done' | 'refused') {
  const to = path.join(place, where)
  mkdirSync(to, { recursive: true })
  for (const name of [manifestName, manifestName.slice(0, -suffix.length)]) {
    if (existsSync(path.join(place, name))) renameSync(path.join(place, name), path.join(to, name))
  }
}
