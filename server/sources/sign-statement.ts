import { CompactSign, importJWK, type JWK } from 'jose'
import {
  type AuthorisationClaims,
  authorisationIssuer,
  authorisationType,
  type RevocationClaims,
  revocationType,
} from './domain/active-authorisation'

/** The platform's own Ed25519 key pair as JWKs; `kid` names the key that the agencies have pinned. */
export type PlatformKey = { kid: string; privateJwk: JWK }

async function sign(payload: object, type: string, key: PlatformKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: type })
    .sign(await importJWK(key.privateJwk, 'EdDSA'))
}

/** The token that `ActiveAuthorisation` carries to an agency: a compact JWS over the claims. */
export function signAuthorisation(claims: AuthorisationClaims, key: PlatformKey): Promise<string> {
  return sign(claims, authorisationType, key)
}

/** The statement by which an agency learns that a consent was withdrawn. */
export function signRevocation(consentId: string, now: Date, key: PlatformKey): Promise<string> {
  const claims: RevocationClaims = { iss: authorisationIssuer, jti: consentId, iat: Math.floor(now.getTime() / 1000) }
  return sign(claims, revocationType, key)
}
