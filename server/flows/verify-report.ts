import { throttleVerification } from '@/server/auth/throttle-verification'
import { canonicalJson } from '@/server/portrait/canonical-json'
import { shownContent } from '@/server/report/domain/shown-health'
import { lookUpReport } from '@/server/report/repository'
import { ReportContent, readCode, readNumber } from '@/server/report/schema'
import { codeHash, openContent, sha256 } from '@/server/report/secret'

type Genuine = {
  state: 'VALID'
  number: string
  issuedAt: Date
  validUntil: string
  contentHash: string
  pdfHash: string | null
  content: ReportContent
}
export type Verification =
  | Genuine
  | { state: 'NOT_FOUND' }
  | { state: 'THROTTLED'; seconds: number }
  | { state: 'WITHDRAWN'; number: string; issuedAt: Date; withdrawnAt: Date }
  | { state: 'EXPIRED'; number: string; issuedAt: Date; validUntil: string }
  /** The stored content is not what was put on record: nothing of it is shown. */
  | { state: 'BROKEN'; number: string }

type Held = { number: string; code: string }
type Sealed = { sealedContent: string; contentHash: string }

/** The content, if it is to the byte what was hashed when it was issued and names this very report; else null. */
export function openIssued(held: Held, { sealedContent, contentHash }: Sealed): ReportContent | null {
  try {
    const text = openContent(held, sealedContent)
    const content = ReportContent.parse(JSON.parse(text))
    const same = sha256(text) === contentHash && canonicalJson(content) === text && content.number === held.number
    return same ? content : null
  } catch {
    return null
  }
}

/**
 * What anybody who holds number and check code of a report may know of it. A wrong code, a wrong number and both look alike;
 * wrong tries of an address are slowed down, right ones are not counted.
 */
export async function verifyReport(typed: Held, address: string | undefined, now: Date): Promise<Verification> {
  const throttle = await throttleVerification(address, now)
  if (!throttle.ok) return { state: 'THROTTLED', seconds: throttle.retryAfterSeconds }
  const [number, code] = [readNumber(typed.number), readCode(typed.code)]
  const found = number && code ? await lookUpReport(number, codeHash({ number, code })) : null
  if (!number || !code || !found) return { state: 'NOT_FOUND' }
  await throttle.forgive()
  const { state, issuedAt, validUntil, withdrawnAt, contentHash, pdfHash, sealedContent } = found
  if (state === 'WITHDRAWN') return { state, number, issuedAt, withdrawnAt: withdrawnAt ?? issuedAt }
  if (state === 'EXPIRED') return { state, number, issuedAt, validUntil }
  const content = sealedContent && contentHash ? openIssued({ number, code }, { sealedContent, contentHash }) : null
  if (!content || !contentHash) return { state: 'BROKEN', number }
  return { state, number, issuedAt, validUntil, contentHash, pdfHash, content: shownContent(content) }
}
