import { done, type Outcome, refused } from '@/server/kernel/outcome'

export type ReferenceRefusal = 'reference.missing' | 'reference.too-long' | 'reference.characters'

const longest = 64
/** After normalisation: letters, digits, Han and the punctuation of voucher numbers. No look-alikes of other scripts. */
const allowed = /^[0-9A-Z\p{Script=Han}\-_/.:#()]+$/u

/** A bank's voucher number as it is compared: NFKC, upper case, no spaces, so that `ａb 1` and `AB1` are one voucher. */
export function normaliseReference(raw: string): Outcome<string, ReferenceRefusal> {
  const reference = raw
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase()
  if (reference === '') return refused('reference.missing')
  if ([...reference].length > longest) return refused('reference.too-long')
  return allowed.test(reference) ? done(reference) : refused('reference.characters')
}

/** NEW: record it. DUPLICATE: the same content again, harmless. CONFLICT: other content, set aside for a person. */
export type Claim = 'NEW' | 'DUPLICATE' | 'CONFLICT'

/**
 * What a report is to an earlier one of the same voucher number. After a reversal the corrected content may come under
 * the old number; the reversed content is still a duplicate, or yesterday's file would bring the mistake back.
 */
export function classifyReference(earlier: { digest: string; reversed: boolean } | null, digest: string): Claim {
  if (!earlier) return 'NEW'
  if (earlier.digest === digest) return 'DUPLICATE'
  return earlier.reversed ? 'NEW' : 'CONFLICT'
}

export type ReportedContent =
  | {
      kind: 'DISBURSEMENT'
      applicationId: string
      reference: string
      amountFen: bigint
      on: string
      renewal: boolean
      firstLoan: boolean
      renews: { applicationId: string } | null
    }
  | {
      kind: 'REPAYMENT'
      applicationId: string
      reference: string
      principalFen: bigint
      interestFen: bigint
      writtenOffFen: bigint
      on: string
    }

/**
 * The bytes (as text) whose SHA-256 says whether two reports say the same; `reference` is normalised. What
 * is said of few is at the end and only of those, so that a report has the digest that it always had.
 */
export function canonicalReport(report: ReportedContent): string {
  const common = [report.kind, report.applicationId, report.reference, report.on]
  const rest =
    report.kind === 'DISBURSEMENT'
      ? [String(report.amountFen), report.renewal, report.firstLoan, ...(report.renews ? [report.renews.applicationId] : [])]
      : [
          String(report.principalFen),
          String(report.interestFen),
          ...(report.writtenOffFen > 0n ? [String(report.writtenOffFen)] : []),
        ]
  return JSON.stringify([...common, ...rest])
}
