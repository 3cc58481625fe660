import type { Session } from '@/server/auth/session'
import { done, type Outcome, refused } from '@/server/kernel/outcome'
import type { ClassOrigin } from '@/server/sources/schema'
import { type Answer, listAnswers } from '../answers.repository'
import { findCard } from '../cards.repository'
import { openedSources } from '../evidence.repository'
import {
  BudgetSpent,
  cardOfApplication,
  findGrant,
  holdGranted,
  inReadersTransaction,
  openPortrait,
  readOpened,
  recordRefusal,
} from '../granted.repository'
import type { DataClass } from '../schema'
import { type DescribedCard, describeCard } from './describe-card'
import { fieldsFor, type ReadablePortrait, trimForReader, trimQuestions } from './trim-for-reader'

/** The reader of an institution; `token` opens the transactions. */
export type PortraitReader = Pick<Session, 'token' | 'accountId' | 'organisationId' | 'branchId' | 'kind'>
/** Where the reader's cases lie. */
export const placeOf = ({ organisationId: institutionId, branchId }: PortraitReader) => ({ institutionId, branchId })

/** Why an institution looks: shown to the enterprise in its list of reads. */
export const readPurposes = ['LOAN_REVIEW', 'LOAN_APPROVAL', 'CONTRACT'] as const
export type ReadPurpose = (typeof readPurposes)[number]

export type GrantedPortrait = {
  id: string
  digest: string
  createdAt: Date
  enterpriseId: string
  /** The classes that the enterprise granted to this institution; the body holds nothing of any other. */
  classes: readonly DataClass[]
  portrait: ReadablePortrait
  /** What the enterprise said to questions that this reader may know of. */
  answers: Answer[]
  card: DescribedCard
  /** Where each class came from, and whether its last fetch failed. */
  origins: ClassOrigin[]
}

/**
 * no-application: none of this institution's own. closed: it is over. revoked, paused, expired, not-begun, narrower: the consent.
 * budget-spent: the reader has looked at too many enterprises within the hour.
 */
export type ReadRefusal =
  | 'portrait.no-application'
  | 'portrait.application-closed'
  | 'portrait.consent-revoked'
  | 'portrait.consent-paused'
  | 'portrait.consent-expired'
  | 'portrait.consent-not-begun'
  | 'portrait.consent-narrower'
  | 'portrait.budget-spent'

type Grant = NonNullable<Awaited<ReturnType<typeof findGrant>>>

/** In words that the officer can act on; the decision itself was the database's. */
function whyRefused(grant: Grant | null, now: Date): ReadRefusal {
  if (!grant) return 'portrait.no-application'
  const { state, startsAt, expiresAt, consentMode, fetchType } = grant.consent
  if (state === 'REVOKED') return 'portrait.consent-revoked'
  if (state === 'EXPIRED' || expiresAt <= now) return 'portrait.consent-expired'
  if (state === 'PAUSED') return 'portrait.consent-paused'
  if (now < startsAt) return 'portrait.consent-not-begun'
  return consentMode === 'STORE' && fetchType === 'ONETIME' ? 'portrait.application-closed' : 'portrait.consent-narrower'
}

/** As `inReadersTransaction`, with a spent novelty budget as a value. */
export async function readOrStop<Result>(...[reader, work]: Parameters<typeof inReadersTransaction<Result>>) {
  try {
    return await inReadersTransaction(reader, work)
  } catch (error) {
    if (error instanceof BudgetSpent) return 'budget-spent' as const
    throw error
  }
}

/**
 * The portrait pinned to an application of the reader's institution, trimmed to what its consent covers. The read is on
 * record in the transaction that reads (oracle 4); a refusal is put on record as well. Call it outside a transaction.
 */
export async function readGrantedPortrait(
  reader: PortraitReader,
  applicationId: string,
  purpose: ReadPurpose,
  now: Date,
): Promise<Outcome<GrantedPortrait, ReadRefusal>> {
  const read = await readOrStop(reader, async (tx) => {
    const grant = await findGrant(tx, placeOf(reader), applicationId)
    if (!grant) return null
    const granted = await holdGranted(tx, grant)
    const card = await findCard(tx, await cardOfApplication(tx, applicationId))
    const id = await openPortrait(tx, applicationId, purpose, fieldsFor(granted, card))
    const { body, ...stored } = await readOpened(tx, grant.enterpriseId, id)
    return {
      ...stored,
      enterpriseId: grant.enterpriseId,
      classes: granted.classes,
      portrait: trimForReader(body, granted, card),
      answers: trimQuestions(await listAnswers(tx, grant.enterpriseId), granted.classes),
      card: describeCard(await findCard(tx, body.cardVersion)),
      origins: await openedSources(tx, { enterpriseId: grant.enterpriseId, portraitId: id }),
    }
  })
  if (read && read !== 'budget-spent') return done(read)

  return refuseRead(reader, { applicationId, purpose }, read, now)
}

/** Puts a read that the guard refused on record, and says why in words that the officer can act on. */
export async function refuseRead(
  reader: PortraitReader,
  { applicationId, purpose }: { applicationId: string; purpose: ReadPurpose },
  read: 'budget-spent' | null,
  now: Date,
): Promise<{ ok: false; refusal: ReadRefusal }> {
  const grant = await inReadersTransaction(reader, (tx) => findGrant(tx, placeOf(reader), applicationId))
  const refusal = read === 'budget-spent' ? 'portrait.budget-spent' : whyRefused(grant, now)
  await recordRefusal(reader, { applicationId, enterpriseId: grant?.enterpriseId ?? null, reason: refusal, purpose })
  return refused(refusal)
}
