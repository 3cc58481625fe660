import { z } from 'zod'
import { DataClass } from '../schema'

declare const active: unique symbol

/**
 * Proof that an enterprise's consent is in force now. The consent module mints it, after it has read the consent inside
 * the same transaction; every fetch demands one, so a fetch without consent does not compile.
 */
export type ActiveAuthorisation = {
  readonly consentId: string
  readonly creditCode: string
  readonly dataClasses: DataClass[]
  /** The consent binds from this instant (a consent may be post-dated). */
  readonly from: Date
  /** How many months before the current one may be read, 1–120. */
  readonly lookbackMonths: number
  readonly expiresAt: Date
  /** Compact JWS (EdDSA) over `AuthorisationClaims`, signed by the platform: what the agency checks. */
  readonly token: string
  readonly [active]: true
}

export const authorisationIssuer = 'credit-easy-loan'

/** The `typ` headers keep one kind of statement from being passed off as another. */
export const authorisationType = 'authorisation+jwt'
export const revocationType = 'revocation+jwt'

/** Claims of the platform's statement to an agency that a consent is in force. Times are in seconds since 1970. */
export const AuthorisationClaims = z.strictObject({
  iss: z.literal(authorisationIssuer),
  /** The consent's id. */
  jti: z.string().min(1).max(64),
  /** The enterprise's credit code. */
  sub: z.string().length(18),
  dataClasses: z.array(DataClass).min(1),
  lookbackMonths: z.int().min(1).max(120),
  iat: z.int().nonnegative(),
  nbf: z.int().nonnegative(),
  exp: z.int().nonnegative(),
})
export type AuthorisationClaims = z.infer<typeof AuthorisationClaims>

/** Claims of the platform's statement that a consent was withdrawn. */
export const RevocationClaims = z.strictObject({
  iss: z.literal(authorisationIssuer),
  jti: z.string().min(1).max(64),
  iat: z.int().nonnegative(),
})
export type RevocationClaims = z.infer<typeof RevocationClaims>

const seconds = (time: Date) => Math.floor(time.getTime() / 1000)

/** The claims for a consent. Expiry is rounded down, so that a token never outlives its consent. */
export function authorisationClaims(consent: Omit<ActiveAuthorisation, 'token' | typeof active>, now: Date): AuthorisationClaims {
  return {
    iss: authorisationIssuer,
    jti: consent.consentId,
    sub: consent.creditCode,
    dataClasses: [...consent.dataClasses],
    lookbackMonths: consent.lookbackMonths,
    iat: seconds(now),
    nbf: seconds(consent.from),
    exp: seconds(consent.expiresAt),
  }
}
