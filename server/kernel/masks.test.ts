import { describe, expect, it } from 'vitest'
import { maskMobile } from './masks'

describe('a masked number', () => {
  it('keeps its ends only', () => {
    expect(maskMobile('13812345678')).toBe('138 **** 5678')
  })
  it('keeps nothing of a number too short, and stays absent where it was erased', () => {
    expect(maskMobile('1234567')).toBe('****')
    expect(maskMobile(null)).toBeNull()
  })
})
