import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import { ConsentNotLive, findLiveMatching, holdConsent } from '@/server/consent/repository'
import { classesInForce } from '@/server/consent/schema'
import type { Tx } from '@/server/db/transaction'
import { enqueue } from '@/server/jobs/enqueue'
import type { EnterpriseJob } from '@/server/jobs/task'
import { NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import { askVerification, type SourceClient } from '@/server/sources/client'
import { agencyOf } from '@/server/sources/domain/agencies'
import { endpointsOf } from '@/server/sources/endpoints'
import { answerVerification, countVerifications, findVerification, insertVerification } from '@/server/sources/own.repository'
import { listAgencies, lockPulls } from '@/server/sources/repository'
import type { Claim } from '@/server/sources/schema'
import { mint } from './pull-source'

type Asking = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date }

/** Claims a day: a register that answers every guess would be read out by guessing. */
const mostADay = 10

/**
 * Puts a claim to the register under the live consent; the worker asks, since the agency may take its time.
 * @throws Refused `verification.no-consent`, `verification.too-many`
 */
export async function startVerification({ tx, scope, person, now }: Asking, claim: Claim): Promise<{ id: string }> {
  // Counted one after the other: two at once would both be the tenth.
  await lockPulls(tx, scope)
  const consent = await findLiveMatching(tx, scope, now)
  if (!consent || !classesInForce(consent).includes('REAL_ESTATE')) throw new Refused('verification.no-consent')
  await holdConsent(tx, scope, consent.id)
  const yesterday = new Date(now.getTime() - 86_400_000)
  if ((await countVerifications(tx, scope, yesterday)) >= mostADay) throw new Refused('verification.too-many', { most: mostADay })
  const agencyId = (await listAgencies(tx)).find(({ code }) => code === agencyOf.REAL_ESTATE)?.agencyId
  if (!agencyId) throw new Refused('verification.failed')
  const id = uuidv7()
  const text = JSON.stringify({ id, ...claim })
  const claimDigest = createHash('sha256').update(text).digest('hex')
  await insertVerification(tx, scope, {
    id,
    consentId: consent.id,
    agencyId,
    dataClass: 'REAL_ESTATE',
    itemId: claim.itemId,
    claim: claim.certificateNo,
    claimDigest,
    askedBy: person.accountId,
    askedByName: person.name,
    askedAt: now,
  })
  await enqueue(tx, 'verify-claim', { verificationId: id }, `verify:${id}`)
  await appendToLedger(tx, person, {
    act: 'source.verification-asked',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: { consentId: consent.id, itemId: claim.itemId, claimDigest },
  })
  return { id }
}

/**
 * Asks the register and stores yes, no or that it cannot tell; an answer that is not believed is none, and its reason is kept. A
 * claim whose consent has ended meanwhile ends with it, and says so.
 */
export async function verifyClaim(job: EnterpriseJob<{ verificationId: string }>): Promise<void> {
  try {
    await askRegister(job)
  } catch (error) {
    if (!(error instanceof ConsentNotLive)) throw error
    const unanswered = { answer: null, failure: 'consent.ended', digest: null, signedAnswer: null, answeredAt: job.now() }
    await job.inTenant((tx) => answerVerification(tx, job.scope, job.payload.verificationId, unanswered))
  }
}

async function askRegister(job: EnterpriseJob<{ verificationId: string }>): Promise<void> {
  const { scope, inTenant, now } = job
  const { verificationId } = job.payload
  const prepared = await inTenant(async (tx) => {
    const asked = await findVerification(tx, scope, verificationId)
    if (!asked) throw new NotFound('verification')
    if (asked.answeredAt) return null
    const authorisation = await mint(tx, scope, asked.consentId, now())
    return { asked, authorisation, endpoints: endpointsOf(await listAgencies(tx)) }
  })
  if (!prepared) return
  const { asked, authorisation, endpoints } = prepared
  const client: SourceClient = {
    endpointOf: (agency) => endpoints.get(agency) ?? null,
    now,
    newNonce: () => randomBytes(24).toString('base64url'),
  }
  const outcome = await askVerification(client, authorisation, {
    itemId: asked.itemId,
    certificateNo: asked.claim,
    claimDigest: asked.claimDigest,
  })
  await inTenant(async (tx) => {
    // An answer that comes after the consent has ended is not kept.
    await holdConsent(tx, scope, asked.consentId)
    const answered = outcome.ok
      ? { answer: outcome.value.answer, failure: null, digest: outcome.value.digest, signedAnswer: outcome.value.signed }
      : { answer: null, failure: outcome.refusal, digest: outcome.digest ?? null, signedAnswer: null }
    await answerVerification(tx, scope, verificationId, { ...answered, answeredAt: now() })
  })
}
