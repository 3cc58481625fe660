import 'server-only'
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import { blindIndex } from '@/server/keys/blind-index'
import { codeText } from './domain/challenge'

const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())

/** What a person is known by: the blind index of the mobile number's eleven digits. */
export const contactHashOf = (mobile: string) => blindIndex('mobile', mobile)

/** Six random digits. */
export const newCode = () => codeText(randomInt(1_000_000))

/**
 * What is kept of a six-digit code. Keyed, because a million plain hashes are made in no time, and bound to its challenge,
 * so that a code fits no other.
 */
export const codeHashOf = (challengeId: string, code: string) =>
  new Uint8Array(
    createHmac('sha256', process.env.NEXTAUTH_SECRET ?? '')
      .update(`${challengeId}:${code}`)
      .digest(),
  )

/** The secret of a link, 256 random bits; only its hash is kept. */
export const newToken = () => randomBytes(32).toString('base64url')
export const tokenHashOf = (token: string) => sha256(token)
