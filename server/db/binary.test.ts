import { describe, expect, it } from 'vitest'
import { readColumn } from './binary'

const head = Buffer.alloc(19)
const end = Buffer.from([0xff, 0xff])
const row = (...bytes: number[]) => Buffer.from([0, 1, 0, 0, 0, bytes.length, ...bytes])

describe('a binary copy of one column', () => {
  it('gives its values one behind the other, none where there was no row', () => {
    expect([...readColumn([Buffer.concat([head, row(1, 2)]), row(3), end])]).toEqual([1, 2, 3])
    expect(readColumn([Buffer.concat([head, end])])).toHaveLength(0)
  })

  it.each([
    ['nothing', []],
    ['no end', [Buffer.concat([head, row(1)])]],
    ['rows behind the end', [Buffer.concat([head, end]), row(1)]],
    ['a row that was cut', [Buffer.concat([head, row(1, 2).subarray(0, 7)]), end]],
    ['a row of two values', [Buffer.concat([head, Buffer.from([0, 2, 0, 0, 0, 1, 9])]), end]],
    ['no value', [Buffer.concat([head, Buffer.from([0, 1, 0xff, 0xff, 0xff, 0xff])]), end]],
  ])('refuses %s', (_, messages) => {
    expect(() => readColumn(messages)).toThrow(RangeError)
  })
})
