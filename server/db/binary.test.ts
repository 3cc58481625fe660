import { describe, expect, it } from 'vitest'
import { CopiedColumn } from './binary'

const head = Buffer.alloc(19)
const end = Buffer.from([0xff, 0xff])
const row = (...bytes: number[]) => Buffer.from([0, 1, 0, 0, 0, bytes.length, ...bytes])

const column = new CopiedColumn()
function read(messages: readonly Buffer[]): Uint8Array {
  column.clear()
  for (const message of messages) column.take(message)
  return column.bytes()
}

describe('a binary copy of one column', () => {
  it('gives its values one behind the other, none where there was no row', () => {
    expect([...read([Buffer.concat([head, row(1, 2)]), row(3), end])]).toEqual([1, 2, 3])
    expect(read([Buffer.concat([head, end])])).toHaveLength(0)
    const large = Buffer.alloc(3 << 20, 7)
    const size = Buffer.alloc(4)
    size.writeInt32BE(large.length)
    const found = read([Buffer.concat([head, row(1)]), Buffer.concat([Buffer.from([0, 1]), size, large]), row(2), end])
    expect(Buffer.concat([Buffer.from([1]), large, Buffer.from([2])]).equals(found)).toBe(true)
  })

  it.each([
    ['nothing', []],
    ['no end', [Buffer.concat([head, row(1)])]],
    ['rows behind the end', [Buffer.concat([head, end]), row(1)]],
    ['a row that was cut', [Buffer.concat([head, row(1, 2).subarray(0, 7)]), end]],
    ['a row of two values', [Buffer.concat([head, Buffer.from([0, 2, 0, 0, 0, 1, 9])]), end]],
    ['no value', [Buffer.concat([head, Buffer.from([0, 1, 0xff, 0xff, 0xff, 0xff])]), end]],
  ])('refuses %s', (_, messages) => {
    expect(() => read(messages)).toThrow(RangeError)
  })
})
