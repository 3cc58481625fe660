import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { checkCharacter, checkCreditCode, creditCodeFrom, isSoundCreditCode, organisationCheckCharacter } from './credit-code'

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const eight = fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }).map((characters) => characters.join(''))
const sound = fc.tuple(eight, eight).map(([prefix, organisation]) => creditCodeFrom(prefix, organisation))

describe('vectors of the reference', () => {
  test.each([
    '91350100M000100Y43',
    '914403001922038216',
    '9144030071526726XG',
    '91330100799655058B',
    '91110000802100433B',
    '91610802MA70ABCD7Q',
    '91610881MA703K5TXK',
    '92610802MA70B1C25K',
    '93610827MA70N9P848',
    '91610822MA708G7H0E',
  ])('%s is valid', (code) => {
    const actual = code.charAt(17)
    expect(checkCreditCode(code)).toEqual({
      code,
      valid: true,
      format: true,
      organisationCheck: true,
      check: { expected: actual, actual },
      suggestions: [],
    })
    expect(isSoundCreditCode(code)).toBe(true)
  })

  test('an alien 18th character still gets the expected one', () => {
    expect(checkCreditCode('91350100M000100Y4Z')).toEqual({
      code: '91350100M000100Y4Z',
      valid: false,
      format: false,
      organisationCheck: true,
      check: { expected: '3', actual: 'Z' },
      suggestions: ['91350100M000100Y43'],
    })
  })

  test('a wrong 18th character is told', () => {
    const answer = checkCreditCode('91310115MA1H8R7C6D')
    expect(answer).toMatchObject({ valid: false, format: true, check: { expected: '7', actual: 'D' } })
  })

  test.each(['91350211M0000XUF46', '91350100M0001TGQXM'])('%s: the 18th fails, the organisation code passes', (code) => {
    const answer = checkCreditCode(code)
    expect(answer).toMatchObject({ valid: false, format: true, organisationCheck: true })
    expect(answer.suggestions).toContain(code.slice(0, 17) + answer.check.expected)
  })
})

describe('what is asked', () => {
  test('is trimmed and upper-cased', () =>
    expect(checkCreditCode(' \t91350100m000100y43\u3000')).toMatchObject({ code: '91350100M000100Y43', valid: true }))

  test.each([
    ['', null, null, false],
    ['91350100M000100Y', null, null, false],
    ['91350100M000100Y4', '3', null, true],
    ['91350100M000100Y433', '3', '3', true],
    ['I1350100M000100Y43', null, '3', true],
    ['91350100M000100Y4💰', '3', '💰', true],
    ['💰1350100M000100Y43', null, '3', true],
  ])('%j: expected %s, actual %s, organisation %s', (code, expected, actual, organisationCheck) =>
    expect(checkCreditCode(code)).toMatchObject({ valid: false, format: false, organisationCheck, check: { expected, actual } }),
  )

  test('nothing is suggested for another length', () => expect(checkCreditCode('91350100M000100Y4').suggestions).toEqual([]))

  test('any string is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
        const answer = checkCreditCode(raw)
        expect(answer.valid && !answer.format).toBe(false)
      }),
      randomRuns('any credit code', 10_000),
    )
  }, 60_000)
})

describe('the two checks', () => {
  test('built codes pass both', () => {
    fc.assert(
      fc.property(sound, (code) => {
        expect(checkCreditCode(code)).toMatchObject({ valid: true, organisationCheck: true, suggestions: [] })
      }),
      randomRuns('built credit codes', 2_000),
    )
  }, 60_000)

  test('every one-character slip is caught, and its correction is among the suggestions', () => {
    fc.assert(
      fc.property(sound, fc.nat(17), fc.constantFrom(...ALPHABET, 'O', 'I', 'S', 'Z', 'V', '*'), (code, place, slip) => {
        fc.pre(code.charAt(place) !== slip)
        const slipped = code.slice(0, place) + slip + code.slice(place + 1)
        const answer = checkCreditCode(slipped)
        expect(answer.valid).toBe(false)
        expect(answer.suggestions).toContain(code)
        expect(answer.suggestions.every(isSoundCreditCode)).toBe(true)
        expect(answer.suggestions).toEqual([...answer.suggestions].sort())
      }),
      randomRuns('slips in credit codes', 2_000),
    )
  }, 60_000)

  test('an organisation code that fails alone shows in its own field', () => {
    const first17 = '91350100M000100Y5'
    const code = first17 + checkCharacter(first17)
    expect(checkCreditCode(code)).toMatchObject({ valid: true, format: true, organisationCheck: false, suggestions: [] })
    expect(isSoundCreditCode(code)).toBe(false)
  })

  test('the letters that the alphabet leaves out count in GB 11714 all the same', () => {
    expect(organisationCheckCharacter('M000100Y')).toBe('4')
    expect(organisationCheckCharacter('00000000')).toBe('0')
    expect(organisationCheckCharacter('Z0000000')).not.toBeNull()
    expect(organisationCheckCharacter('z0000000')).toBeNull()
    expect(organisationCheckCharacter('1234567')).toBeNull()
  })

  test.each([
    ['9161080', 'MA70ABCD'],
    ['91610802', 'MA70ABC'],
    ['9161080I', 'MA70ABCD'],
    ['91610802', 'MA70ABCO'],
    ['916108021', 'A70ABCD'],
  ])('no code is made of %s and %s', (prefix, organisation) =>
    expect(() => creditCodeFrom(prefix, organisation)).toThrow(RangeError),
  )
})
