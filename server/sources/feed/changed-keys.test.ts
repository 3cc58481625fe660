import { describe, expect, it } from 'vitest'
import { changedKeys } from './changed-keys'

const row = (sequence: number, body: string, part = 0) => ({ sequence: BigInt(sequence), part, body })

describe('keys that a delivery corrects', () => {
  it.each<[string, string, string, string[]]>([
    ['another value', '202601\t5\t10.00', '202601\t6\t10.00', ['202601']],
    ['the same again', '202601\t5\t10.00', '202601\t5\t10.00', []],
    ['a month that is new', '202601\t5\t10.00', '202602\t5\t10.00', []],
    ['what was empty and is now given', '202601\t5\t', '202601\t5\t10.00', []],
    ['what was given and is now empty', '202601\t5\t10.00', '202601\t5\t', ['202601']],
    ['a record that was withdrawn', '202601\t5\t10.00', '202601\t-', ['202601']],
  ])('are told of %s', (_, before, now, keys) => {
    expect(changedKeys([row(2, now)], [row(1, before)])).toEqual(keys)
  })

  it('are measured by what was current: the later delivery, and within it the later part', () => {
    const before = [row(2, '202601\t7', 9), row(2, '202601\t6', 3), row(1, '202601\t5', 12)]
    expect(changedKeys([row(3, '202601\t7')], before)).toEqual([])
    expect(changedKeys([row(3, '202601\t6')], before)).toEqual(['202601'])
  })

  it('are each told once, in order', () => {
    const fresh = [row(2, '202603\t1\n202601\t1'), row(2, '202603\t2', 5)]
    expect(changedKeys(fresh, [row(1, '202601\t9\n202603\t9')])).toEqual(['202601', '202603'])
  })
})
