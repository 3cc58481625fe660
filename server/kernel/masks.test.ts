import { describe, expect, it } from 'vitest'
import { maskBankAccount, maskIdentityNumber, maskMobile } from './masks'

describe('a masked number', () => {
  it('keeps its ends only', () => {
    expect(maskMobile('13812345678')).toBe('138 **** 5678')
    expect(maskIdentityNumber('61080219900101123X')).toBe('610802 **** 123X')
    expect(maskBankAccount('6222020200012345678')).toBe('6222 **** 5678')
  })
  it('keeps nothing of a number too short, and stays absent where it was erased', () => {
    expect(maskMobile('1234567')).toBe('****')
    expect(maskMobile(null)).toBeNull()
  })
})
