import { describe, expect, it } from 'vitest'
import { readDeadline } from './query'

describe('the deadline of an address', () => {
  it('is nothing before anything was asked', () => {
    expect(readDeadline({})).toEqual({ asked: false, faults: [], answer: null })
  })
  it('is that of oracle 7: the working Sunday', () => {
    expect(readDeadline({ start: '2026-09-18', workingDays: '1' }).answer).toEqual({
      start: '2026-09-18',
      workingDays: 1,
      due: '2026-09-20',
      calendarDays: 2,
      restDays: 1,
      special: [{ date: '2026-09-20', kind: 'WORKED' }],
    })
  })
  it('names the holidays that it stepped over', () => {
    const { answer } = readDeadline({ start: '2026-09-30', workingDays: '3' })
    expect(answer?.due).toBe('2026-10-10')
    expect(answer?.special.map(({ date, kind }) => `${date.slice(5)} ${kind}`)).toEqual([
      '10-01 HOLIDAY',
      '10-02 HOLIDAY',
      '10-05 HOLIDAY',
      '10-06 HOLIDAY',
      '10-07 HOLIDAY',
      '10-10 WORKED',
    ])
  })
  it('refuses a year without a calendar at the field that can mend it', () => {
    expect(readDeadline({ start: '2098-01-01', workingDays: '1' }).faults).toMatchObject([{ path: 'start', key: 'unpublished' }])
    expect(readDeadline({ start: '2026-12-20', workingDays: '250' }).faults).toMatchObject([
      { path: 'workingDays', key: 'unpublished' },
    ])
  })
  it('tells both fields what is wrong', () => {
    expect(readDeadline({ start: '2026-02-30', workingDays: '0' }).faults.map(({ path }) => path)).toEqual([
      'start',
      'workingDays',
    ])
    expect(readDeadline({ start: '2026-01-05', workingDays: '251' }).faults.map(({ path }) => path)).toEqual(['workingDays'])
  })
})
