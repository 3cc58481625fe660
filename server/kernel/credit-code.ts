/**
 * The unified social credit code (统一社会信用代码), GB 32100-2015: 1 registration authority · 1 kind of body ·
 * 6 area of the authority (GB/T 2260, the old code stays after an area is renamed) · 9 organisation code (GB 11714) ·
 * 1 check character. Real codes whose 18th character fails are reported: warn and look the register up, don't refuse.
 */
export type CreditCodeAnswer = {
  /** What was asked, trimmed and upper-cased. */
  code: string
  /** Well formed and the 18th character is right. */
  valid: boolean
  /** 18 characters of the alphabet (no I, O, S, V, Z). */
  format: boolean
  /** The 17th character is the GB 11714 check of the 9th to the 16th. */
  organisationCheck: boolean
  check: {
    /** What the 18th should be; null unless the first 17 are of the alphabet. */
    expected: string | null
    /** What the 18th is; null when there is none. */
    actual: string | null
  }
  /** Every code one character away that passes both checks, sorted. */
  suggestions: string[]
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const LENGTH = 18
/** 3^(i−1) mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

export const normaliseCreditCode = (raw: string): string => raw.trim().toUpperCase()

/** Both checks of a code and its possible corrections. Total: answers for any string. */
export function checkCreditCode(raw: string): CreditCodeAnswer {
  const code = normaliseCreditCode(raw)
  // By code point, so that an emoji in the 18th place comes back whole.
  const characters = [...code]
  const expected = checkCharacter(characters.slice(0, LENGTH - 1).join(''))
  const actual = characters[LENGTH - 1] ?? null
  const format = characters.length === LENGTH && characters.every((character) => ALPHABET.includes(character))
  return {
    code,
    valid: format && actual === expected,
    format,
    organisationCheck: organisationPasses(characters),
    check: { expected, actual },
    suggestions: suggest(characters),
  }
}

/** Both checks pass: what the sandbox issues and what a correction must reach. */
export const isSoundCreditCode = (code: string): boolean => passesBoth([...code])

/** The 18th character for 17 characters, C18 = (31 − Σ Ci·Wi mod 31) mod 31; null when they are not 17 of the alphabet. */
export function checkCharacter(first17: string): string | null {
  if (first17.length !== LENGTH - 1) return null
  let sum = 0
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(first17.charAt(index))
    if (value < 0) return null
    sum += value * weight
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** The GB 11714 check of 8 characters 0–9 and A–Z, 11 − Σ mod 11 (10 is X, 11 is 0); null when they are not that. */
export function organisationCheckCharacter(first8: string): string | null {
  if (first8.length !== ORGANISATION_WEIGHTS.length) return null
  let sum = 0
  for (const [index, weight] of ORGANISATION_WEIGHTS.entries()) {
    const value = ORGANISATION_ALPHABET.indexOf(first8.charAt(index))
    if (value < 0) return null
    sum += value * weight
  }
  return '0123456789X0'.charAt(11 - (sum % 11))
}

/**
 * The code of 8 leading characters (authority, kind, area: `91610802`) and 8 characters of an organisation (`MA70ABCD`),
 * with both check characters. Throws RangeError when either is not 8 characters of the alphabet.
 */
export function creditCodeFrom(prefix8: string, organisation8: string): string {
  const organisationCheck = organisationCheckCharacter(organisation8)
  const first17 = `${prefix8}${organisation8}${organisationCheck ?? ''}`
  const check = prefix8.length === 8 && organisationCheck !== null ? checkCharacter(first17) : null
  if (check === null) throw new RangeError(`no credit code can be made of ${prefix8} and ${organisation8}`)
  return first17 + check
}

const organisationPasses = (characters: readonly string[]) => {
  const expected = organisationCheckCharacter(characters.slice(8, 16).join(''))
  return expected !== null && characters[16] === expected
}

const passesBoth = (characters: readonly string[]) =>
  characters.length === LENGTH &&
  organisationPasses(characters) &&
  checkCharacter(characters.slice(0, LENGTH - 1).join('')) === characters[LENGTH - 1]

function suggest(characters: readonly string[]): string[] {
  if (characters.length !== LENGTH) return []
  const found: string[] = []
  for (const [index, original] of characters.entries()) {
    for (const candidate of ALPHABET) {
      if (candidate === original) continue
      const changed = characters.with(index, candidate)
      if (passesBoth(changed)) found.push(changed.join(''))
    }
  }
  return found.sort()
}
