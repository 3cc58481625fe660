import { describe, expect, it } from 'vitest'
import { inTurn } from './in-turn'

/** Work that ends when it is told to, and what was going on at most. */
function watched(most: number) {
  const run = inTurn(most)
  const state = { now: 0, peak: 0 }
  const ends: (() => void)[] = []
  const work = async () => {
    state.peak = Math.max(state.peak, ++state.now)
    await new Promise<void>((resolve) => ends.push(resolve))
    state.now--
  }
  return { state, ends, start: () => run(work) }
}

describe('work in turn', () => {
  it('never runs one more than allowed, though somebody asks in the very moment a place becomes free', async () => {
    const { state, ends, start } = watched(8)
    const all = Array.from({ length: 12 }, start)
    for (let n = 0; n < 100; n++) {
      await Promise.resolve()
      ends.shift()?.()
      // In every micro-task after it: the ones in which a freed place stood open.
      for (let step = 0; step < 6; step++) {
        all.push(start())
        await Promise.resolve()
      }
    }
    expect(state.peak).toBe(8)
    while (state.now > 0) {
      ends.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(all)
    expect(state.now).toBe(0)
  })

  it('keeps the order, and gives a place back after a failure', async () => {
    const run = inTurn(1)
    const done: number[] = []
    const failing = run(() => Promise.reject(new Error('no')))
    const rest = [1, 2, 3].map((n) => run(async () => void done.push(n)))
    await expect(failing).rejects.toThrow('no')
    await Promise.all(rest)
    expect(done).toEqual([1, 2, 3])
  })
})
