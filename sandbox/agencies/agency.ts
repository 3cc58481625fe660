import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { CompactSign, importJWK } from 'jose'
import { z } from 'zod'
import type { AgencyCode } from './directory'
import { keeps } from './directory'
import type { Faults } from './faults'
import { HttpRefusal, send, sendJson } from './http'
import type { AgencyKeys } from './keys'
import { challengeMessage, challengePurposes, type Mailbox } from './mailbox'
import type { Platform } from './platform'
import type { CityRecords } from './records'
import type { Refusals } from './revocations'
import { spoilt } from './spoil'

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const Nonce = z.string().min(16).max(128)
const CreditCode = z.string().length(18)

const RecordsRequest = z.strictObject({
  authorisation: z.string().max(8_192),
  subject: CreditCode,
  dataClass: z.string().max(40),
  from: Month,
  to: Month,
  nonce: Nonce,
})
const VerificationRequest = z.strictObject({
  authorisation: z.string().max(8_192),
  subject: CreditCode,
  dataClass: z.string().max(40),
  itemId: z.enum(['real-estate.ownership', 'real-estate.unencumbered']),
  certificateNo: z.string().max(120),
  claimDigest: z.string().regex(/^[0-9a-f]{64}$/),
  nonce: Nonce,
})
const RegisterRequest = z.strictObject({ creditCode: CreditCode, nonce: Nonce })
const ChallengeRequest = z.strictObject({
  creditCode: CreditCode,
  code: z.string().min(4).max(40),
  purpose: z
    .enum(challengePurposes as [string, ...string[]])
    .transform((purpose) => purpose as (typeof challengePurposes)[number]),
  language: z.enum(['zh-CN', 'en']),
  nonce: Nonce,
})
const RevocationNotice = z.strictObject({ statement: z.string().max(8_192) })

export type AgencyOffice = {
  city: CityRecords
  keys: AgencyKeys
  platform: Platform
  revoked: Record<AgencyCode, Refusals>
  faults: Faults
  mailbox: Mailbox
  now: () => Date
  sleep: (milliseconds: number) => Promise<void>
}

type Answer = { subject: string; dataClass: string; period: { from: string; to: string } | null; nonce: string; content: object }

/** Serves the records of one data class of one enterprise, to a request under a live authorisation and to no other. */
export async function answerRecords(office: AgencyOffice, agency: AgencyCode, body: unknown, response: ServerResponse) {
  const request = RecordsRequest.safeParse(body)
  if (!request.success) throw new HttpRefusal(422, 'request.malformed')
  const { authorisation, subject, dataClass, from, to, nonce } = request.data
  if (!keeps(agency, dataClass)) throw new HttpRefusal(404, 'request.data-class')
  const verdict = await office.platform.judge(authorisation, request.data, office.revoked[agency], office.now())
  if (!verdict.ok) throw new HttpRefusal(403, verdict.error)
  const index = office.city.find(subject)
  if (index === null) throw new HttpRefusal(404, 'subject.unknown')
  const content = office.city.contentOf(index, dataClass, from, to)
  await deliver(office, agency, { subject, dataClass, period: { from, to }, nonce, content }, response)
}

/** Says yes or no to a stated claim under a live authorisation; what the register holds beyond it stays there. */
export async function answerVerification(office: AgencyOffice, agency: AgencyCode, body: unknown, response: ServerResponse) {
  const request = VerificationRequest.safeParse(body)
  if (!request.success) throw new HttpRefusal(422, 'request.malformed')
  const { authorisation, subject, dataClass, itemId, certificateNo, claimDigest, nonce } = request.data
  if (!keeps(agency, dataClass) || dataClass !== 'REAL_ESTATE') throw new HttpRefusal(404, 'request.data-class')
  const today = new Date(office.now().getTime() + 8 * 3_600_000).toISOString()
  const month = today.slice(0, 7)
  const asked = { subject, dataClass, from: month, to: month }
  const verdict = await office.platform.judge(authorisation, asked, office.revoked[agency], office.now())
  if (!verdict.ok) throw new HttpRefusal(403, verdict.error)
  const index = office.city.find(subject)
  if (index === null) throw new HttpRefusal(404, 'subject.unknown')
  const deed = office.city.deedsOf(index).find((one) => one.certificateNo === certificateNo)
  const holds = deed !== undefined && (itemId === 'real-estate.ownership' || !deed.mortgaged)
  // Of another's certificate nothing is said, not even that it exists.
  const answer = deed === undefined && itemId !== 'real-estate.ownership' ? '无法核实' : holds ? '是' : '否'
  const content = { ownerCode: subject, answers: [{ claimDigest, itemId, answer, checkedOn: today.slice(0, 10) }] }
  await deliver(office, agency, { subject, dataClass: 'REAL_ESTATE', period: null, nonce, content }, response)
}

/** The public register: anyone may ask who a credit code is. */
export async function answerRegister(office: AgencyOffice, body: unknown, response: ServerResponse) {
  const request = RegisterRequest.safeParse(body)
  if (!request.success) throw new HttpRefusal(422, 'request.malformed')
  const { creditCode, nonce } = request.data
  const index = office.city.find(creditCode)
  if (index === null) throw new HttpRefusal(404, 'subject.unknown')
  const content = office.city.registerEntry(index)
  await deliver(office, 'market', { subject: creditCode, dataClass: 'REGISTER_ENTRY', period: null, nonce, content }, response)
}

/** Sends a code to the contact on the register; the caller learns only the masked contact. */
export async function answerChallenge(office: AgencyOffice, body: unknown, response: ServerResponse) {
  const request = ChallengeRequest.safeParse(body)
  if (!request.success) throw new HttpRefusal(422, 'request.malformed')
  const { creditCode, code, purpose, language, nonce } = request.data
  const index = office.city.find(creditCode)
  if (index === null) throw new HttpRefusal(404, 'subject.unknown')
  const { entityName, contactMasked } = office.city.registerEntry(index)
  office.mailbox.deliver(challengeMessage({ creditCode, name: entityName, contact: contactMasked, code, purpose, language }))
  const content = { contactMasked }
  await deliver(office, 'market', { subject: creditCode, dataClass: 'CHALLENGE', period: null, nonce, content }, response)
}

/** Takes note that the platform's consent was withdrawn. Repeating it changes nothing. */
export async function noteRevocation(
  office: AgencyOffice,
  agency: AgencyCode,
  consentId: string,
  body: unknown,
  response: ServerResponse,
) {
  const notice = RevocationNotice.safeParse(body)
  if (!notice.success) throw new HttpRefusal(422, 'request.malformed')
  if ((await office.platform.withdrawn(notice.data.statement)) !== consentId) throw new HttpRefusal(403, 'revocation.forged')
  office.revoked[agency].add(consentId)
  sendJson(response, 200, { consentId, revoked: true })
}

/** Signs and sends an answer, or does what the standing orders of misbehaviour say. */
async function deliver(office: AgencyOffice, agency: AgencyCode, answer: Answer, response: ServerResponse) {
  const fault = office.faults.take(agency, answer.subject)
  if (fault?.kind === 'fail') throw new HttpRefusal(500, 'agency.fault')
  if (fault?.kind === 'slow') await office.sleep(fault.milliseconds)
  if (fault?.kind === 'flood') return flood(response)
  if (fault?.kind === 'redirect') {
    response.writeHead(307, { location: '/sandbox/elsewhere' }).end()
    return
  }
  const key = fault?.kind === 'forge' ? office.keys.forger : office.keys[agency]
  const payload = spoilt({ agency, ...answer, issuedAt: office.now().toISOString() }, fault?.kind)
  const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    // A forger copies the name of the key; it can't copy the key.
    .setProtectedHeader({ alg: 'EdDSA', kid: office.keys[agency].kid, typ: 'agency-answer+jwt' })
    .sign(await importJWK(key.privateJwk, 'EdDSA'))
  if (fault?.kind === 'cut') cut(response, signed)
  else if (!response.destroyed) send(response, 200, 'application/jose', signed)
}

/** Sends fifty megabytes of nothing, as long as anybody listens. */
async function flood(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/jose' })
  const chunk = 'A'.repeat(64 * 1024)
  for (let sent = 0; sent < 50 * 1024 * 1024 && !response.destroyed; sent += chunk.length)
    if (!response.write(chunk)) await once(response, 'drain').catch(() => undefined)
  response.end()
}

/** Promises the whole answer, sends half of it and breaks the connection. */
function cut(response: ServerResponse, body: string) {
  response.writeHead(200, { 'content-type': 'application/jose', 'content-length': Buffer.byteLength(body) })
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
}
