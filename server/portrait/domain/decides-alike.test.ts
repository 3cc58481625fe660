import { expect, it } from 'vitest'
import type { Gate } from '../schema'
import { decidesAlike } from './decides-alike'

const gate: Gate = {
  code: 'ABNORMAL_OPERATION',
  dataClass: 'LIST',
  recordId: 'L-1',
  since: '2026-01-05',
  endsOn: null,
  repairableFrom: '2026-01-05',
  repairableNow: true,
  rule: 'NDRC-36-2025',
}
const portrait = { score: 700, grade: 'C' as const, gates: [gate] }

it('two portraits decide alike only while score, grade and every word of every bar are the same', () => {
  expect(decidesAlike(portrait, { ...portrait, gates: [{ ...gate }] })).toBe(true)
  expect(decidesAlike(portrait, { ...portrait, score: 701 })).toBe(false)
  // By other cut-offs the same score is another grade.
  expect(decidesAlike(portrait, { ...portrait, grade: 'B' })).toBe(false)
  expect(decidesAlike(portrait, { ...portrait, gates: [] })).toBe(false)
  expect(decidesAlike(portrait, { ...portrait, gates: [gate, gate] })).toBe(false)
  const others: Gate = {
    code: 'WAGE_ARREARS',
    dataClass: 'COURT',
    recordId: 'L-2',
    since: null,
    endsOn: '2027-01-05',
    repairableFrom: null,
    repairableNow: false,
    rule: 'NDRC-58-2023',
  }
  for (const [key, value] of Object.entries(others))
    expect(decidesAlike(portrait, { ...portrait, gates: [{ ...gate, [key]: value }] })).toBe(false)
})
