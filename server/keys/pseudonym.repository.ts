import { createHmac } from 'node:crypto'
import type { Tx } from '@/server/db/transaction'
import { openingKeys, sealingKey } from './sealed.repository'

/**
 * The name under which an enterprise stands where no personal data may: HMAC-SHA-256 under a key of the enterprise's own,
 * over what is named. The same value has the same pseudonym for as long as the key lives; once it is destroyed nobody can
 * tell whose it was, and every proof over it still holds.
 * @returns 32 bytes, hexadecimal
 */
export async function pseudonymOf(tx: Tx, enterpriseId: string, value = enterpriseId): Promise<string> {
  const { key } = await sealingKey(tx, { ownerId: enterpriseId, purpose: 'PSEUDONYM' })
  return createHmac('sha256', key).update(value).digest('hex')
}

/** Pseudonyms of a value under every key that the enterprise has had and that still lives: what a search goes by. */
export async function pseudonymsOf(tx: Tx, enterpriseId: string, value = enterpriseId): Promise<string[]> {
  const keys = await openingKeys(tx, { ownerId: enterpriseId, purpose: 'PSEUDONYM' })
  return keys.map(({ key }) => createHmac('sha256', key).update(value).digest('hex'))
}
