import { describe, expect, it } from 'vitest'
import { deletionDay, type Held, lawMonths, reachedTerm, takenBackAt } from './retention'

const under = (unit: 'DAY' | 'MONTH' | 'YEAR', value: number, withdrawnAt: Date | null = null) => ({
  retention: { unit, value },
  withdrawnAt,
})
const at = (text: string) => new Date(text)

describe('the day of deletion', () => {
  it('is as many days, months or years after receipt as were granted, clipped at the end of a month', () => {
    expect(deletionDay(at('2026-01-15T04:00:00Z'), under('DAY', 20), 15)).toBe('2026-02-04')
    expect(deletionDay(at('2026-01-31T04:00:00Z'), under('MONTH', 1), 15)).toBe('2026-02-28')
    expect(deletionDay(at('2027-12-31T04:00:00Z'), under('MONTH', 2), 15)).toBe('2028-02-29')
    expect(deletionDay(at('2028-02-29T04:00:00Z'), under('YEAR', 1), 15)).toBe('2029-02-28')
  })

  it('is counted from the day that Shanghai had at receipt', () => {
    expect(deletionDay(at('2026-01-30T15:59:59Z'), under('MONTH', 1), 15)).toBe('2026-02-28')
    expect(deletionDay(at('2026-03-30T16:00:00Z'), under('MONTH', 1), 15)).toBe('2026-04-30')
    expect(deletionDay(at('2026-04-29T16:00:00Z'), under('DAY', 1), 15)).toBe('2026-05-01')
  })

  it('comes sooner after a withdrawal, and never later', () => {
    const taken = at('2026-02-01T04:00:00Z')
    expect(deletionDay(at('2026-01-15T04:00:00Z'), under('MONTH', 12, taken), 15)).toBe('2026-02-16')
    expect(deletionDay(at('2026-01-15T04:00:00Z'), under('DAY', 20, taken), 15)).toBe('2026-02-04')
  })
})

describe('what came under a consent', () => {
  const signed = (endedAt: string | null, endReason: string | null, dataClasses = ['COURT']) => ({
    dataClasses,
    endedAt: endedAt === null ? null : at(endedAt),
    endReason,
  })
  const first = signed('2026-01-05T04:00:00Z', 'WITHDRAWN')
  const standing = { state: 'ACTIVE', endReason: null, endedAt: null, personalClasses: ['COURT'] }
  const ended = (state: string, endReason: string) => ({ ...standing, state, endReason, endedAt: at('2026-01-20T04:00:00Z') })

  it('is taken back by its person with the last sign-off for it, and not while one stands', () => {
    const second = signed('2026-02-05T04:00:00Z', 'REGISTER_CHANGED')
    expect(takenBackAt('COURT', standing, [first, second])).toEqual(second.endedAt)
    expect(takenBackAt('COURT', standing, [first, signed(null, null)])).toBeNull()
    expect(takenBackAt('COURT', standing, [first, signed(null, null, ['LIST'])])).toEqual(first.endedAt)
  })

  it('is not taken back where a sign-off ended with the consent, nobody signed off, or the class is not personal', () => {
    expect(takenBackAt('COURT', standing, [signed('2026-01-05T04:00:00Z', 'CONSENT_ENDED')])).toBeNull()
    expect(takenBackAt('TAX', standing, [first])).toBeNull()
    expect(takenBackAt('COURT', standing, [])).toBeNull()
  })

  it('is taken back with the consent, or before it by its person; not where the consent ran out or gave way', () => {
    const withdrawn = ended('REVOKED', 'WITHDRAWN')
    expect(takenBackAt('TAX', withdrawn, [first])).toEqual(withdrawn.endedAt)
    expect(takenBackAt('COURT', withdrawn, [first])).toEqual(first.endedAt)
    expect(takenBackAt('COURT', withdrawn, [signed('2026-01-25T04:00:00Z', 'WITHDRAWN')])).toEqual(withdrawn.endedAt)
    expect(takenBackAt('TAX', ended('REVOKED', 'REPLACED'), [first])).toBeNull()
    expect(takenBackAt('TAX', ended('EXPIRED', 'EXPIRED'), [first])).toBeNull()
  })
})

describe('what has reached its term', () => {
  const held = (id: string, since: string, needed = false): Held => ({ id, since: at(since), needed, ...under('MONTH', 1) })

  it('is due on its very day, not the day before, and not while a review needs it', () => {
    const all = [
      held('due', '2026-01-10T04:00:00Z'),
      held('later', '2026-01-11T04:00:00Z'),
      held('needed', '2026-01-01T04:00:00Z', true),
    ]
    expect(reachedTerm(all, '2026-02-09', 15)).toEqual([])
    expect(reachedTerm(all, '2026-02-10', 15).map(({ id }) => id)).toEqual(['due'])
  })

  it('leaves what a decision stood on for three years, as the law has it', () => {
    expect(lawMonths('2026-11-22')).toBe(36)
  })
})
