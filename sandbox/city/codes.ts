import { creditCodeFrom } from '@/server/kernel/credit-code'
import { createPermutation } from './random'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 31³: six characters of the organisation code are two halves of three characters each. */
const side = alphabet.length ** 3

/** Organisation codes of the city begin with letters that no registry has ever issued, so none is a real firm's. */
const block = 'WX'

/** Credit codes that carry the enterprise's number, scrambled: reading one back takes no index in memory. */
export function createCodes(seed: number) {
  const permutation = createPermutation(seed, side, 'codes')
  return {
    /** The code for a number below 31⁶, with the eight leading characters (authority, kind, area) given. */
    codeOf(index: number, prefix: string): string {
      let rest = permutation.forward(index)
      let organisation = ''
      for (let i = 0; i < 6; i++) {
        organisation = alphabet.charAt(rest % alphabet.length) + organisation
        rest = Math.floor(rest / alphabet.length)
      }
      return creditCodeFrom(prefix, block + organisation)
    },

    /** The number that a code carries, or null; whether the enterprise exists and has this very code is for the caller. */
    indexOf(code: string): number | null {
      if (code.length !== 18 || !code.startsWith(block, 8)) return null
      let value = 0
      for (const character of code.slice(10, 16)) {
        const digit = alphabet.indexOf(character)
        if (digit < 0) return null
        value = value * alphabet.length + digit
      }
      return permutation.backward(value)
    },
  }
}
export type Codes = ReturnType<typeof createCodes>
