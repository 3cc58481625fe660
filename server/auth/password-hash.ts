import 'server-only'
import { hash, verify } from '@node-rs/argon2'

const maxConcurrentHashes = 8
let hashing = 0
const waiting: (() => void)[] = []

/** Argon2id is dear on purpose: at most eight at a time, or a burst of sign-ins starves every other request. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (hashing >= maxConcurrentHashes) await new Promise<void>((resolve) => waiting.push(resolve))
  hashing++
  try {
    return await work()
  } finally {
    hashing--
    waiting.shift()?.()
  }
}

/** Argon2id (the library's default kind), 19 MiB, two passes (OWASP): the encoded hash that an account keeps. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))

/** Whether the password belongs to the encoded hash; false for a hash that cannot be read. */
export const verifyPassword = (encoded: string, password: string): Promise<boolean> =>
  inTurn(() => verify(encoded, password).catch(() => false))
