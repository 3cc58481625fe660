import { describe, expect, it } from 'vitest'
import { breakdownInput, exportRecordsInput } from '@/server/statistics/schema'
import { breakdownParams, leftOut, recordsParams } from './selection'

describe('what an address asks for', () => {
  it('opens a page all the same, which tells what it left out', () => {
    const today = '2026-11-20'
    const asked = { county: '61088', asOf: '2099-01-01', by: 'size', sort: 'x' }
    const read = breakdownParams(asked, today)
    expect(read).toEqual({ by: 'size', period: 'year' })
    expect(leftOut(asked, read, breakdownInput.shape)).toEqual(['asOf', 'county'])
    const right = { county: '610881', kind: 'balance', page: '2' }
    expect(leftOut(right, recordsParams(right), exportRecordsInput.shape)).toEqual([])
  })
})
