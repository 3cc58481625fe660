import { expect, it } from 'vitest'
import { candidateState, candidateSteps, cardState, minutesLeft } from './card-versions'

const now = new Date('2026-11-22T08:00:00Z')
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)

it('reckons the time left by the pace of the last minute', () => {
  expect(minutesLeft({ waiting: 1200, recent: 600, since: before(600) }, now)).toBe(2)
  expect(minutesLeft({ waiting: 1201, recent: 600, since: before(600) }, now)).toBe(3)
  expect(minutesLeft({ waiting: 100, recent: 50, since: before(10) }, now)).toBe(0)
  expect(minutesLeft({ waiting: 900, recent: 50, since: before(10) }, now)).toBe(3)
  expect(minutesLeft({ waiting: 100, recent: 0, since: before(600) }, now)).toBeNull()
  expect(minutesLeft({ waiting: 100, recent: 0, since: null }, now)).toBeNull()
})

it('after an interruption reckons from when the run was taken up again, not from its beginning', () => {
  // Begun an hour ago, taken up again ten seconds ago: 50 of 900 in ten seconds are three minutes, not eighteen.
  const again = { waiting: 900, recent: 50, since: before(10) }
  expect(minutesLeft(again, now)).toBe(3)
  expect(minutesLeft({ ...again, since: before(3_600) }, now)).toBe(18)
})

it('says where a candidate stands', () => {
  const run = (finishedAt: Date | null) => ({ finishedAt })
  const settled = (verdict: 'PUBLISH' | 'REJECT') => ({ verdict, settledAt: before(100) })
  expect(candidateState(null, null)).toBe('ADDED')
  expect(candidateState(run(null), null)).toBe('RUNNING')
  expect(candidateState(run(now), null)).toBe('REPORTED')
  expect(candidateState(run(now), { verdict: null, settledAt: null })).toBe('PROPOSED')
  expect(candidateState(run(before(500)), settled('PUBLISH'))).toBe('PUBLISHED')
  expect(candidateState(run(before(500)), settled('REJECT'))).toBe('REJECTED')
  expect(candidateState(run(now), settled('REJECT'))).toBe('REPORTED')
})

it('lets a candidate be proposed on a report against the card in force alone, while nothing is decided of it', () => {
  const run = { finishedAt: now, against: 'A-2026.1', digest: 'd' }
  const free = { isRunning: false, mayTry: true, mustTryAgain: false, mayPropose: false }
  const fixed = { ...free, mayTry: false }
  expect(candidateSteps(null, null, 'A-2026.1')).toEqual(free)
  expect(candidateSteps({ ...run, finishedAt: null, digest: null }, null, 'A-2026.1')).toEqual({ ...fixed, isRunning: true })
  expect(candidateSteps({ ...run, digest: null }, null, 'A-2026.1')).toEqual(free)
  expect(candidateSteps(run, null, 'A-2026.1')).toEqual({ ...free, mayPropose: true })
  expect(candidateSteps(run, { verdict: 'REJECT' }, 'A-2026.1')).toEqual({ ...free, mayPropose: true })
  expect(candidateSteps(run, null, 'A-2026.2')).toEqual({ ...free, mustTryAgain: true })
  for (const verdict of [null, 'PUBLISH'] as const) {
    expect(candidateSteps(run, { verdict }, 'A-2026.1')).toEqual(fixed)
    expect(candidateSteps(run, { verdict }, 'A-2026.2')).toEqual(fixed)
  }
})

it('says of a card whether it is in force, was, will be, or never had a day', () => {
  const cards = [
    { version: 'A', validFrom: '2026-01-01' },
    { version: 'B', validFrom: '2026-11-22' },
    { version: 'C', validFrom: '2026-11-22' },
    { version: 'D', validFrom: '2026-02-01' },
    { version: 'E', validFrom: '2027-01-01' },
  ]
  const states = (day: string, some = cards) => some.map(({ version }) => cardState(version, some, day)).join(' ')
  expect(states('2026-11-30')).toBe('PAST NEVER NEVER NOW AHEAD')
  expect(states('2026-01-31')).toBe('NOW NEVER NEVER AHEAD AHEAD')
  expect(states('2026-11-30', cards.slice(0, 3))).toBe('PAST NEVER NOW')
  for (const day of ['2026-01-31', '2026-11-30', '2027-01-01']) {
    const now = cards.filter(({ validFrom }) => validFrom <= day).at(-1)
    expect(cards.filter(({ version }) => cardState(version, cards, day) === 'NOW')).toEqual([now])
  }
})
