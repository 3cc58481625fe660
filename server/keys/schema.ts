import { z } from 'zod'

/**
 * What a data key is for. RECORDS: what agencies sent of an enterprise, what it declares, and the papers drawn of it (owner: the
 * enterprise). CASES: what people wrote about
 * it (owner: the enterprise, or an alert that is about none). LANDING: what agencies delivered of it, before anybody authorised
 * it (owner: the enterprise). PEOPLE: how a natural person is reached (owner: the person, or the claim or invitation by which they
 * are about to come). The keys of the ledger's pseudonyms are the ledger's own; erasure destroys both.
 */
export const keyPurposes = ['RECORDS', 'PEOPLE', 'CASES', 'LANDING'] as const
export type KeyPurpose = (typeof keyPurposes)[number]

export const isKeyPurpose = (text: string): text is KeyPurpose => keyPurposes.some((one) => one === text)

export type KeyOwner = { ownerId: string; purpose: KeyPurpose }

/** Whose keys are destroyed. */
export const ErasureSubject = z.enum(['ENTERPRISE', 'PERSON'])
export type ErasureSubject = z.infer<typeof ErasureSubject>

/** `name`: an enterprise's credit code, or a person's login name. */
export const requestErasureInput = z.strictObject({
  subject: ErasureSubject,
  name: z.string().trim().min(1).max(64),
  reason: z.string().trim().min(5, 'keys.reason-too-short').max(500),
})

export const settleErasureInput = z.strictObject({ erasureId: z.uuidv7(), verdict: z.enum(['CONFIRM', 'REJECT']) })
