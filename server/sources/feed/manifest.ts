import { compactVerify, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { AgencyCode } from '../domain/agencies'
import { PushedClass } from '../schema'

/** The `typ` of a manifest's JWS: no answer and no statement can be passed off as one. */
export const manifestType = 'agency-feed+jwt'

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What an agency signs about a file that it delivers. */
export const FeedManifest = z.strictObject({
  agency: z.string(),
  dataClass: PushedClass,
  /** The file's bare name: no folder, so that nothing outside the drop is ever opened. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,119}$/),
  format: z.enum(['CSV', 'NDJSON']),
  encoding: z.enum(['UTF-8', 'GB18030']),
  kind: z.enum(['REGULAR', 'CORRECTION']),
  /** The agency's own number of the delivery within the class; only a higher one becomes current. */
  sequence: z.int().min(1),
  period: z.strictObject({ from: Month, to: Month }),
  issuedAt: z.iso.datetime({ offset: true }),
  /** Lines without the header. */
  records: z.int().min(0).max(20_000_000),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type FeedManifest = z.infer<typeof FeedManifest>

/** Why a delivery is refused as a whole; nothing of it is seen then. */
export const feedRefusals = [
  'feed.forged-manifest',
  'feed.malformed-manifest',
  'feed.wrong-class',
  'feed.missing-file',
  'feed.too-large',
  'feed.truncated',
  'feed.wrong-size',
  'feed.wrong-digest',
  'feed.wrong-columns',
  'feed.wrong-count',
  'feed.future-period',
  'feed.older-than-current',
  'feed.mostly-bad',
] as const
export type FeedRefusal = (typeof feedRefusals)[number]

export type JudgedManifest =
  | { ok: true; manifest: FeedManifest }
  /** `claimed`: what an unproven manifest says, for the record only. */
  | { ok: false; refusal: FeedRefusal; claimed: Partial<FeedManifest> }

/** Checks that the pinned key of the agency made this manifest, and what it says. The signature comes first. */
export async function judgeManifest(text: string, pinned: JWK, agency: AgencyCode): Promise<JudgedManifest> {
  const verified = await compactVerify(text.trim(), await importJWK(pinned, 'EdDSA'), { algorithms: ['EdDSA'] }).catch(() => null)
  const { kid, typ } = verified?.protectedHeader ?? {}
  if (!verified || kid !== pinned.kid || typ !== manifestType)
    return { ok: false, refusal: 'feed.forged-manifest', claimed: claims(text) }
  const parsed = FeedManifest.safeParse(readJson(verified.payload))
  if (!parsed.success) return { ok: false, refusal: 'feed.malformed-manifest', claimed: claims(text) }
  if (parsed.data.agency !== agency) return { ok: false, refusal: 'feed.forged-manifest', claimed: parsed.data }
  return { ok: true, manifest: parsed.data }
}

/** What somebody wrote into a manifest, field by field, as far as it could be meant. */
function claims(text: string): Partial<FeedManifest> {
  const body = readJson(Buffer.from(text.split('.')[1] ?? '', 'base64url'))
  const record = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const shape = FeedManifest.shape
  const known = Object.entries(shape).flatMap(([field, schema]) => {
    const parsed = schema.safeParse(record[field])
    return parsed.success ? [[field, parsed.data] as const] : []
  })
  return Object.fromEntries(known)
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
