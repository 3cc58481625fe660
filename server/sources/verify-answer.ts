import { createHash } from 'node:crypto'
import { compactVerify, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { AgencyCode } from './domain/agencies'
import { failed, type SourceOutcome } from './domain/refusals'

export const answerType = 'agency-answer+jwt'

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What an agency signs. `content` is opaque here: each source parses its own. */
const SignedAnswer = z.strictObject({
  agency: z.string(),
  subject: z.string(),
  dataClass: z.string(),
  period: z.strictObject({ from: Month, to: Month }).nullable(),
  nonce: z.string(),
  issuedAt: z.iso.datetime({ offset: true }),
  content: z.unknown(),
})

/** What the platform asked, and what the answer must therefore say. `period` is null for the public register. */
export type Expectation = {
  agency: AgencyCode
  subject: string
  dataClass: string
  period: { from: string; to: string } | null
  nonce: string
}

export type VerifiedAnswer = {
  content: unknown
  issuedAt: Date
  nonce: string
  /** SHA-256 of the signed payload, lower-case hex: the snapshot's digest. */
  digest: string
  /** The compact JWS itself, kept as evidence. */
  signed: string
}

const oldest = 5 * 60_000
const clockSkew = 60_000

/**
 * Checks that a compact JWS was made by the pinned key of the agency, and that it answers this very request.
 * The signature is checked first: nothing of an unsigned answer is looked at.
 */
export async function verifyAnswer(
  signed: string,
  pinned: JWK,
  expected: Expectation,
  now: Date,
): Promise<SourceOutcome<VerifiedAnswer>> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(signed)) return failed('source.malformed', 'not a compact JWS')
  const verified = await compactVerify(signed, await importJWK(pinned, 'EdDSA'), { algorithms: ['EdDSA'] }).catch(() => null)
  if (!verified) return failed('source.forged-signature', 'signature does not verify with the pinned key')
  if (verified.protectedHeader.kid !== pinned.kid) return failed('source.forged-signature', 'another key id')
  if (verified.protectedHeader.typ !== answerType) return failed('source.forged-signature', 'another kind of statement')

  const parsed = SignedAnswer.safeParse(readJson(verified.payload))
  if (!parsed.success) return failed('source.malformed', 'envelope')
  const answer = parsed.data
  if (answer.agency !== expected.agency) return failed('source.forged-signature', `signed for agency ${answer.agency}`)
  if (answer.subject !== expected.subject) return failed('source.wrong-subject')
  if (answer.nonce !== expected.nonce) return failed('source.replayed-nonce')
  if (answer.dataClass !== expected.dataClass) return failed('source.malformed', `data class ${answer.dataClass}`)
  if (answer.period?.from !== expected.period?.from || answer.period?.to !== expected.period?.to)
    return failed('source.wrong-period')
  const issuedAt = new Date(answer.issuedAt)
  const age = now.getTime() - issuedAt.getTime()
  if (age > oldest || age < -clockSkew) return failed('source.stale-answer', `issued at ${answer.issuedAt}`)

  const digest = createHash('sha256').update(verified.payload).digest('hex')
  return { ok: true, value: { content: answer.content, issuedAt, nonce: answer.nonce, digest, signed } }
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
