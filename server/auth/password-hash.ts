import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { inTurn } from './in-turn'

/** Argon2id is dear on purpose: at most eight at a time, or a burst of sign-ins starves every other request. */
const hashing = inTurn(8)

/** Argon2id (the library's default kind), 19 MiB, two passes (OWASP): the encoded hash that an account keeps. */
export const hashPassword = (password: string): Promise<string> =>
  hashing(() => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))

/** Whether the password belongs to the encoded hash; false for a hash that cannot be read. */
export const verifyPassword = (encoded: string, password: string): Promise<boolean> =>
  hashing(() => verify(encoded, password).catch(() => false))
