import { createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRuns } from '@/tests/random-runs'
import { type Cell, codec, isSealed, open, SealBroken, seal, versionOf } from './envelope'

const key = { version: 3, key: createSecretKey(randomBytes(32)) }
const cell: Cell = { table: 'account', column: 'contact', row: '0197a000-0000-7000-8000-000000000001' }
const long = `eyJ${'x'.repeat(5_000)}.法定代表人.${'y'.repeat(3_000)}`

describe('a sealed value', () => {
  it('opens in its own cell as it was, whatever it says and however long it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), (text) => open(key, cell, seal(key, cell, text)) === text),
      randomRuns('sealed values', 8_000),
    )
    expect(open(key, cell, seal(key, cell, long))).toBe(long)
  })

  it('shows neither the value nor that two are the same', () => {
    const [one, two] = [seal(key, cell, '13800005678'), seal(key, cell, '13800005678')]
    expect(one).toMatch(/^enc\.v1\.A256GCM\.3\.[\w-]+$/)
    expect(seal(key, cell, long)).toMatch(/^enc\.v1\.A256GCM\+DEF\.3\./)
    expect(one).not.toBe(two)
    expect(one).not.toContain('13800005678')
    expect(Buffer.from(one.split('.')[4] ?? '', 'base64url').toString('latin1')).not.toContain('5678')
  })

  it('opens in no other table, column or row, and with no other key or version', () => {
    const value = seal(key, cell, '13800005678')
    for (const other of [{ table: 'invitation' }, { column: 'name' }, { row: '0197a000-0000-7000-8000-000000000002' }])
      expect(() => open(key, { ...cell, ...other }, value), JSON.stringify(other)).toThrow(SealBroken)
    expect(() => open({ version: 3, key: createSecretKey(randomBytes(32)) }, cell, value)).toThrow(SealBroken)
    expect(() => open({ ...key, version: 4 }, cell, value)).toThrow(/version 4 was given, 3 asked for/)
    // The control: it is the place and the version that refuse, not the value.
    expect(open(key, cell, value)).toBe('13800005678')
    const relabelled = value.replace('.3.', '.4.')
    expect(versionOf(cell, relabelled)).toBe(4)
    expect(() => open({ ...key, version: 4 }, cell, relabelled)).toThrow(SealBroken)
  })

  it('is refused with any one bit changed, cut off, stretched, under another algorithm or in the clear', () => {
    const value = seal(key, cell, '13800005678')
    const [head, body] = [value.slice(0, value.lastIndexOf('.') + 1), Buffer.from(value.split('.')[4] ?? '', 'base64url')]
    for (let bit = 0; bit < body.length * 8; bit += 7) {
      const changed = Buffer.from(body)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => open(key, cell, head + changed.toString('base64url')), `bit ${bit}`).toThrow(SealBroken)
    }
    const others = [
      '13800005678',
      '',
      'enc.v1.',
      head,
      `${value}.x`,
      value.replace('A256GCM', 'NONE'),
      value.replace('.3.', '.0.'),
    ]
    others.push(value.replace('A256GCM', 'A256GCM+DEF'), head + body.subarray(0, 27).toString('base64url'), value.slice(0, -4))
    for (const other of others) expect(() => open(key, cell, other), other).toThrow(SealBroken)
    expect(isSealed('13800005678')).toBe(false)
  })

  it('does not tell its value where it fails', () => {
    const value = codec.seal(key, cell, '13800005678')
    try {
      open(key, { ...cell, column: 'name' }, value)
    } catch (error) {
      expect(String(error)).not.toContain('5678')
      expect(String(error)).not.toContain(value.split('.')[4])
    }
    expect.assertions(2)
  })
})
