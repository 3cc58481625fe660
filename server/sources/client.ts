import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { z } from 'zod'
import { monthOf, monthsBetween, shanghaiDate } from '@/server/kernel/dates'
import type { ActiveAuthorisation } from './domain/active-authorisation'
import { type AgencyCode, agencyOf } from './domain/agencies'
import { failed, failedContent, type SourceOutcome } from './domain/refusals'
import { defaultLimits, defaultTransport, postJson, type Transport, type TransportLimits, withRetries } from './http'
import { VerificationPayload } from './real-estate/payload'
import { transformVerification } from './real-estate/transform'
import { RegisterEntryPayload } from './registration/payload'
import { transformRegisterEntry } from './registration/transform'
import type { DataClass, RegisterEntry } from './schema'
import { type ClassedFacts, transformContent } from './transform-content'
import { type VerifiedAnswer, verifyAnswer } from './verify-answer'

/** Where an agency answers and the key that it was pinned with: configuration, never taken from an answer. */
export type AgencyEndpoint = { agency: AgencyCode; baseUrl: string; publicJwk: JWK }

export type SourceClient = {
  /** The pinned endpoint of an agency, or null when it is not configured. */
  endpointOf: (agency: AgencyCode) => AgencyEndpoint | null
  now: () => Date
  newNonce: () => string
  transport?: Transport
  limits?: TransportLimits
}

/** What becomes a snapshot: facts with their provider, period, digest and times. */
export type SourceAnswer = ClassedFacts & {
  agency: AgencyCode
  period: { from: string; to: string }
  issuedAt: Date
  nonce: string
  digest: string
  signed: string
}

const ChallengeReceipt = z.strictObject({ contactMasked: z.string().min(1).max(40) })

/**
 * Fetches one data class of one enterprise for a period of months (both included) under a live authorisation, verifies
 * the agency's signature and turns the content into facts. An authorisation that does not cover the request is refused
 * here already; the agency checks the same again.
 */
export async function fetchFacts(
  client: SourceClient,
  authorisation: ActiveAuthorisation,
  dataClass: DataClass,
  period: { from: string; to: string },
): Promise<SourceOutcome<SourceAnswer>> {
  const agency = agencyOf[dataClass]
  const subject = authorisation.creditCode
  const uncovered = whyNotCovered(authorisation, dataClass, period, client.now())
  if (uncovered) return failed('source.not-authorised', uncovered)

  const outcome = await ask(client, agency, 'records', { subject, dataClass, period }, (nonce) => ({
    authorisation: authorisation.token,
    subject,
    dataClass,
    ...period,
    nonce,
  }))
  if (!outcome.ok) return outcome
  const { content, ...proof } = outcome.value
  const today = shanghaiDate(client.now())
  const transformed = transformContent(dataClass, content, { creditCode: subject, ...period, today })
  if (!transformed.ok) return { ...failedContent(transformed.refusal), digest: proof.digest }
  return { ok: true, value: { ...transformed.value, agency, period, ...proof } }
}

/** Looks a credit code up in the public register; needs no authorisation, since the register is public. */
export async function lookUpRegister(client: SourceClient, creditCode: string): Promise<SourceOutcome<RegisterEntry>> {
  const expected = { subject: creditCode, dataClass: 'REGISTER_ENTRY', period: null }
  const outcome = await ask(client, 'market', 'register', expected, (nonce) => ({ creditCode, nonce }))
  if (!outcome.ok) return outcome
  const parsed = RegisterEntryPayload.safeParse(outcome.value.content)
  if (!parsed.success) return failed('source.malformed', 'content.shape')
  const entry = transformRegisterEntry(parsed.data, { creditCode, today: shanghaiDate(client.now()) })
  return entry.ok ? entry : failedContent(entry.refusal)
}

export type VerificationAnswer = { answer: 'YES' | 'NO' | 'UNKNOWN'; digest: string; signed: string }

/**
 * Puts a claim to the register of real estate under a live authorisation. The answer names the digest of the claim, so that a
 * yes to one claim cannot be shown for another.
 */
export async function askVerification(
  client: SourceClient,
  authorisation: ActiveAuthorisation,
  claim: { itemId: string; certificateNo: string; claimDigest: string },
): Promise<SourceOutcome<VerificationAnswer>> {
  const dataClass = 'REAL_ESTATE'
  const subject = authorisation.creditCode
  const month = monthOf(shanghaiDate(client.now()))
  const uncovered = whyNotCovered(authorisation, dataClass, { from: month, to: month }, client.now())
  if (uncovered) return failed('source.not-authorised', uncovered)
  const question = { subject, dataClass, period: null }
  const outcome = await ask(client, agencyOf[dataClass], 'verifications', question, (nonce) => ({
    authorisation: authorisation.token,
    subject,
    dataClass,
    ...claim,
    nonce,
  }))
  if (!outcome.ok) return outcome
  const { content, digest, signed } = outcome.value
  const parsed = VerificationPayload.safeParse(content)
  if (!parsed.success) return { ...failed('source.malformed', 'content.shape'), digest }
  const facts = transformVerification(parsed.data, { creditCode: subject, today: shanghaiDate(client.now()) })
  if (!facts.ok) return { ...failedContent(facts.refusal), digest }
  const [given] = facts.value.answers
  if (!given || given.claimDigest !== claim.claimDigest || given.itemId !== claim.itemId)
    return { ...failed('source.replayed-nonce', 'an answer to another claim'), digest }
  return { ok: true, value: { answer: given.answer, digest, signed } }
}

export type Challenge = {
  creditCode: string
  /** The secret that the contact on the register must read back, 4–40 characters. */
  code: string
  purpose: 'claim-enterprise' | 'recover-access' | 'confirm-mandate'
  language: 'zh-CN' | 'en'
}

/** Asks market regulation to send a code to the contact on the register: only the agency knows the number. */
export async function sendChallenge(
  client: SourceClient,
  challenge: Challenge,
): Promise<SourceOutcome<{ contactMasked: string }>> {
  const expected = { subject: challenge.creditCode, dataClass: 'CHALLENGE', period: null }
  const outcome = await ask(client, 'market', 'challenges', expected, (nonce) => ({ ...challenge, nonce }))
  if (!outcome.ok) return outcome
  const receipt = ChallengeReceipt.safeParse(outcome.value.content)
  return receipt.success ? { ok: true, value: receipt.data } : failed('source.malformed', 'content.shape')
}

/** Tells an agency that a consent was withdrawn; `statement` is made by `signRevocation`. Told again, it changes nothing. */
export async function announceRevocation(
  client: SourceClient,
  agency: AgencyCode,
  consentId: string,
  statement: string,
): Promise<SourceOutcome<null>> {
  const endpoint = client.endpointOf(agency)
  if (!endpoint) return failed('source.unreachable', 'agency not configured')
  const { transport = defaultTransport, limits = defaultLimits } = client
  const url = new URL(`/agencies/${agency}/authorisations/${encodeURIComponent(consentId)}/revoked`, endpoint.baseUrl)
  const outcome = await withRetries(() => postJson(url, { statement }, transport, limits), transport, limits)
  return outcome.ok ? { ok: true, value: null } : outcome
}

const digestOfText = (text: string) => createHash('sha256').update(text).digest('hex')

type Question = { subject: string; dataClass: string; period: { from: string; to: string } | null }

/** One signed question to an agency; every attempt has a nonce of its own, so a late answer to an earlier one is useless. */
async function ask(
  client: SourceClient,
  agency: AgencyCode,
  path: 'records' | 'register' | 'challenges' | 'verifications',
  question: Question,
  body: (nonce: string) => object,
): Promise<SourceOutcome<VerifiedAnswer>> {
  const endpoint = client.endpointOf(agency)
  if (!endpoint) return failed('source.unreachable', 'agency not configured')
  const { transport = defaultTransport, limits = defaultLimits } = client
  const url = new URL(`/agencies/${agency}/${path}`, endpoint.baseUrl)
  return withRetries(
    async () => {
      const nonce = client.newNonce()
      const answer = await postJson(url, body(nonce), transport, limits)
      if (!answer.ok) return answer
      const verified = await verifyAnswer(answer.value, endpoint.publicJwk, { agency, ...question, nonce }, client.now())
      return verified.ok ? verified : { ...verified, digest: digestOfText(answer.value) }
    },
    transport,
    limits,
  )
}

function whyNotCovered(
  { dataClasses, lookbackMonths, from, expiresAt }: ActiveAuthorisation,
  dataClass: DataClass,
  period: { from: string; to: string },
  now: Date,
): string | null {
  if (now < from) return 'not yet in force'
  if (now >= expiresAt) return 'expired'
  if (!dataClasses.includes(dataClass)) return `data class ${dataClass}`
  const current = monthOf(shanghaiDate(now))
  if (period.from > period.to || period.to > current) return 'period'
  return monthsBetween(period.from, current) > lookbackMonths ? 'look-back' : null
}
