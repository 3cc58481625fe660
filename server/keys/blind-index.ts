import { keyEncryption } from './key-encryption'

/** Digits only, as people are found by: a number typed with spaces, a hyphen or full-width digits is the same number. */
export const normalisedNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()

/**
 * What a number is found by without being readable: HMAC-SHA-256, under a key apart from those that encipher, over the
 * normalised number. Equality only. One label a kind of number, so that a phone is not found by a bank account.
 */
export const blindIndex = (kind: 'mobile' | 'identity-number' | 'bank-account', typed: string): Uint8Array<ArrayBuffer> =>
  keyEncryption().blindIndex(kind, normalisedNumber(typed))
