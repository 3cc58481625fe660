import { statSync } from 'node:fs'
import { uuidv7 } from 'uuidv7'
import { isUniqueViolation } from '@/server/db/transaction'
import type { InTenant } from '@/server/jobs/task'
import { monthOf, shanghaiDate } from '@/server/kernel/dates'
import { appendToLedger } from '@/server/ledger/append'
import type { AgencyEndpoint } from '@/server/sources/client'
import { agencyOf } from '@/server/sources/domain/agencies'
import {
  type AgencyJob,
  beginDelivery,
  currentSequence,
  type Delivery,
  findDelivery,
  publishDelivery,
  recordRefusal,
  refuseDelivery,
} from '@/server/sources/feed/delivery.repository'
import { loadLines } from '@/server/sources/feed/load-lines'
import { type FeedManifest, type FeedRefusal, judgeManifest } from '@/server/sources/feed/manifest'
import { digestOfFile } from '@/server/sources/feed/read-blocks'
import { pushedClasses } from '@/server/sources/schema'

export type FeedJob = AgencyJob & { endpoint: AgencyEndpoint; inTenant: InTenant; now: () => Date }
/** A manifest as it was dropped, and where the file that it names would lie. */
export type Drop = { manifestText: string; pathOf: (file: string) => string }
export type FeedOutcome =
  | { state: 'PUBLISHED'; deliveryId: string; accepted: number; setAside: number; corrected: number }
  | { state: 'REFUSED'; failure: FeedRefusal }
  /** This very file was published before; nothing was done. */
  | { state: 'ALREADY' }
  /** Another loader has it in hand. */
  | { state: 'ELSEWHERE' }

/** The largest file that is opened, in bytes. */
const largest = 4 * 1024 * 1024 * 1024

/**
 * Loads one delivered file: manifest, digest and columns are judged before a line is read; lines land in the landing zone block
 * by block, each exactly once; in the end the whole is published in one transaction, or none of it is ever seen.
 */
export async function loadFeed(job: FeedJob, drop: Drop): Promise<FeedOutcome> {
  const judged = await judgeManifest(drop.manifestText, job.endpoint.publicJwk, job.endpoint.agency)
  if (!judged.ok) return refuse(job, drop, judged.claimed, judged.refusal)
  const { manifest } = judged
  const early = await whyRefused(job, manifest, drop.pathOf(manifest.file))
  if (early) return refuse(job, drop, manifest, early)
  // In this order: whoever published this very file just now is found by the second question.
  const older = await isOlder(job, manifest)
  const known = await job.inTenant((tx) => findDelivery(tx, job, manifest.sha256))
  if (known?.state === 'PUBLISHED') return { state: 'ALREADY' }
  if (older) return refuse(job, drop, manifest, 'feed.older-than-current')
  const delivery = await open(job, manifest, drop.manifestText)
  if (!delivery) return { state: 'ELSEWHERE' }
  const loaded = await loadLines(job, manifest, drop.pathOf(manifest.file), delivery, shanghaiDate(job.now()))
  if (loaded === null) return { state: 'ELSEWHERE' }
  const late = typeof loaded === 'string' ? loaded : whyNotPublished(manifest, loaded)
  if (late) return refuseLoaded(job, delivery.id, late)
  return publish(job, manifest, delivery.id, loaded as Loaded)
}

type Loaded = { accepted: number; setAside: number }

/** What the file itself must satisfy before anything of it is read. */
async function whyRefused(job: FeedJob, manifest: FeedManifest, path: string): Promise<FeedRefusal | null> {
  if (agencyOf[manifest.dataClass] !== job.endpoint.agency) return 'feed.wrong-class'
  if (manifest.period.from > manifest.period.to || manifest.period.to > monthOf(shanghaiDate(job.now())))
    return 'feed.future-period'
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile()) return 'feed.missing-file'
  const { size } = file
  if (size > largest) return 'feed.too-large'
  if (size !== manifest.bytes) return size < manifest.bytes ? 'feed.truncated' : 'feed.wrong-size'
  return (await digestOfFile(path)).sha256 === manifest.sha256 ? null : 'feed.wrong-digest'
}

/** The delivery as it stands, entered now where it is new; null when another loader entered it at the same moment. */
async function open(job: FeedJob, manifest: FeedManifest, text: string): Promise<Delivery | null> {
  try {
    return await job.inTenant(
      async (tx) => (await findDelivery(tx, job, manifest.sha256)) ?? beginDelivery(tx, job, uuidv7(), manifest, text, job.now()),
    )
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

function whyNotPublished(manifest: FeedManifest, { accepted, setAside }: Loaded): FeedRefusal | null {
  if (accepted + setAside !== manifest.records) return 'feed.wrong-count'
  // A file of which most lines are bad was made wrongly; the good ones are no better for it.
  return setAside > accepted ? 'feed.mostly-bad' : null
}

async function refuse(job: FeedJob, drop: Drop, claimed: Partial<FeedManifest>, failure: FeedRefusal): Promise<FeedOutcome> {
  const at = job.now()
  const month = monthOf(shanghaiDate(at))
  const manifest: FeedManifest = {
    agency: job.endpoint.agency,
    dataClass: pushedClasses.find((one) => agencyOf[one] === job.endpoint.agency) ?? 'HOUSING_FUND',
    file: 'unknown',
    format: 'CSV',
    encoding: 'UTF-8',
    kind: 'REGULAR',
    sequence: 1,
    period: { from: month, to: month },
    issuedAt: at.toISOString(),
    records: 0,
    bytes: 0,
    sha256: '0'.repeat(64),
    ...claimed,
  }
  await job.inTenant((tx) => recordRefusal(tx, job, uuidv7(), manifest, drop.manifestText, { failure, at }))
  return { state: 'REFUSED', failure }
}

async function refuseLoaded(job: FeedJob, deliveryId: string, failure: FeedRefusal): Promise<FeedOutcome> {
  await job.inTenant((tx) => refuseDelivery(tx, job, deliveryId, failure))
  return { state: 'REFUSED', failure }
}

/** What publishing says when another loader has published the delivery, or refused it, meanwhile. */
const endedElsewhere = -2

/** The moment at which the delivery is seen, corrections strike, and the ledger says so: one transaction. */
async function publish(job: FeedJob, manifest: FeedManifest, deliveryId: string, loaded: Loaded): Promise<FeedOutcome> {
  const corrected = await job.inTenant(async (tx) => {
    const count = await publishDelivery(tx, deliveryId)
    if (count < 0) return count
    await appendToLedger(
      tx,
      { organisationId: job.agencyId, accountId: job.jobId },
      {
        act: 'feed.published',
        subjectId: deliveryId,
        body: { dataClass: manifest.dataClass, sha256: manifest.sha256, ...loaded, corrected: count },
      },
    )
    return count
  })
  if (corrected === endedElsewhere) return { state: 'ELSEWHERE' }
  if (corrected < 0) return refuseLoaded(job, deliveryId, 'feed.older-than-current')
  return { state: 'PUBLISHED', deliveryId, ...loaded, corrected }
}

/** Whether a newer delivery of the class is current already; asked before the file is read, settled when it is published. */
const isOlder = (job: FeedJob, manifest: FeedManifest): Promise<boolean> =>
  job.inTenant(async (tx) => (await currentSequence(tx, job, manifest.dataClass)) >= BigInt(manifest.sequence))
