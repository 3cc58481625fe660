import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, shanghaiDate } from '@/server/kernel/dates'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '@/server/kernel/working-days'
import { randomRuns } from '@/tests/random-runs'
import {
  currentDeadline,
  deadlinesOf,
  lastDayToConsent,
  overdueOf,
  type Progression,
  rulesOn,
  workingDaysTaken,
} from './deadlines'

const at = (date: string, time = '10:00') => new Date(`${date}T${time}:00+08:00`)
const submitted = (on: string): Progression => ({
  submittedAt: at(on),
  acceptedAt: null,
  contactedAt: null,
  decidedAt: null,
  endedAt: null,
  stops: [],
})
const dues = (facts: Progression, now: Date) => Object.fromEntries(deadlinesOf(facts, now).map(({ kind, due }) => [kind, due]))
const of = (facts: Progression, now: Date, kind: string) => deadlinesOf(facts, now).find((each) => each.kind === kind)

describe('deadlines', () => {
  it('ends the first working day after Friday 2026-09-18 on the working Sunday 2026-09-20', () => {
    expect(dues(submitted('2026-09-18'), at('2026-09-18'))).toEqual({
      ACCEPT: '2026-09-20',
      CONTACT: '2026-09-22',
      // Mid-Autumn 25–27 September and National Day 1–7 October are off; 10 October is worked.
      DECIDE: '2026-10-09',
      CEILING: '2026-10-18',
    })
  })

  it('counts by the day in Shanghai, not by the hour or the server', () => {
    const late = { ...submitted('2026-09-18'), submittedAt: at('2026-09-18', '23:59') }
    const early = { ...submitted('2026-09-18'), submittedAt: at('2026-09-18', '00:00') }
    expect(dues(late, at('2026-09-18'))).toEqual(dues(early, at('2026-09-18')))
  })

  it('is in time on the last day and overdue on the next', () => {
    expect(of(submitted('2026-09-18'), at('2026-09-20', '23:59'), 'ACCEPT')).toMatchObject({ state: 'RUNNING', remaining: 0 })
    expect(of(submitted('2026-09-18'), at('2026-09-21', '00:00'), 'ACCEPT')).toMatchObject({ state: 'OVERDUE', remaining: -1 })
    expect(overdueOf(deadlinesOf(submitted('2026-09-18'), at('2026-09-20')))).toEqual([])
    expect(overdueOf(deadlinesOf(submitted('2026-09-18'), at('2026-09-21')))).toMatchObject([{ kind: 'ACCEPT' }])
  })

  it('names the earliest open deadline as the one that presses', () => {
    const facts = submitted('2026-03-02')
    const now = at('2026-03-02')
    expect(currentDeadline(deadlinesOf(facts, now))?.kind).toBe('ACCEPT')
    expect(currentDeadline(deadlinesOf({ ...facts, acceptedAt: now }, now))?.kind).toBe('CONTACT')
    expect(currentDeadline(deadlinesOf({ ...facts, acceptedAt: now, contactedAt: now }, now))?.kind).toBe('DECIDE')
    expect(currentDeadline(deadlinesOf({ ...facts, acceptedAt: now, contactedAt: now, decidedAt: now }, now))).toBeUndefined()
  })

  it('tells what was met from what was missed and what no longer matters', () => {
    const facts = {
      ...submitted('2026-03-02'),
      acceptedAt: at('2026-03-03'),
      contactedAt: at('2026-03-09'),
      endedAt: at('2026-03-10'),
    }
    expect(deadlinesOf(facts, at('2026-06-01')).map(({ kind, state }) => [kind, state])).toEqual([
      ['ACCEPT', 'MET'],
      ['CONTACT', 'MISSED'],
      ['DECIDE', 'VOID'],
      ['CEILING', 'VOID'],
    ])
  })

  it('marks a deadline beyond the published calendar and moves it when the calendar arrives', () => {
    const facts = submitted('2026-12-28')
    const decide = of(facts, at('2026-12-28'), 'DECIDE')
    expect(decide).toMatchObject({ due: '2027-01-11', provisional: true })
    const newYearOff = { isWorkingDay: (day: string) => day !== '2027-01-01' && isWorkingDay(day), isPublishedYear: () => true }
    const known = deadlinesOf(facts, at('2026-12-28'), newYearOff).find(({ kind }) => kind === 'DECIDE')
    expect(known).toMatchObject({ due: '2027-01-12', provisional: false })
    expect(of(facts, at('2026-12-28'), 'CEILING')).toMatchObject({ due: '2027-01-27', provisional: false })

    // A guessed day escalates nothing; the same day by a calendar does, and so does the ceiling, which needs none.
    const taken = { ...facts, acceptedAt: at('2026-12-28'), contactedAt: at('2026-12-28') }
    const kinds = (deadlines: ReturnType<typeof deadlinesOf>) => overdueOf(deadlines).map(({ kind }) => kind)
    expect(of(taken, at('2027-01-15'), 'DECIDE')).toMatchObject({ state: 'OVERDUE', provisional: true })
    expect(kinds(deadlinesOf(taken, at('2027-01-15')))).toEqual([])
    expect(kinds(deadlinesOf(taken, at('2027-01-15'), newYearOff))).toEqual(['DECIDE'])
    expect(kinds(deadlinesOf(taken, at('2027-01-28')))).toEqual(['CEILING'])
  })

  it('keeps the rules of the day of submission', () => {
    const first = rulesOn('2026-01-01')
    const rules = [first, { ...first, since: '2026-06-01', decideWorkingDays: 5, consentWorkingDays: 3 }] as const
    expect(rulesOn('2026-05-31', rules).decideWorkingDays).toBe(10)
    expect(rulesOn('2026-06-01', rules).decideWorkingDays).toBe(5)
    const suspendedAt = new Date('2026-09-18T10:00:00+08:00')
    expect(lastDayToConsent(suspendedAt, undefined, rules)).toEqual({ due: '2026-09-22', provisional: false })
    expect(lastDayToConsent(suspendedAt)).toEqual({ due: '2026-10-09', provisional: false })
  })
})

describe('the clock that stops', () => {
  const asked = { ...submitted('2026-03-02'), acceptedAt: at('2026-03-02'), contactedAt: at('2026-03-02') }

  it('stands still while the enterprise is asked, however long', () => {
    const waiting = { ...asked, stops: [{ from: at('2026-03-04'), until: null }] }
    for (const day of ['2026-03-05', '2026-03-20', '2026-08-01']) {
      expect(of(waiting, at(day), 'DECIDE')).toMatchObject({ state: 'STOPPED', due: null, remaining: 8 })
    }
  })

  it('goes on the day after the answer: request on day 2, answer a week later, seven days more', () => {
    const answered = { ...asked, stops: [{ from: at('2026-03-04'), until: at('2026-03-11') }] }
    expect(dues(asked, at('2026-03-12'))).toMatchObject({ DECIDE: '2026-03-16', CEILING: '2026-04-01' })
    expect(dues(answered, at('2026-03-12'))).toMatchObject({ DECIDE: '2026-03-23', CEILING: '2026-04-08' })
  })

  it('does not save what was overdue before it stopped', () => {
    const tooLate = { ...asked, stops: [{ from: at('2026-04-20'), until: null }] }
    expect(of(tooLate, at('2026-04-25'), 'DECIDE')?.state).toBe('OVERDUE')
  })

  it('stops nothing when asked and answered on one day', () => {
    const sameDay = { ...asked, stops: [{ from: at('2026-03-04', '09:00'), until: at('2026-03-04', '17:00') }] }
    expect(dues(sameDay, at('2026-03-05'))).toEqual(dues(asked, at('2026-03-05')))
  })

  const day = fc.integer({ min: 0, max: 90 }).map((offset) => addDays('2026-03-02', offset))
  const stop = fc.tuple(day, day).map(([a, b]) => ({ from: at(a < b ? a : b), until: at(a < b ? b : a) }))

  it('is the plain deadline without stops, and never earlier with one more', () => {
    fc.assert(
      fc.property(day, fc.array(stop, { maxLength: 4 }), stop, (start, stops, another) => {
        const now = at('2026-06-01')
        const plain = addWorkingDays(start, 10)
        expect(dues(submitted(start), now).DECIDE).toBe(plain.ok && plain.value.due)
        const before = dues({ ...submitted(start), stops }, now)
        const after = dues({ ...submitted(start), stops: [...stops, another] }, now)
        for (const kind of ['DECIDE', 'CEILING']) expect((after[kind] ?? '') >= (before[kind] ?? '')).toBe(true)
      }),
      randomRuns('deadlines with stops', 1_000),
    )
  })

  it('gives the institution exactly its ten days: counted on the due day, with stops shown beside them', () => {
    fc.assert(
      fc.property(day, fc.array(stop, { maxLength: 4 }), (start, stops) => {
        const facts = { ...submitted(start), stops }
        const due = dues(facts, at('2026-06-01')).DECIDE ?? ''
        const taken = workingDaysTaken(facts, at(due))
        expect(taken.counted).toBe(10)
        expect(taken.counted + taken.stopped).toBe(workingDaysBetween(start, due))
        expect(isWorkingDay(due)).toBe(true)
        expect(shanghaiDate(at(due))).toBe(due)
      }),
      randomRuns('ten days exactly', 1_000),
    )
  })
})
